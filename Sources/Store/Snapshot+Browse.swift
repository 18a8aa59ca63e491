import GRDB

public import struct Foundation.Date

/// What a page shows of an item.
public struct ShownVersion: Sendable, Hashable {
  /// The item's number.
  public let item: Int64
  /// Its id.
  public let key: String
  /// Its newest version.
  public let version: Int64
  /// What a person calls it.
  public let title: String
  /// Its address, empty when there is none.
  public let link: String
  /// The typed fields, a JSON object.
  public let fields: String
}

extension Snapshot {
  /// The greatest number of an item, 0 when there is none.
  public func lastItem() throws -> Int64 { try newest("item") }

  /// What a page shows of `items`, by number; an item that has no version is left out.
  public func shownVersions(ofItems items: [Int64]) throws -> [Int64: ShownVersion] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT i.id, i.key, v.id, v.title, v.link, v.fields FROM item i JOIN item_version v
          ON v.id = (SELECT max(id) FROM item_version WHERE item = i.id)
        WHERE i.id IN (SELECT value FROM json_each(?))
        """)
    let rows = try Row.fetchCursor(statement, arguments: [Self.list(items)])
    var versions: [Int64: ShownVersion] = [:]
    while let row = try rows.next() {
      let item: Int64 = try row.value(at: 0)
      versions[item] = try ShownVersion(
        item: item, key: row.value(at: 1), version: row.value(at: 2), title: row.value(at: 3), link: row.value(at: 4),
        fields: row.value(at: 5))
    }
    return versions
  }

  /// The items and scores that the model of a round has given, in the order of the items.
  public func scoreList(ofRound round: Int64) throws -> (items: [Int64], scores: [Double]) {
    let statement = try database.cachedStatement(sql: "SELECT item, score FROM score WHERE round = ? ORDER BY item")
    let rows = try Row.fetchCursor(statement, arguments: [round])
    var (items, scores): ([Int64], [Double]) = ([], [])
    while let row = try rows.next() {
      items.append(try row.value(at: 0))
      scores.append(try row.value(at: 1))
    }
    return (items, scores)
  }

  /// Those of `items` that `annotator` has marked as seen.
  public func seenItems(of annotator: String, among items: [Int64]) throws -> Set<Int64> {
    let statement = try database.cachedStatement(
      sql: "SELECT item FROM seen WHERE annotator = ? AND item IN (SELECT value FROM json_each(?))")
    return try Int64.fetchSet(statement, arguments: [annotator, Self.list(items)])
  }

  // MARK: The log

  /// Calls `body` with the entries of the log behind `position`, oldest first; `isImported`: a table brought it.
  public func forEachLabelEntry(
    after position: Int64,
    _ body: (_ entry: LabelState.Entry, _ undoes: Int64?, _ isImported: Bool) throws -> Void
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        SELECT id, item, version, answer, settles, annotator, undoes, import IS NOT NULL FROM label_event
        WHERE id > ? ORDER BY id
        """)
    let rows = try Row.fetchCursor(statement, arguments: [position])
    while let row = try rows.next() {
      guard let answer = LabelEvent.Answer(rawValue: try row.value(at: 3)) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "label_event: unknown answer")
      }
      try body(
        LabelState.Entry(
          position: row.value(at: 0), item: row.value(at: 1), version: row.value(at: 2), answer: answer,
          settles: row.value(at: 4), annotator: row.value(at: 5)),
        row.value(at: 6), row.value(at: 7))
    }
  }

  /// The newest `limit` answers of `annotator` that count and were given, not imported, ahead of the place `end` of the log;
  /// newest first, one an item.
  public func currentAnswers(
    newest limit: Int, of annotator: String, before end: Int64 = .max
  ) throws -> [LabelEvent] {
    let statement = try database.cachedStatement(
      sql: "SELECT * FROM current_answer WHERE annotator = ? AND import IS NULL AND id < ? ORDER BY id DESC LIMIT ?")
    return try Row.fetchAll(statement, arguments: [annotator, end, limit]).map(LabelEvent.init)
  }

  /// The times of the newest `limit` answers of `annotator` that stand and were given, not imported; newest first.
  public func answerTimes(newest limit: Int, of annotator: String) throws -> [Date] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT at FROM effective_answer WHERE annotator = ? AND import IS NULL ORDER BY id DESC LIMIT ?
        """)
    return try Date.fetchAll(statement, arguments: [annotator, limit])
  }

  /// How many answers that stand each annotator has given since `time`; imported ones are left out.
  public func answerCounts(since time: Date) throws -> [String: Int] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT annotator, count(*) FROM effective_answer WHERE id > ? AND at >= ? AND import IS NULL GROUP BY annotator
        """, arguments: [try Self.firstSince(time, database), time])
    return Dictionary(try rows.map { try ($0.value(at: 0), $0.value(at: 1)) }) { first, _ in first }
  }

  /// When the entry at `position` was written.
  public func time(ofEntry position: Int64) throws -> Date? {
    let statement = try database.cachedStatement(sql: "SELECT at FROM label_event WHERE id = ?")
    return try Date.fetchOne(statement, arguments: [position])
  }

  /// The items that a live model has asked as hard ones in a round, answered or taken back.
  public func liveItems(ofRound round: Int64) throws -> [Int64] {
    let statement = try database.cachedStatement(
      sql: "SELECT DISTINCT item FROM label_event WHERE round = ? AND strategy = 'hard' ORDER BY item")
    return try Int64.fetchAll(statement, arguments: [round])
  }
}

extension LabelState {
  /// Adds an entry of the log that follows those it has; `undone` is the one that it takes back.
  public mutating func follow(_ entry: Entry, undoing undone: Int64?) { add(entry, undoing: undone) }
}
