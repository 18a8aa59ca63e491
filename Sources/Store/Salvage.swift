import GRDB

/// Makes a new project of what can be read of a damaged one, row by row and under the same numbers.
///
/// The damaged file is only copied, with its write-ahead log; all else happens in the copy. What refers to a lost row is
/// mended or dropped afterwards: see ``SalvageMending``.
struct Salvage {
  private let damaged: Database
  private let new: Database
  private var tables: [BackupReport.Table] = []
  /// The greatest id that each table is known to have given.
  private var greatest: [String: Int64] = [:]

  /// Saves the file at `source` into a file at `part`, which is to become `target`.
  ///
  /// - Returns: what became of each table, the log of labels first.
  /// - Throws: ``StoreError``: about `target` where that cannot be written, about `source` where nothing can be saved.
  static func save(
    _ source: FilePlace, into part: String, named target: FilePlace, wait: Double
  ) throws -> [BackupReport.Table] {
    let copy = try copy(of: source, beside: target, wait: wait)
    defer { copy.remove() }
    return try ProjectFile.mapping(source.path, fullDiskAt: target.path, wait) {
      let reader: Reader
      do { reader = try Reader(copy.place, wait: wait, isTolerant: true) } catch let error as DatabaseError {
        guard error.resultCode != .SQLITE_FULL else { throw error }
        throw StoreError(
          path: source.path, .failed(detail: "the way to its rows is lost, nothing can be saved: use an earlier backup")
        )
      }
      defer { reader.close() }
      return try reader.read { damaged in
        guard try damaged.tableExists("label_event"), try damaged.tableExists("item") else {
          throw StoreError(path: source.path, .notAProject)
        }
        let version = try Int.fetchOne(damaged, sql: "PRAGMA user_version") ?? 0
        guard version <= Schema.version else {
          throw StoreError(path: source.path, .newer(version: version, supported: Schema.version))
        }
        return try fill(part, from: damaged, wait: wait)
      }
    }
  }

  /// A copy as of one moment, where others can be held back, with its header put right.
  private static func copy(of source: FilePlace, beside target: FilePlace, wait: Double) throws -> PrivateCopy {
    var copy: PrivateCopy?
    // One that was cut off has no log and nobody who writes.
    if !source.isTorn, let reader = try? Reader(best: source, wait: wait) {
      defer { reader.close() }
      try reader.read { database in
        _ = try? Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
        copy = try PrivateCopy(of: source, beside: target)
      }
    }
    let made = try copy ?? PrivateCopy(of: source, beside: target)
    do {
      for part in FileHeader.fixed { try RawFile.patch(made.place.path, at: part.offset, with: part.bytes) }
    } catch {
      made.remove()
      throw error
    }
    return made
  }

  private static func fill(_ part: String, from damaged: Database, wait: Double) throws -> [BackupReport.Table] {
    var configuration = ProjectFile.configuration(wait: wait)
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: part, configuration: configuration)
    defer { try? queue.close() }
    // Nobody sees the file before it is whole and flushed.
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    try Schema.migrator().migrate(queue)
    let tables = try queue.writeWithoutTransaction { new in
      try new.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
      var tables: [BackupReport.Table] = []
      try new.inTransaction {
        var salvage = Salvage(damaged: damaged, new: new)
        tables = try salvage.run()
        return .commit
      }
      _ = try String.fetchOne(new, sql: "PRAGMA journal_mode = wal")
      return tables
    }
    try queue.close()
    return tables
  }

  private init(damaged: Database, new: Database) {
    self.damaged = damaged
    self.new = new
  }

  private mutating func run() throws -> [BackupReport.Table] {
    let triggers = try Schema.objects(of: new).filter { $0.name.hasPrefix("trigger ") }
    for trigger in triggers { try new.execute(sql: "DROP \(trigger.name)") }
    for table in SalvagedTable.all { try save(table) }
    var mending = SalvageMending(damaged: damaged, new: new, tables: tables)
    try mending.run()
    for trigger in triggers { try new.execute(sql: trigger.sql) }
    // A number that a lost row had is not given again.
    for (table, id) in greatest.sorted(by: { $0.key < $1.key }) {
      try new.execute(sql: "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", arguments: [id, table])
      guard new.changesCount == 0 else { continue }
      try new.execute(
        sql: """
          INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2
          WHERE EXISTS (SELECT 1 FROM sqlite_master WHERE name = ?1 AND sql LIKE '%AUTOINCREMENT%')
          """, arguments: [table, id])
    }
    return mending.tables
  }

  // MARK: Rows

  private mutating func save(_ table: SalvagedTable) throws {
    var outcome = BackupReport.Table(name: table.name)
    defer { tables.append(outcome) }
    // A file of an earlier version lacks columns, a damaged one tables.
    let known = try damaged.tableExists(table.name) ? Set(damaged.columns(in: table.name).map(\.name)) : []
    let names = try new.columns(in: table.name).map(\.name).filter(known.contains)
    guard !names.isEmpty else {
      let version = (try? Int.fetchOne(damaged, sql: "PRAGMA user_version")) ?? 0
      outcome.mayLackMore = version >= table.since || version < 1
      return
    }
    let columns = names.joined(separator: ", ")
    let insertion = try new.makeStatement(
      sql: "INSERT INTO \(table.name) (\(columns)) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))")
    func keep(_ row: Row) throws {
      guard table.name != "label_event" || (try? LabelEvent(row)) != nil else {
        outcome.lost += 1
        return
      }
      do {
        try insertion.execute(arguments: StatementArguments(row.databaseValues))
        outcome.saved += 1
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        // It has a value that was never stored there.
        outcome.lost += 1
      }
    }
    switch table.key {
    case .number:
      let walk = RowWalk(damaged, table.name, columns: columns)
      let result = try walk.forEach { _, row in try keep(row) }
      outcome.lost += result.missingCount
      outcome.mayLackMore = result.isDamaged && walk.greatest == nil
      greatest[table.name] = walk.greatest
    case .pair(let first, let parent, let second, let kind):
      let walk = KeyWalk(
        database: damaged, table: table.name, columns: columns, key: (first, second),
        firstEnd: try greatestID(of: parent), second: try secondKey(kind))
      outcome.mayLackMore = try walk.forEach(keep).isDamaged
    }
  }

  private func secondKey(_ kind: SalvagedTable.SecondKind) throws -> KeyWalk.Second {
    switch kind {
    case .idOf(let parent): .number(upTo: try greatestID(of: parent))
    case .other: .other
    }
  }

  /// The greatest id that a table, saved already, is known to have given.
  private func greatestID(of table: String) throws -> Int64 {
    try max(greatest[table] ?? 0, Int64.fetchOne(new, sql: "SELECT max(id) FROM \(table)") ?? 0)
  }
}
