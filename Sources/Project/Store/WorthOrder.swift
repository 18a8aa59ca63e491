import GarimpoKernels
import GarimpoStore

/// The unread items by the score of a round's model: the kept scores, and those of items that it has not scored yet.
struct WorthOrder {
  let record: RoundRecord
  let unread: UnreadItems
  /// Unread items that came or changed since the round.
  let newCount: Int
  /// Scores that are not kept, best first, equal ones in the order of the items.
  private let fresh: [StoredScore]
  /// The items among these.
  private let freshItems: Set<Int64>
  private let readCount: Int

  /// Scores what is not scored yet.
  init(_ snapshot: Snapshot, _ record: RoundRecord, path: String, workers: WorkerPool) throws {
    self.record = record
    let unread = try UnreadItems(snapshot)
    self.unread = unread
    var missing = try snapshot.unscored(inRound: record.id, after: record.versionPosition)
      .filter { unread.contains($0.item) }
    // Items that had a label when the round was run, and have lost it.
    let then = try snapshot.labels(upTo: record.labelPosition)
    for item in then.answeredItems where unread.contains(item) && then.label(ofItem: item)?.target != nil {
      guard try snapshot.score(ofItem: item, inRound: record.id) == nil,
        let version = try snapshot.newestVersion(ofItem: item), version.id <= record.versionPosition,
        !version.isStandIn
      else { continue }
      missing.append(VersionNumber(item: item, version: version.id))
    }
    var scores: [StoredScore] = []
    if !missing.isEmpty {
      let scorer = StoredScorer(
        model: try RoundModel(snapshot, record, path: path), workers: workers, path: path)
      scores = try scorer.allScores(of: missing, snapshot)
    }
    fresh = scores.sorted { ($1.score, $0.item) < ($0.score, $1.item) }
    freshItems = Set(missing.map(\.item))
    newCount = try snapshot.changedItems(after: record.versionPosition).count { unread.contains($0) }
    readCount = unread.readCount(of: try snapshot.itemCount())
  }

  /// Calls `body` with the unread items that score at least `lowest`, best first, equal ones in the order of the items, at
  /// most `limit` times or until it returns false.
  func forEach(
    _ snapshot: Snapshot, atLeast lowest: Double, limit: Int?, _ body: (StoredScore) throws -> Bool
  ) throws {
    var rest = fresh[...].prefix { $0.score >= lowest }
    var left = limit ?? .max
    func take(_ score: StoredScore) throws -> Bool {
      guard left > 0 else { return false }
      left -= 1
      return try body(score)
    }
    // Of the kept scores at most so many are passed over.
    let most = limit.map { $0 + readCount + freshItems.count }
    var goesOn = true
    try snapshot.forEachScore(ofRound: record.id, atLeast: lowest, limit: most) { kept in
      guard unread.contains(kept.item), !freshItems.contains(kept.item) else { return true }
      while goesOn, let next = rest.first, (kept.score, next.item) < (next.score, kept.item) {
        rest = rest.dropFirst()
        goesOn = try take(next)
      }
      if goesOn { goesOn = try take(kept) }
      return goesOn
    }
    while goesOn, let next = rest.popFirst() { goesOn = try take(next) }
  }
}
