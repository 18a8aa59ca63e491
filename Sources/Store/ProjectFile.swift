import GRDB

/// A project on disk: one SQLite file with its items, its log of labels, its rounds and their models.
///
/// ```swift
/// let file = try ProjectFile(opening: "videos.garimpo")
/// let position = try file.write { try $0.append(label) }      // on the disk when this returns
/// let counts = try file.read { try $0.counts() }
/// ```
///
/// Every `write` is one transaction: all of it is on the disk (write-ahead log, `synchronous = FULL`: one fsync) when it
/// returns, or none of it ever happened. A `read` sees one state throughout. Other processes may use the file at the same
/// time; writers wait for each other, readers for nobody. Within a process a file that was opened with readers keeps that
/// promise too; one that was not has a single connection, where a `write` waits for a `read` to end.
public struct ProjectFile: Sendable {
  /// The path as it was given; `in memory` for a project that has none.
  public let path: String
  /// Whether nothing can be written to it: see ``reading(_:wait:)``.
  public let isReadOnly: Bool
  /// The state of the file when it was opened, of one that is read in its place without a lock.
  private let unlocked: FilePlace.State?
  private let queue: any DatabaseWriter
  private let wait: Double

  /// How long a process waits for another to finish writing, in seconds, unless told otherwise.
  public static let usualWait = 10.0

  /// Opens the project at `path` and brings an older file up to date.
  ///
  /// - Parameters:
  ///   - wait: how long to wait for another process, in seconds.
  ///   - readers: so many reads go on at the same time, beside a write; 0: one connection does all, one after the other. At
  ///     least 0 (checked).
  /// - Throws: ``StoreError``.
  public init(opening path: String, wait: Double = ProjectFile.usualWait, readers: Int = 0) throws {
    precondition(readers >= 0, "a number of readers is not negative")
    let place = FilePlace(path)
    try place.checkUsable()
    self.path = path
    self.wait = wait
    isReadOnly = false
    unlocked = nil
    let single = try Self.mapping(path, wait) {
      let queue = try DatabaseQueue(path: place.forSQLite, configuration: Self.configuration(wait: wait))
      // Nothing is written before it is known that this is a project.
      let version = try queue.read { try Self.version(of: $0, at: path) }
      try queue.writeWithoutTransaction(Self.demandLog)
      if version < Schema.version { try Schema.migrate(queue) }
      return queue
    }
    guard readers > 0 else {
      queue = single
      return
    }
    queue = try Self.mapping(path, wait) {
      // The single connection stays open until the others are there, so that nobody finds the file without its log.
      defer { try? single.close() }
      var configuration = Self.configuration(wait: wait)
      configuration.maximumReaderCount = readers
      let pool = try DatabasePool(path: place.forSQLite, configuration: configuration)
      // GRDB eases this when it opens a pool.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      return pool
    }
  }

  /// A file that is only read, through `queue`.
  ///
  /// - Parameter unlocked: the state of a file that is read in its place without a lock; nil for a copy.
  init(reading path: String, wait: Double, unlocked: FilePlace.State?, _ queue: DatabaseQueue) {
    self.path = path
    self.wait = wait
    isReadOnly = true
    self.unlocked = unlocked
    self.queue = queue
  }

  /// The version of a file that is a project and can be read by this program.
  static func version(of database: Database, at path: String) throws -> Int {
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard application == Schema.applicationID, version > 0 else { throw StoreError(path: path, .notAProject) }
    guard version <= Schema.version else {
      throw StoreError(path: path, .newer(version: version, supported: Schema.version))
    }
    return version
  }

  /// Makes a project at `path`, where nothing may be yet: it appears there whole or not at all.
  ///
  /// - Throws: ``StoreError``.
  public init(creating path: String, _ project: NewProject, wait: Double = ProjectFile.usualWait) throws {
    let place = FilePlace(path)
    try place.checkFree()
    let part = try place.makePart()
    defer { FilePlace.remove(part) }
    try Self.mapping(path, wait) {
      let queue = try DatabaseQueue(path: part, configuration: Self.configuration(wait: wait))
      try queue.writeWithoutTransaction(Self.demandLog)
      try Self.prepare(queue, project)
      try queue.close()
    }
    try place.appear(from: part)
    try self.init(opening: path, wait: wait)
  }

  /// Makes a project in memory, which ends with the value.
  public init(inMemory project: NewProject) throws {
    path = "in memory"
    wait = 0
    isReadOnly = false
    unlocked = nil
    queue = try DatabaseQueue(configuration: Self.configuration(wait: 0))
    try Self.prepare(queue, project)
  }

  private static func prepare(_ queue: some DatabaseWriter, _ project: NewProject) throws {
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
    try Schema.migrator().migrate(queue)
    try queue.write { try Transaction($0).insert(project) }
  }

  /// How connections that only read are set up: nothing is asked of the file yet.
  static func readingConfiguration(wait: Double) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = wait > 0 ? .timeout(wait) : .immediateError
    configuration.label = "garimpo"
    return configuration
  }

  /// How connections that write are set up.
  static func configuration(wait: Double) -> Configuration {
    var configuration = readingConfiguration(wait: wait)
    // Each commit is flushed; by SQLite's own choice a power cut might take the newest labels.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return configuration
  }

  /// Sees to it that changes go to a write-ahead log, also in a file that another tool has copied.
  static func demandLog(_ database: Database) throws {
    guard try String.fetchOne(database, sql: "PRAGMA journal_mode") != "wal" else { return }
    let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = wal")
    guard mode == "wal" else {
      throw DatabaseError(message: "a write-ahead log is not possible here (\(mode ?? "no") journal)")
    }
  }

  /// Runs `body`; what SQLite complains of becomes a ``StoreError`` about the file at `path`.
  static func mapping<Value>(_ path: String, _ wait: Double, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError {
      throw StoreError(error, path: path, waited: wait)
    } catch let error as StoreProblem {
      throw StoreError(path: path, error.problem)
    } catch is RowDecodingError {
      throw StoreError(path: path, .damaged(detail: "a column has a value that was never stored there"))
    }
  }

  // MARK: Use

  /// What `body` finds in one state of the project.
  public func read<Value>(_ body: (Snapshot) throws -> Value) throws -> Value {
    try Self.mapping(path, wait) {
      let result = Result { try queue.read { try body(Snapshot($0)) } }
      // What was read while others wrote may be of two moments, and an error too.
      if let unlocked, FilePlace(path).state != unlocked { throw StoreError(path: path, .changed) }
      return try result.get()
    }
  }

  /// Runs `body` as one transaction: stored and flushed when this returns, undone when it throws.
  public func write<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
    guard !isReadOnly else { throw StoreError(path: path, .readOnly) }
    return try Self.mapping(path, wait) {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(Transaction(database))
          return .commit
        }
        guard let value else { throw StoreError(path: path, .failed(detail: "the transaction did not end")) }
        return value
      }
    }
  }

  /// Runs `body` as a transaction that is undone in the end, whatever it did.
  public func rehearse<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
    guard !isReadOnly else { throw StoreError(path: path, .readOnly) }
    return try Self.mapping(path, wait) {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(Transaction(database))
          return .rollback
        }
        guard let value else { throw StoreError(path: path, .failed(detail: "the transaction did not end")) }
        return value
      }
    }
  }

  /// Closes the file; the write-ahead log is written back and removed when no other process has it open.
  public func close() throws {
    // The connection that is closed last writes the log back, and one that only reads cannot.
    (queue as? DatabasePool)?.invalidateReadOnlyConnections()
    try Self.mapping(path, wait) { try queue.close() }
  }

  /// The connection, for the parts of this room that look after the file as a whole.
  func withConnection<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.mapping(path, wait) { try queue.writeWithoutTransaction(body) }
  }
}
