import GarimpoEvaluation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoQuerying
import GarimpoRecipes
import GarimpoTabular

/// One round: read → clean → features → train → evaluate → score → ask.
///
/// Data flows one way through `run`, step by step; nothing is kept between two runs.
public struct Round: Sendable {
  private let request: RoundRequest
  private let workers: WorkerPool
  private let observer: @Sendable (RoundStep) -> Void

  /// A round; `observer` is told of each step as it begins.
  public init(_ request: RoundRequest, observer: @escaping @Sendable (RoundStep) -> Void = { _ in }) {
    self.request = request
    self.observer = observer
    workers = WorkerPool(threadCount: request.threadCount)
  }

  /// Runs the round.
  ///
  /// Deterministic in (table, recipe, seed, resamples): neither threads nor the clock show in the result, except for the
  /// import time where the recipe asks for it.
  ///
  /// - Throws: `Failure`, which names what to do.
  public func run() throws(Failure) -> RoundOutcome {
    var clock = StepClock(observer: observer)
    let path = request.tablePath
    let recipe = request.recipe

    clock.begin(.read)
    let table = try Failure.wrapping(path) { () throws(TableError) in
      try Table(path: path, options: request.tableOptions)
    }

    clock.begin(.clean)
    let (rows, cleaning) = try Failure.wrapping(path) { () throws(RecipeError) in
      try recipe.items(of: table, importTime: request.importTime, labelsRequired: request.answerPaths.isEmpty)
    }
    guard recipe.label != nil else { throw .noLabelColumn(recipe: recipe.name) }
    var answers = try AnswerFiles(request)
    let items = try answers.applied(to: rows)

    clock.begin(.features)
    let division = try LabelledDivision(items, by: recipe.split, seed: seed(for: .split), path: path)
    let pool = items.labels.indices.filter { items.labels[$0] == nil }
    guard !pool.isEmpty else { throw .emptyPool(path: path, labelledCount: division.labelled.count) }
    let (pipeline, training) = try Failure.wrapping(path) { () throws(FeatureError) in
      try FeaturePipeline(specs: recipe.features).fitTransform(items, rows: division.training)
    }
    let (validation, unlabelled) = try Failure.wrapping(path) { () throws(FeatureError) in
      (
        try pipeline.transform(items, rows: division.validation),
        try pipeline.transform(items, rows: pool)
      )
    }

    clock.begin(.train)
    let forest = RandomForest(recipe.model)
    let trainingTargets = division.training.map { items.labels[$0] == true }
    let model = try Failure.wrapping(path) { () throws(LearningError) in
      try forest.fit(training, trainingTargets, seed: seed(for: .model), on: workers)
    }

    clock.begin(.score)
    // Together, as rows that go down a tree share the visits to its nodes.
    let scores = model.probabilities(of: CSRMatrix.stacking(rowsOf: [validation, unlabelled]), on: workers)
    let validationScores = Array(scores[..<division.validation.count])
    let poolScores = Array(scores[division.validation.count...])

    clock.begin(.evaluate)
    let judge = Judge(
      scores: validationScores, targets: division.validation.map { items.labels[$0] == true },
      resampleCount: request.resampleCount, seed: seed(for: .intervals), workers: workers)
    var quality = try Failure.wrapping(path) { () throws(MetricError) in
      try judge.quality(
        baselines: BaselineOrder.all(for: recipe, items: items, rows: division.validation))
    }
    quality.baselineNote = BaselineOrder.note(for: recipe)

    let influences = Influences(
      names: pipeline.featureNames, importances: model.featureImportances, training: training,
      scored: [(validation, validationScores), (unlabelled, poolScores)])

    clock.begin(.draw)
    let batch = try Failure.wrapping(path) { () throws(BatchError) in
      try Batch(drawing: BatchRequest(recipe.batch), from: poolScores, seed: seed(for: .batch))
    }
    clock.end()

    let result = RoundResult(
      source: .init(table, path: path, notes: answers.notes), recipe: recipe.name, seed: request.seed,
      observed: recipe.observed == .importTime ? request.importTime.description : nil, cleaning: cleaning,
      split: division.summary(poolCount: pool.count),
      features: .init(
        columnCount: pipeline.columnCount, termCount: pipeline.termCount, trainNonzeroCount: training.nonzeroCount,
        poolNonzeroCount: unlabelled.nonzeroCount),
      model: forest.summary, influences: influences.strongest(20), quality: quality,
      batch: .init(batch, spec: recipe.batch, items: items, pool: pool, table: table))
    return RoundOutcome(
      result: result, timings: clock.timings, table: table,
      batchRows: batch.items.map { items.sourceRows[pool[$0.row]] },
      poolScores: zip(pool, poolScores).map { (record: table.record(ofRow: items.sourceRows[$0]), score: $1) })
  }

  private func seed(for purpose: RandomPurpose) -> UInt64 {
    var generator = SplitMix64(seed: request.seed, stream: purpose.rawValue)
    return generator.next()
  }
}

/// Times the steps.
private struct StepClock {
  let observer: @Sendable (RoundStep) -> Void
  private(set) var timings: [StepTiming] = []
  private var current: (step: RoundStep, start: ContinuousClock.Instant)?

  init(observer: @escaping @Sendable (RoundStep) -> Void) { self.observer = observer }

  mutating func begin(_ step: RoundStep) {
    end()
    observer(step)
    current = (step, .now)
  }

  mutating func end() {
    guard let (step, start) = current else { return }
    timings.append(StepTiming(step: step.rawValue, seconds: (ContinuousClock.now - start) / .seconds(1)))
    current = nil
  }
}
