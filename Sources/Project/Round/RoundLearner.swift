import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes

/// What is fitted where a recipe names a learner: that learner, and around one that gives no probabilities a Platt curve.
///
/// All that a round shows and asks by is a probability: its threshold, its band, the Brier score. The decision values of a
/// support vector machine are none, and are never shown as such: a curve is fitted to them by cross-fitting (`Calibration`).
/// It keeps their order, unless they rank worse than chance outside of what was learnt from.
struct RoundLearner {
  /// The learner that the recipe names.
  let named: LearnerChoice
  /// What is fitted; it gives probabilities.
  let fitted: LearnerChoice

  /// The most folds of a curve that the recipe does not name: those of `platt(LEARNER)`.
  private static let foldCount = 5

  /// - Parameter targets: the answers that are learnt from. A curve takes fewer folds where there are fewer of one answer.
  init(_ named: LearnerChoice, targets: [Bool]) {
    self.named = named
    let yesCount = targets.count { $0 }
    let foldCount = max(2, min(Self.foldCount, yesCount, targets.count - yesCount))
    fitted = named.givesProbabilities ? named : .calibrated(.init(.platt, of: named, foldCount: foldCount))
  }

  /// What is fitted, and why that is not what the recipe names where it is not.
  var summary: String {
    named == fitted
      ? fitted.summary
      : "\(fitted.summary): \(named.summary) gives no probabilities, so its scores become some by cross-fitting"
  }

  /// The model of these rows, shape `[rows, features]`.
  ///
  /// - Parameter featureNames: what the features are called, shape `[features]`.
  /// - Throws: a failure that begins with `path`: of the learner, or of a feature whose size is out of proportion.
  func fit(
    _ matrix: CSRMatrix, _ targets: [Bool], featureNames: [String], seed: UInt64, path: String, on workers: WorkerPool
  ) throws(Failure) -> FittedModel {
    try Failure.wrapping(path) { () throws(FeatureScaleError) in try checkScale(matrix, featureNames) }
    return try Failure.wrapping(path) { () throws(LearningError) in
      try fitted.fit(matrix, targets, seed: seed, on: workers)
    }
  }
}

extension RoundLearner {
  /// Throws if size matters to the learner, and that of a feature is out of proportion.
  func checkScale(_ matrix: CSRMatrix, _ featureNames: [String]) throws(FeatureScaleError) {
    guard named.isSensitiveToScale else { return }
    try matrix.checkScale(featureNames, for: named.description, otherwise: "forest or extra-trees")
  }
}

extension Recipe {
  /// The learner that the recipe names.
  ///
  /// - Throws: a failure with the place in the recipe, if it names none or one whose scores can become no probabilities.
  func learner() throws(Failure) -> LearnerChoice {
    let learner: LearnerChoice
    do throws(LearnerTextError) {
      learner = try LearnerChoice(model.text)
    } catch {
      throw badLearner(error.advice)
    }
    if learner.scoresByPlace {
      throw badLearner("\(LearningError.placesAreNoProbabilities(learner: "\(learner)"))")
    }
    return learner
  }

  private func badLearner(_ problem: String) -> Failure {
    guard let place = model.place else { return Failure(.data, "recipe \(name): model: \(problem)") }
    return Failure(RecipeError.badLearner(place, problem: problem), path: source)
  }
}

extension LearnerTextError {
  /// What is wrong, with the name that was most likely meant.
  var advice: String { problem { NearestName.nearest(to: $0, among: $1) } }
}
