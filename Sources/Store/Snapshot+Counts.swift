import GRDB

public import struct Foundation.Date

/// How much of everything a project has.
public struct ProjectCounts: Sendable, Hashable {
  /// Items.
  public var items = 0
  /// Versions of items.
  public var versions = 0
  /// Imports.
  public var imports = 0
  /// Items by their label.
  public var labels: [CurrentLabel: Int] = [:]
  /// Entries of the log of labels.
  public var labelEvents = 0
  /// Answers that stand by annotator, those with the most first, then by name.
  public var annotators: [Annotator] = []
  /// Rounds.
  public var rounds = 0
  /// Items of the batch of the round in use.
  public var asked = 0
  /// How many answers other than skip it has: on items of it, or on hard items that a live model asked in their place; at
  /// most ``asked``.
  public var answered = 0

  /// One annotator's answers that stand.
  public struct Annotator: Sendable, Hashable, Codable {
    /// The name.
    public var name: String
    /// How many items this person has answered.
    public var count: Int
  }
}

extension Snapshot {
  /// Counts of everything, by a few passes over indexes.
  public func counts() throws -> ProjectCounts {
    var counts = ProjectCounts()
    // A file that was saved from damage may have gaps in its numbers, so that the newest is not the count.
    counts.items = try count("item")
    counts.versions = try count("item_version")
    counts.imports = try count("import")
    counts.labelEvents = try count("label_event")
    let state = try labels()
    // What is damaged may still be read, and give nonsense.
    let answered = (first: state.standing.keys.min() ?? 1, last: state.standing.keys.max() ?? 0)
    guard counts.versions >= counts.items, answered.first > 0, answered.last <= (try newest("item")) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the table of items ends too early")
    }
    counts.labels = state.counts()
    var byName: [String: Int] = [:]
    for item in state.standing.keys {
      for entry in state.answers(ofItem: item) { byName[entry.annotator, default: 0] += 1 }
    }
    counts.annotators = byName.map { .init(name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    counts.rounds = try count("round")
    if let round = try currentRound() {
      let batch = Set(try batch(ofRound: round).map(\.item))
      let answered = try batch.union(liveItems(ofRound: round)).count { item in
        state.label(ofItem: item).map { $0 != .skip } ?? false
      }
      counts.asked = batch.count
      counts.answered = min(answered, batch.count)
    }
    return counts
  }

  /// How many items were answered since `time`; answers that were undone, and skips, do not count.
  public func answeredItemCount(since time: Date) throws -> Int {
    try Int.fetchOne(
      database,
      sql: "SELECT count(DISTINCT item) FROM effective_answer WHERE id > ? AND at >= ? AND answer <> 'skip'",
      arguments: [try Self.firstSince(time, database), time]) ?? 0
  }

  /// An entry of the log before `time`, by a search over the numbers: the times ascend with them.
  static func firstSince(_ time: Date, _ database: Database) throws -> Int64 {
    var low: Int64 = 0
    var high = try Int64.fetchOne(database, sql: "SELECT max(id) FROM label_event") ?? 0
    let statement = try database.cachedStatement(sql: "SELECT at FROM label_event WHERE id = ?")
    while low < high {
      let middle = low + (high - low + 1) / 2
      guard let at = try Date.fetchOne(statement, arguments: [middle]), at < time else {
        high = middle - 1
        continue
      }
      low = middle
    }
    return low
  }
}
