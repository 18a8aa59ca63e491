import GarimpoEvaluation
import GarimpoKernels
import GarimpoRecipes
import GarimpoStore

extension OpenProject {
  /// What reading down to a score brings, measured on the items that a round was measured on, and how many unread items
  /// that is.
  ///
  /// - Parameter number: the round, nil for the one in use.
  public func thresholds(round number: Int?, threadCount: Int? = nil) throws(Failure) -> ThresholdTable {
    let workers = WorkerPool(threadCount: try RoundOptions.threadCount(threadCount))
    return try read { snapshot in
      let record = try snapshot.demandRound(number, path: path)
      let model = try RoundModel(snapshot, record, path: path)
      let (scores, targets) = try measured(model, snapshot, workers)
      var unread: [Float] = []
      try WorthOrder(snapshot, record, path: path, workers: workers)
        .forEach(snapshot, atLeast: 0, limit: nil) { score in
          unread.append(Float(score.score))
          return true
        }
      let seconds = try snapshot.labelEvents().compactMap(\.seconds)
      return ThresholdTable(
        round: Int(record.id), count: targets.count, yesCount: targets.count { $0 }, unreadCount: unread.count,
        meanSeconds: seconds.isEmpty ? nil : seconds.reduce(0, +) / Double(seconds.count),
        medianSeconds: Percentile.median(seconds), timedCount: seconds.count,
        thresholds: ThresholdTable.thresholds(scores: scores, targets: targets, unread: unread))
    }
  }

  /// The scores and answers of the items that a round was measured on.
  ///
  /// The labelled items alone are divided again as the round did, which takes no look at the pool; should the counts not
  /// be those that the round noted, because a duplicate in the pool joined two of them, all items are.
  private func measured(
    _ model: RoundModel, _ snapshot: Snapshot, _ workers: WorkerPool
  ) throws -> (scores: [Float], targets: [Bool]) {
    let record = model.record
    let labelled = try LabelledItems(snapshot, model.recipe, at: .init(of: record), path: path)
    let division = try LabelledDivision(
      labelled.items, by: model.recipe.split, seed: RandomPurpose.split.seed(from: record.seed),
      duplicates: ItemDuplicates(labelled.items, model.recipe.duplicates), path: path)
    var items = labelled.items
    var rows = division.validation
    func isAsNoted() -> Bool {
      rows.count == record.figures.validationCount
        && rows.count { items.labels[$0] == true } == record.figures.validationYesCount
    }
    if !isAsNoted() {
      let material = try prepare(again: record, snapshot).material
      items = material.items
      rows = try RoundComputation(material: material, workers: workers).divide().division.validation
    }
    guard isAsNoted() else {
      throw Failure(
        .data,
        "\(path): round \(record.id) was measured on \(record.figures.validationCount) items, and \(rows.count) are found "
          + "now; garimpo verify checks the file")
    }
    let scores = try model.scores(of: items, on: workers, path: path).scores
    return (rows.map { scores[$0] }, rows.map { items.labels[$0] == true })
  }
}
