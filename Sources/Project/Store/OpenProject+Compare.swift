import GarimpoEvaluation
import GarimpoKernels
import GarimpoRecipes
import GarimpoStore

extension OpenProject {
  /// The models of two rounds on the same items: those labelled now that neither learnt from, nor from a duplicate.
  ///
  /// - Parameters:
  ///   - first: the number of a round, nil for the newest.
  ///   - second: that of another.
  public func compare(_ first: Int?, _ second: Int?, _ options: MeasuringOptions) throws(Failure) -> ComparedRounds {
    let workers = WorkerPool(threadCount: try options.checkedThreadCount())
    return try read { snapshot in
      let named = try [first, second].map { Int(try snapshot.demandRound($0, path: path).id) }
      let (first, second) = (named[0], named[1])
      guard first != second else { throw Failure(.usage, "compare: both are round \(first); name two rounds") }
      let models = try [first, second].map {
        try RoundModel(snapshot, try snapshot.demandRound($0, path: path), path: path)
      }
      // The same items for both, each read by the recipe of its round.
      let items = try models.map {
        try LabelledItems(snapshot, $0.recipe, at: .init(now: snapshot), path: path)
      }
      let training = try models.map { try RoundLabels(snapshot, $0, path: path).training }
      var groups = try ItemGroups(snapshot, items[0], models[0].recipe.duplicates)
      groups.join(items[1], models[1].recipe.duplicates)
      let trained = training[0].union(training[1])
      let known = Set(trained.map { groups.first(of: $0) })
      let numbers = items[0].numbers
      let rows = numbers.indices.filter { !known.contains(groups.first(of: numbers[$0])) }
      let targets = rows.map { items[0].items.labels[$0] == true }
      guard targets.contains(true), targets.contains(false) else {
        throw Failure.nothingToCompare(path: path, [first, second], count: rows.count, targets.count { $0 })
      }
      let scores = try zip(models, items).map { model, items in
        try model.scores(of: items.items, on: workers, path: path).scores
      }
      let bootstrap = try PairedBootstrap(
        orders: scores.map { scores in rows.map { Double(scores[$0]) } }, targets: targets,
        resamples: options.resampleCount,
        seed: RandomPurpose.intervals.seed(from: try options.seed ?? snapshot.project().seed), on: workers)
      let trainedCount = numbers.count { trained.contains($0) }
      return ComparedRounds(
        project: path,
        rounds: models.indices.map {
          .init(
            round: Int(models[$0].record.id), model: models[$0].sha256, trainingCount: training[$0].count,
            figures: MeasuredOrder(bootstrap, $0, targets: targets))
        },
        count: rows.count, yesCount: targets.count { $0 }, trainedCount: trainedCount,
        duplicateCount: numbers.count - rows.count - trainedCount,
        averagePrecisionDifference: bootstrap.averagePrecision(of: 1, minus: 0),
        rocAUCDifference: bootstrap.rocAUC(of: 1, minus: 0),
        isTooFew: TooFew.isTooFew(yesCount: targets.count { $0 }, of: rows.count))
    }
  }
}

extension Failure {
  static func nothingToCompare(path: String, _ rounds: [Int], count: Int, _ yesCount: Int) -> Failure {
    Failure(
      .data,
      "\(path): rounds \(rounds[0]) and \(rounds[1]): \(Text.count(count, "labelled item")) that neither learnt from, "
        + "\(Text.grouped(yesCount)) of them yes; expected at least one yes and one no: label more items")
  }
}
