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

  /// The model of the training items.
  func train(_ training: CSRMatrix, _ division: LabelledDivision) throws(Failure) -> RandomForestModel {
    let targets = division.training.map { items.labels[$0] == true }
    return try Failure.wrapping(material.name) { () throws(LearningError) in
      try RandomForest(recipe.model).fit(training, targets, seed: material.seed(for: .model), on: workers)
    }
  }

  /// So many rows are scored at a time: a round that is to end does so in between.
  static let pieceSize = 16_384

  /// P(yes) of each row, the same as of all at once.
  func scores(of matrix: CSRMatrix, _ model: RandomForestModel) throws(Failure) -> [Float] {
    guard matrix.rowCount > Self.pieceSize else { return model.probabilities(of: matrix, on: workers) }
    var scores: [Float] = []
    scores.reserveCapacity(matrix.rowCount)
    for start in stride(from: 0, to: matrix.rowCount, by: Self.pieceSize) {
      guard !workers.isCancelled else { throw .cancelled }
      let rows = start..<min(start + Self.pieceSize, matrix.rowCount)
      scores += model.probabilities(of: matrix.selecting(rows: rows), on: workers)
    }
    return scores
  }

  /// The learner in words.
  var learner: String { RandomForest(recipe.model).summary }

  /// How good the scores of the validation items are, beside orders that need no model.
  func quality(of scores: [Float], _ division: LabelledDivision) throws(Failure) -> RoundResult.Quality {
    let judge = Judge(
      scores: scores, targets: division.validation.map { items.labels[$0] == true },
      resampleCount: material.resampleCount, seed: material.seed(for: .intervals), workers: workers)
    var quality = try Failure.wrapping(material.name) { () throws(MetricError) in
      try judge.quality(baselines: BaselineOrder.all(for: recipe, items: items, rows: division.validation))
    }
    quality.baselineNote = BaselineOrder.note(for: recipe)
    return quality
  }
}
