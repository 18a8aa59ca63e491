import GRDB

extension Snapshot {
  /// Calls `body` with number, id and newest title of every item, in the order of first import; nothing else is read.
  public func forEachTitle(_ body: (_ item: Int64, _ key: String, _ title: String) throws -> Void) throws {
    let rows = try Row.fetchCursor(database, sql: "SELECT id, key, title FROM current_item ORDER BY id")
    while let row = try rows.next() { try body(row[0], row[1], row[2]) }
  }

  /// The entry of the log at `position`, or nil.
  public func labelEvent(at position: Int64) throws -> LabelEvent? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM label_event WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [position]).map(LabelEvent.init)
  }
}
