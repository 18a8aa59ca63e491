import GRDB

public import struct Foundation.Date

extension Snapshot {
  /// The items that `annotator` has marked as seen.
  public func seenItems(of annotator: String) throws -> Set<Int64> {
    try Int64.fetchSet(database, sql: "SELECT item FROM seen WHERE annotator = ?", arguments: [annotator])
  }
}

extension Transaction {
  /// Marks items as seen by `annotator`: looked at in the ranking, and not answered. One that is marked stays as it was.
  public func markSeen(_ items: [Int64], annotator: String, at time: Date) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO seen (item, annotator, at) VALUES (?, ?, ?)")
    for item in items { try statement.execute(arguments: [item, annotator, time]) }
  }

  /// Takes such marks away.
  public func markUnseen(_ items: [Int64], annotator: String) throws {
    let statement = try database.cachedStatement(sql: "DELETE FROM seen WHERE item = ? AND annotator = ?")
    for item in items { try statement.execute(arguments: [item, annotator]) }
  }
}
