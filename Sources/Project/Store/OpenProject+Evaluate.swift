import GarimpoEvaluation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore

extension OpenProject {
  /// What a round would find now: its figures, to the last digit. Nothing is stored, and no pool is needed.
  public func evaluate(
    _ options: MeasuringOptions, observer: @escaping @Sendable (RoundStep) -> Void = { _ in }
  ) throws(Failure) -> EvaluatedProject {
    let workers = WorkerPool(threadCount: try options.checkedThreadCount())
    var clock = StepClock(observer: observer)
    try clock.begin(.read)
    var round = ProjectRoundOptions()
    round.seed = options.seed
    round.resampleCount = options.resampleCount
    let (prepared, next) = try read { (try prepare(round, $0), try ($0.newestRound() ?? 0) + 1) }
    let computation = RoundComputation(material: prepared.material, workers: workers)

    try clock.begin(.features)
    let (division, _) = try computation.divide()
    let (pipeline, training) = try computation.learnFeatures(division)
    let validation = try Failure.wrapping(path) { () throws(FeatureError) in
      try pipeline.transform(prepared.material.items, rows: division.validation)
    }
    try clock.begin(.train)
    let learner = try computation.learner(for: division)
    let model = try computation.train(learner, training, division, featureNames: pipeline.featureNames).model
    try clock.begin(.score)
    let scores = model.shares(of: validation, on: workers)
    try clock.begin(.evaluate)
    let quality = try computation.quality(of: scores, division)
    clock.end()
    let items = prepared.material.items
    let poolCount = items.labels.indices.count {
      items.labels[$0] == nil && !prepared.material.undecided.contains($0)
    }
    return EvaluatedProject(
      project: path, nextRound: Int(next), recipe: prepared.material.recipe.name, seed: prepared.material.seed,
      split: division.summary(poolCount: poolCount),
      features: .init(
        columnCount: pipeline.columnCount, termCount: pipeline.termCount, trainNonzeroCount: training.nonzeroCount,
        poolNonzeroCount: 0),
      model: learner.summary, quality: quality)
  }

  /// How the model of a round does on the labels given since: items that it has neither learnt from nor been measured on.
  ///
  /// - Parameter number: the number of the round; nil: the newest.
  public func evaluate(round number: Int?, _ options: MeasuringOptions) throws(Failure) -> EvaluatedRound {
    let workers = WorkerPool(threadCount: try options.checkedThreadCount())
    return try read { snapshot in
      let model = try RoundModel(snapshot, try snapshot.demandRound(number, path: path), path: path)
      let now = try LabelledItems(snapshot, model.recipe, at: .init(now: snapshot), path: path)
      let before = try RoundLabels(snapshot, model, path: path)
      let groups = try ItemGroups(snapshot, now, model.recipe.duplicates)
      let known = Set(before.training.map { groups.first(of: $0) })
      let later = now.numbers.indices.filter { !before.labelled.contains(now.numbers[$0]) }
      let rows = later.filter { !known.contains(groups.first(of: now.numbers[$0])) }
      let drawn = Set(
        try snapshot.batch(ofRound: model.record.id).filter { $0.strategy == Asking.random }.map(\.item))
      let random = rows.filter { drawn.contains(now.numbers[$0]) }

      let scores = try model.scores(of: now.items, on: workers, path: path).scores
      let targets = now.targets
      func measured(_ rows: [Int]) throws -> MeasuredOrder? {
        try MeasuredOrder(
          scores: rows.map { scores[$0] }, targets: rows.map { targets[$0] }, resampleCount: options.resampleCount,
          seed: RandomPurpose.intervals.seed(from: options.seed ?? model.record.seed), on: workers)
      }
      let randomYesCount = random.count { targets[$0] }
      let isEnough = min(randomYesCount, random.count - randomYesCount) >= EvaluatedRound.leastOfEach
      return EvaluatedRound(
        project: path, round: Int(model.record.id), model: model.sha256, count: rows.count,
        yesCount: rows.count { targets[$0] }, duplicateCount: later.count - rows.count, all: try measured(rows),
        randomCount: random.count, randomYesCount: randomYesCount, random: isEnough ? try measured(random) : nil)
    }
  }
}

extension Asking {
  /// The strategy of items that the model chose because it is unsure of them.
  static let hard = "hard"
  /// The strategy of items that a round drew at random.
  static let random = "random"
}
