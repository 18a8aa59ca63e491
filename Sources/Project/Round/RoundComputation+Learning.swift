import GarimpoEvaluation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes

// The steps of a round that need no pool, each by itself.
extension RoundComputation {
  /// The labelled items on either side of the split, and which items say the same.
  func divide() throws(Failure) -> (division: LabelledDivision, duplicates: ItemDuplicates) {
    let duplicates = ItemDuplicates(items, recipe.duplicates)
    let division = try LabelledDivision(
      items, by: recipe.split, seed: material.seed(for: .split), duplicates: duplicates, path: material.name)
    return (division, duplicates)
  }

  /// What the features learn from the training items, and the matrix of these.
  func learnFeatures(_ division: LabelledDivision) throws(Failure) -> (pipeline: FittedPipeline, training: CSRMatrix) {
    let (pipeline, training) = try Failure.wrapping(material.name) { () throws(FeatureError) in
      try FeaturePipeline(specs: recipe.features).fitTransform(items, rows: division.training)
    }
    return (pipeline, training)
  }

  /// What is fitted to the training items.
  func learner(for division: LabelledDivision) throws(Failure) -> RoundLearner {
    RoundLearner(try recipe.learner(), targets: targets(of: division.training))
  }

  /// The model of the training items, with what it came from.
  func train(
    _ learner: RoundLearner, _ training: CSRMatrix, _ division: LabelledDivision, featureNames: [String]
  ) throws(Failure) -> ModelRecord {
    let targets = targets(of: division.training)
    let seed = material.seed(for: .model)
    let model = try learner.fit(
      training, targets, featureNames: featureNames, seed: seed, path: material.name, on: workers)
    return ModelRecord(model, from: ModelOrigin(training, targets, featureNames: featureNames, seed: seed))
  }

  private func targets(of rows: [Int]) -> [Bool] { rows.map { items.labels[$0] == true } }

  /// So many rows are scored at a time: a round that is to end does so in between.
  static let pieceSize = 16_384

  /// P(yes) of each row, the same as of all at once.
  func scores(of matrix: CSRMatrix, _ model: FittedModel) throws(Failure) -> [Float] {
    guard matrix.rowCount > Self.pieceSize else { return model.shares(of: matrix, on: workers) }
    var scores: [Float] = []
    scores.reserveCapacity(matrix.rowCount)
    for start in stride(from: 0, to: matrix.rowCount, by: Self.pieceSize) {
      guard !workers.isCancelled else { throw .cancelled }
      let rows = start..<min(start + Self.pieceSize, matrix.rowCount)
      scores += model.shares(of: matrix.selecting(rows: rows), on: workers)
    }
    return scores
  }

  /// How good the scores of the validation items are, beside orders that need no model.
  func quality(of scores: [Float], _ division: LabelledDivision) throws(Failure) -> RoundResult.Quality {
    let judge = Judge(
      scores: scores, targets: targets(of: division.validation),
      resampleCount: material.resampleCount, seed: material.seed(for: .intervals), workers: workers)
    var quality = try Failure.wrapping(material.name) { () throws(MetricError) in
      try judge.quality(baselines: BaselineOrder.all(for: recipe, items: items, rows: division.validation))
    }
    quality.baselineNote = BaselineOrder.note(for: recipe)
    return quality
  }
}
