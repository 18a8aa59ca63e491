import GRDB

/// A version of an item, by number.
public struct VersionNumber: Sendable, Hashable {
  /// The item's number.
  public let item: Int64
  /// The version's number.
  public let version: Int64

  /// Version `version` of item `item`.
  public init(item: Int64, version: Int64) {
    self.item = item
    self.version = version
  }
}

extension Snapshot {
  /// Calls `body` with scores by the model of a round, best first, equal ones in the order of the items, until it returns
  /// false.
  ///
  /// - Parameters:
  ///   - lowest: scores below it are left out.
  ///   - limit: at most so many are read; nil: all. With a limit only so many are held while the best are looked for.
  public func forEachScore(
    ofRound round: Int64, atLeast lowest: Double = 0, limit: Int? = nil, _ body: (StoredScore) throws -> Bool
  ) throws {
    try forEach(
      "SELECT * FROM score WHERE round = ? AND score >= ? ORDER BY score DESC, item LIMIT ?",
      [round, lowest, limit ?? -1], body)
  }

  /// Calls `body` with the scores that have a place in a round's pool behind the place `rank`, best first, until it returns
  /// false. Begins at once, while ``forEachScore(ofRound:atLeast:limit:_:)`` has to sort first.
  public func forEachRankedScore(
    ofRound round: Int64, after rank: Int = 0, _ body: (StoredScore) throws -> Bool
  ) throws {
    try forEach("SELECT * FROM score WHERE round = ? AND rank > ? ORDER BY rank", [round, rank], body)
  }

  private func forEach(_ sql: String, _ arguments: StatementArguments, _ body: (StoredScore) throws -> Bool) throws {
    let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
    while let row = try rows.next() {
      guard try body(StoredScore(row)) else { return }
    }
  }

  /// All scores by the model of a round, best first, equal ones in the order of the items.
  public func scores(ofRound round: Int64) throws -> [StoredScore] {
    var scores: [StoredScore] = []
    try forEachScore(ofRound: round) {
      scores.append($0)
      return true
    }
    return scores
  }

  /// The items that have a place in a round's pool, best first; none when a compaction has dropped the round's scores.
  public func rankedItems(ofRound round: Int64) throws -> [Int64] {
    try Int64.fetchAll(
      database, sql: "SELECT item FROM score WHERE round = ? AND rank IS NOT NULL ORDER BY rank", arguments: [round])
  }

  /// The score of one item by the model of a round, or nil.
  public func score(ofItem item: Int64, inRound round: Int64) throws -> StoredScore? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM score WHERE round = ? AND item = ?")
    return try Row.fetchOne(statement, arguments: [round, item]).map { try StoredScore($0) }
  }

  /// The newest versions that came after `position` and that the model of a round has not scored, in the order of the
  /// items; those whose content was lost are left out.
  public func unscored(inRound round: Int64, after position: Int64) throws -> [VersionNumber] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT n.item, n.version
        FROM (SELECT item, max(id) AS version FROM item_version WHERE id > ?1 GROUP BY item) n
          JOIN item_version v ON v.id = n.version AND v.raw <> '\(ItemVersion.lostRow)'
        WHERE NOT EXISTS (SELECT 1 FROM score s WHERE s.round = ?2 AND s.item = n.item AND s.version = n.version)
        ORDER BY n.item
        """, arguments: [position, round])
    var versions: [VersionNumber] = []
    while let row = try rows.next() { versions.append(VersionNumber(item: row[0], version: row[1])) }
    return versions
  }
}

extension Snapshot {
  /// The items that came or changed after `position`, ascending.
  public func changedItems(after position: Int64) throws -> [Int64] {
    try Int64.fetchAll(
      database, sql: "SELECT DISTINCT item FROM item_version WHERE id > ? ORDER BY item", arguments: [position])
  }
}

extension Snapshot {
  /// The number of the version of an item that was its newest when `position` was the newest version of all; nil when the
  /// item came later.
  public func newestVersion(ofItem item: Int64, asOf position: Int64) throws -> Int64? {
    let statement = try database.cachedStatement(sql: "SELECT max(id) FROM item_version WHERE item = ? AND id <= ?")
    return try Int64.fetchOne(statement, arguments: [item, position])
  }

  /// The greatest number of an item when `position` was the newest version of all, 0 when there was none.
  public func lastItem(asOf position: Int64) throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT max(item) FROM item_version WHERE id <= ?", arguments: [position]) ?? 0
  }

  /// How many items came after the item with this number.
  public func itemCount(after item: Int64) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM item WHERE id > ?", arguments: [item]) ?? 0
  }
}
