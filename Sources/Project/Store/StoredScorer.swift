import GarimpoKernels
import GarimpoStore

/// Scores items of a project by the model of a round, a piece at a time.
struct StoredScorer {
  let model: RoundModel
  let workers: WorkerPool
  let path: String

  /// How many items are in memory at a time.
  static let pieceSize = 4096

  /// The scores of up to `pieceSize` versions, in their order; the round has no place for them.
  func scores(of versions: some Collection<VersionNumber>, _ snapshot: Snapshot) throws -> [StoredScore] {
    guard !versions.isEmpty else { return [] }
    let items = try model.recipe.items(of: versions, snapshot, path: path)
    let (scores, _) = try model.scores(of: items, on: workers, path: path)
    return zip(versions, scores).map {
      StoredScore(item: $0.item, version: $0.version, score: Double($1), rank: nil)
    }
  }

  /// The scores of any number of versions, in their order.
  func allScores(of versions: [VersionNumber], _ snapshot: Snapshot) throws -> [StoredScore] {
    var scores: [StoredScore] = []
    for start in stride(from: 0, to: versions.count, by: Self.pieceSize) {
      scores += try self.scores(of: versions[start..<min(start + Self.pieceSize, versions.count)], snapshot)
    }
    return scores
  }
}
