import GarimpoEvaluation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoQuerying
import GarimpoRecipes

/// The part of a round that thinks: features → train → score → evaluate → ask.
///
/// A function of its material: neither threads nor the clock nor the place that the items came from show in the answer.
struct RoundComputation {
  let material: RoundMaterial
  let workers: WorkerPool

  var recipe: Recipe { material.recipe }
  var items: Items { material.items }

  /// Runs the steps, in order.
  func run(_ clock: inout StepClock) throws(Failure) -> ComputedRound {
    let name = material.name
    try clock.begin(.features)
    let (division, duplicates) = try divide()
    let pool = items.labels.indices.filter { items.labels[$0] == nil && !material.undecided.contains($0) }
    guard !pool.isEmpty else { throw .emptyPool(path: name, labelledCount: division.labelled.count) }
    let (pipeline, training) = try learnFeatures(division)
    let (validation, unlabelled) = try Failure.wrapping(name) { () throws(FeatureError) in
      (
        try pipeline.transform(items, rows: division.validation),
        try pipeline.transform(items, rows: pool)
      )
    }

    try clock.begin(.train)
    let learner = try learner(for: division)
    let trained = try train(learner, training, division, featureNames: pipeline.featureNames)

    try clock.begin(.score)
    // Together, as rows that go down a tree share the visits to its nodes.
    let scores = try self.scores(of: CSRMatrix.stacking(rowsOf: [validation, unlabelled]), trained.model)
    let validationScores = Array(scores[..<division.validation.count])
    let poolScores = Array(scores[division.validation.count...])

    try clock.begin(.evaluate)
    let quality = try quality(of: validationScores, division)
    let (importances, note) = trained.model.importanceShares(over: training)
    let influences = Influences(
      names: pipeline.featureNames, importances: importances, training: training,
      scored: [(validation, validationScores), (unlabelled, poolScores)])

    try clock.begin(.draw)
    let askable = pool.indices.filter { duplicates.isAskable(pool[$0]) }
    guard !askable.isEmpty else { throw .onlyDuplicates(path: name, poolCount: pool.count) }
    let batch = try Failure.wrapping(name) { () throws(BatchError) in
      try Batch(
        drawing: BatchRequest(recipe.batch), from: askable.map { poolScores[$0] }, seed: material.seed(for: .batch))
    }
    return ComputedRound(
      division: division, duplicates: duplicates, pool: pool, askable: askable, pipeline: pipeline, model: trained,
      validationScores: validationScores, poolScores: poolScores, quality: quality,
      influences: influences.strongest(20), influencesNote: note,
      features: .init(
        columnCount: pipeline.columnCount, termCount: pipeline.termCount, trainNonzeroCount: training.nonzeroCount,
        poolNonzeroCount: unlabelled.nonzeroCount),
      learner: learner.summary, batch: batch)
  }
}

/// What a round came to, by the indices of its items.
struct ComputedRound {
  /// The labelled items on either side of the split.
  let division: LabelledDivision
  /// Which items say the same.
  let duplicates: ItemDuplicates
  /// The items without a label.
  let pool: [Int]
  /// Places in `pool` of the items that could be asked.
  let askable: [Int]
  /// The features, as learnt.
  let pipeline: FittedPipeline
  /// The model, with what it came from.
  let model: ModelRecord
  /// P(yes) of the validation items.
  let validationScores: [Float]
  /// P(yes) of the pool, item by item.
  let poolScores: [Float]
  /// How good the model is.
  let quality: RoundResult.Quality
  /// What moved the scores.
  let influences: [RoundResult.Influence]
  /// Why there is nothing that moved the scores, or nothing that compares.
  let influencesNote: String?
  /// The shape of the features.
  let features: RoundResult.Features
  /// The learner in words.
  let learner: String
  /// What is asked; its rows are places in `askable`.
  let batch: Batch

  /// The item that a row of the batch stands for.
  func item(of row: Int) -> Int { pool[askable[row]] }
}

extension Failure {
  static func onlyDuplicates(path: String, poolCount: Int) -> Failure {
    Failure(
      .data,
      "\(path): all \(Text.grouped(poolCount)) rows without a label are duplicates of labelled ones, so there is "
        + "nothing left to ask; add other rows, or say duplicates: off in the recipe")
  }
}
