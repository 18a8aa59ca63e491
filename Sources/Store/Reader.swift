import GRDB

/// A connection that looks at a file as it is, damaged or of an earlier version, and writes nothing into it.
struct Reader {
  private let queue: DatabaseQueue
  /// Whether SQLite refused the file at first, and reads it now only because it was told to overlook that.
  let isTolerant: Bool
  private let copy: PrivateCopy?

  /// A connection to the file at `place`, which nobody may write into through it.
  ///
  /// Where changes wait in the write-ahead log it is read-only, so that closing it does not carry them over into a file
  /// that may be damaged. Otherwise there is nothing to carry over, and a connection that may write takes the two files
  /// beside it away again.
  ///
  /// - Parameter isTolerant: whether a file is read although its size or its list of tables is wrong.
  init(_ place: FilePlace, wait: Double, isTolerant: Bool, copy: PrivateCopy? = nil) throws {
    self.isTolerant = isTolerant
    self.copy = copy
    var configuration = ProjectFile.readingConfiguration(wait: wait)
    configuration.readonly = place.logByteCount > 0 || !place.isWritable
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      if isTolerant { try database.execute(sql: "PRAGMA writable_schema = ON") }
      try database.execute(sql: "PRAGMA query_only = ON")
    }
    queue = try DatabaseQueue(path: place.forSQLite, configuration: configuration)
    do {
      try queue.writeWithoutTransaction { _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
    } catch {
      try? queue.close()
      throw error
    }
  }

  /// Reads strictly if that is possible, tolerantly otherwise; from a copy where SQLite cannot keep its locks, or would
  /// make something up.
  init(best place: FilePlace, wait: Double) throws {
    guard !place.isTorn else {
      self = try Reader(copying: place, wait: wait)
      return
    }
    guard !place.isWritable else {
      self = try Reader(strictly: place, wait: wait)
      return
    }
    do {
      self = try Reader(strictly: place, wait: wait)
    } catch let error as DatabaseError where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) {
      self = try Reader(copying: place, wait: wait)
    }
  }

  private init(copying place: FilePlace, wait: Double) throws {
    let copy = try PrivateCopy.temporary(of: place)
    do {
      self = try Reader(strictly: copy.place, wait: wait, copy: copy)
    } catch {
      copy.remove()
      throw error
    }
  }

  private init(strictly place: FilePlace, wait: Double, copy: PrivateCopy? = nil) throws {
    do {
      self = try Reader(place, wait: wait, isTolerant: false, copy: copy)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      self = try Reader(place, wait: wait, isTolerant: true, copy: copy)
    }
  }

  /// What `body` finds in one state of the file.
  ///
  /// The transaction is rolled back, as SQLite may refuse to commit one in which it met damage.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN")
      defer { try? database.execute(sql: "ROLLBACK") }
      return try body(database)
    }
  }

  /// Ends the connection.
  func close() {
    try? queue.close()
    copy?.remove()
  }
}
