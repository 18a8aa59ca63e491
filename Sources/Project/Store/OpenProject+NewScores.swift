import GarimpoKernels
import GarimpoStore

extension OpenProject {
  /// Scores the items without a yes or no that came since a round, by its model, and keeps the scores.
  ///
  /// An item that has changed since keeps the score that the round gave it, which is part of the round's record; where it
  /// is ranked, its new content is scored.
  ///
  /// Each piece is a transaction of its own, and nothing is locked while the model works: others can write in between, and
  /// what was scored before a failure stays scored.
  ///
  /// - Parameter number: the round; nil: the one in use.
  /// - Returns: how many were scored; 0 before the first round.
  func scoreNewItems(ofRound number: Int64? = nil, threadCount: Int? = nil) throws(Failure) -> Int {
    let workers = WorkerPool(threadCount: try RoundOptions.threadCount(threadCount))
    let work: (scorer: StoredScorer, versions: [VersionNumber])? = try read { snapshot in
      guard let number = try number ?? snapshot.currentRound(), let record = try snapshot.round(number) else {
        return nil
      }
      let labels = try snapshot.labels()
      let versions = try snapshot.unscored(inRound: record.id, after: record.versionPosition)
        .filter { version in
          try labels.label(ofItem: version.item)?.target == nil
            && snapshot.score(ofItem: version.item, inRound: record.id) == nil
        }
      guard !versions.isEmpty else { return nil }
      return (
        StoredScorer(model: try RoundModel(snapshot, record, path: path), workers: workers, path: path), versions
      )
    }
    guard let (scorer, versions) = work else { return 0 }
    let size = StoredScorer.pieceSize
    for start in stride(from: 0, to: versions.count, by: size) {
      let piece = versions[start..<min(start + size, versions.count)]
      let scores = try read { try scorer.scores(of: piece, $0) }
      try write { try $0.add(scores, toRound: scorer.model.record.id) }
    }
    return versions.count
  }
}
