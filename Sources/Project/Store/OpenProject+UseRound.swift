import GarimpoStore

extension OpenProject {
  /// Uses the model of a round from now on, and says so in the log: rank, score, next, labels export, status and the pages
  /// go by it until there is a newer round or another choice. That of the newest round takes an earlier choice back.
  ///
  /// Items that came since the round are scored by its model first, so that its order has them. Choosing the round that is
  /// in use stores nothing, unless there is a note.
  ///
  /// - Parameters:
  ///   - number: the round. Its model and its scores must be kept: a failure of the kind `data` says what was dropped.
  ///   - annotator: who chooses.
  ///   - note: why, at most 250 characters; nil or empty: not said.
  public func use(
    round number: Int, annotator: String, note: String? = nil, threadCount: Int? = nil
  ) throws(Failure) -> ModelInUse {
    guard !annotator.isEmpty else { throw .noAnnotator }
    let note = note.flatMap { $0.isEmpty ? nil : $0 }
    if let note, note.unicodeScalars.count > 250 {
      throw .badOption(
        "note", found: "\(Text.grouped(note.unicodeScalars.count)) characters", expected: "at most 250")
    }
    let record = try read { snapshot in
      let record = try snapshot.demandRound(number, path: path)
      // One that cannot be read is no choice.
      _ = try RoundModel(snapshot, record, path: path)
      guard try record.figures.poolCount == 0 || snapshot.hasScores(ofRound: record.id) else {
        throw Failure.noScores(ofRound: record.id, path: path)
      }
      return record
    }
    let scoredCount = try scoreNewItems(ofRound: record.id, threadCount: threadCount)
    return try write { transaction in
      let snapshot = transaction.snapshot
      let newest = try snapshot.newestRound() ?? record.id
      if try snapshot.currentRound() != record.id || note != nil {
        _ = try transaction.add(
          ModelChoice(round: record.id, newestRound: newest, annotator: annotator, at: clock(), note: note))
      }
      return ModelInUse(
        project: path, round: number, newestRound: Int(newest),
        model: try snapshot.modelChecksum(record.model) ?? "", choice: try snapshot.modelChoice().map(RoundChoice.init),
        scoredCount: scoredCount)
    }
  }

  /// Whether somebody chose another round than the newest.
  public func isRoundChosen() throws(Failure) -> Bool { try read { try $0.modelChoice() != nil } }
}

extension Failure {
  static func noScores(ofRound round: Int64, path: String) -> Failure {
    Failure(
      .data,
      "\(path): the scores of round \(round) were dropped when the file was compacted, so that it gives no order; name "
        + "another round, or run one")
  }
}
