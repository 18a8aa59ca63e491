import GRDB

extension ProjectFile {
  /// Copies the project at `path` to `target`, while others may write; saves what can be read where it is damaged.
  ///
  /// The copy is that of one moment: SQLite's online backup copies the pages in a single read transaction, in which no
  /// writer is kept waiting. (`VACUUM INTO` would do too, but writes every row anew, so that nothing could be said of a
  /// copy that differs.) It is checked, flushed, and only then gets its name: it appears whole or not at all. The file at
  /// `path` is never written.
  ///
  /// - Parameters:
  ///   - replacing: whether a file at `target` is replaced; one that is in use never is.
  ///   - wait: how long to wait for another process, in seconds.
  /// - Throws: ``StoreError``, about `target` where that is at fault.
  public static func backup(
    from path: String, to target: String, replacing: Bool = false, wait: Double = ProjectFile.usualWait
  ) throws -> BackupReport {
    let (source, destination) = (FilePlace(path), FilePlace(target))
    try source.checkReadable()
    guard !source.isSameFile(as: destination) else { throw StoreError(path: target, .exists) }
    if replacing { try destination.checkReplaceable() } else { try destination.checkFree() }
    let part = try destination.makePart()
    defer { FilePlace.remove(part) }
    var way = BackupReport.Way.exact
    var tables: [BackupReport.Table]
    do {
      tables = try copy(source, to: part, named: target, wait)
    } catch let error as StoreError where error.path == path && source.mayBeSalvaged(error.problem) {
      FilePlace.empty(part)
      if case .damaged(let detail) = error.problem {
        way = .salvaged(because: detail)
      } else {
        way = .salvaged(because: "its beginning is not that of a project")
      }
      tables = try Salvage.save(source, into: part, named: destination, wait: wait)
    }
    let byteCount = FilePlace(part).byteCount
    try destination.appear(from: part, replacing: replacing)
    return BackupReport(source: path, target: target, way: way, byteCount: byteCount, tables: tables)
  }

  /// Copies page by page and looks at the copy; returns the tables with their counts.
  private static func copy(
    _ source: FilePlace, to part: String, named target: String, _ wait: Double
  ) throws -> [BackupReport.Table] {
    let path = source.path
    return try mapping(path, fullDiskAt: target, wait) {
      let reader = try Reader(best: source, wait: wait)
      defer { reader.close() }
      guard !reader.isTolerant else { throw StoreError(path: path, .damaged(detail: "SQLite refuses to read it")) }
      let copy = try DatabaseQueue(path: part, configuration: configuration(wait: wait))
      defer { try? copy.close() }
      let tables = try reader.read { database in
        _ = try version(of: database, at: path)
        guard !source.isTorn else { throw StoreError(path: path, .damaged(detail: "its last page was cut off")) }
        let tables = try counts(database)
        try copy.writeWithoutTransaction { try database.backup(to: $0) }
        return tables
      }
      let (copied, complaint) = try copy.read { database in
        (try counts(database), try String.fetchOne(database, sql: "PRAGMA quick_check(1)"))
      }
      if let complaint, complaint != "ok" { throw StoreError(path: path, .damaged(detail: complaint.onOneLine)) }
      guard copied == tables else { throw StoreError(path: target, .failed(detail: "the copy has not all rows")) }
      try copy.writeWithoutTransaction(demandLog)
      try copy.close()
      guard try FileHeader(ofClosed: part).damagedOffsets.isEmpty else {
        throw StoreError(path: path, .damaged(detail: "bytes of its header are wrong"))
      }
      return tables
    }
  }

  /// How many rows each table has.
  private static func counts(_ database: Database) throws -> [BackupReport.Table] {
    try SalvagedTable.all.map { table in
      var counted = BackupReport.Table(name: table.name)
      // A file of an earlier version lacks some.
      guard try database.tableExists(table.name) else { return counted }
      counted.saved = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table.name)") ?? 0
      return counted
    }
  }

  /// As ``mapping(_:_:_:)``, but a full disk is that of `target`: nothing else is written.
  static func mapping<Value>(
    _ path: String, fullDiskAt target: String, _ wait: Double, _ body: () throws -> Value
  ) throws -> Value {
    do { return try mapping(path, wait, body) } catch let error as StoreError where error.problem == .full {
      throw StoreError(path: target, .full)
    }
  }
}

extension FilePlace {
  /// Whether a file with this problem may be a damaged project.
  fileprivate func mayBeSalvaged(_ problem: StoreError.Problem) -> Bool {
    switch problem {
    case .damaged: return true
    case .notAProject:
      guard let file = try? RawFile(path) else { return false }
      let header = FileHeader(file.bytes(at: 0, count: 100))
      return header.isOfProject || header.damagedOffsets.isEmpty
    default: return false
    }
  }
}

extension String {
  /// The text without line ends.
  var onOneLine: String { split(separator: "\n").joined(separator: " ") }
}
