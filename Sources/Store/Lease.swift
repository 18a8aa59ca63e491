import GRDB

public import struct Foundation.Date

/// An item that was given to an annotator to answer, and is kept from others for a while.
public struct Lease: Sendable, Hashable {
  /// The item's number.
  public var item: Int64
  /// Who has it.
  public var annotator: String
  /// When it returns to the queue.
  public var until: Date
  /// Why it was asked: the answer's entry in the log says so too.
  public var asking: Asking

  /// A lease.
  public init(item: Int64, annotator: String, until: Date, asking: Asking) {
    self.item = item
    self.annotator = annotator
    self.until = until
    self.asking = asking
  }
}

extension Lease {
  init(_ row: Row) throws {
    try self.init(
      item: row.value("item"), annotator: row.value("annotator"), until: row.value("until"),
      asking: Asking(row.value("strategy"), row))
  }
}

extension Snapshot {
  /// The leases that have not run out at `time`, by item.
  public func leases(at time: Date) throws -> [Lease] {
    try Row.fetchAll(database, sql: "SELECT * FROM lease WHERE until > ? ORDER BY item, annotator", arguments: [time])
      .map(Lease.init)
  }

  /// The lease of an item by an annotator, run out or not.
  public func lease(ofItem item: Int64, annotator: String) throws -> Lease? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM lease WHERE item = ? AND annotator = ?")
    return try Row.fetchOne(statement, arguments: [item, annotator]).map(Lease.init)
  }
}

extension Transaction {
  /// Gives an item to an annotator; one that this annotator has already is given anew.
  public func add(_ lease: Lease) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO lease (
          item, annotator, until, round, model, strategy, rank, score, inclusion_probability, model_position)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        lease.item, lease.annotator, lease.until, lease.asking.round, lease.asking.model, lease.asking.strategy,
        lease.asking.rank, lease.asking.score, lease.asking.inclusionProbability, lease.asking.modelPosition,
      ])
  }

  /// Ends a lease: the item was answered.
  public func removeLease(ofItem item: Int64, annotator: String) throws {
    let statement = try database.cachedStatement(sql: "DELETE FROM lease WHERE item = ? AND annotator = ?")
    try statement.execute(arguments: [item, annotator])
  }

  /// Forgets the leases that had run out at `time`.
  public func removeLeases(runOutBefore time: Date) throws {
    try database.execute(sql: "DELETE FROM lease WHERE until <= ?", arguments: [time])
  }
}
