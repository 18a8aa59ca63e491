import GarimpoKernels
import GarimpoMatrix

/// A learner whose scores are turned into probabilities that mean what they say.
///
/// The curve from scores to probabilities must not be fitted on scores of rows that the model has learnt from, as these are
/// too sure: the rows are dealt into folds, each is scored by a model of the others, and the curve is fitted to all of these
/// scores at once. The model that is kept is fitted to all rows (scikit-learn's `CalibratedClassifierCV` with
/// `ensemble=False`). Balance and ratio are the learner's alone: the curve sees the rows as frequent as they are, so that
/// its probabilities are of the mixture that was labelled.
public struct Calibration: Sendable, Hashable {
  /// The form of the curve.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// A logistic function of the score: two numbers, for which few rows are enough (`SigmoidCurve`).
    case platt
    /// Any function that does not descend: for some hundred rows of either answer or more (`IsotonicCurve`).
    case isotonic
  }

  /// The form of the curve.
  public var method: Method
  /// What is calibrated.
  public var learner: LearnerChoice
  /// The number of folds, 2 or more.
  public var foldCount: Int

  /// A calibration of `learner`.
  public init(_ method: Method, of learner: LearnerChoice, foldCount: Int = 5) {
    self.method = method
    self.learner = learner
    self.foldCount = foldCount
  }

  /// The model and its curve; weights are above 0.
  ///
  /// - Complexity: that of `foldCount + 1` fits.
  func fit(
    _ matrix: CSRMatrix, _ targets: [Bool], weights: [Double]?, seed: UInt64, on workers: WorkerPool
  ) throws(LearningError) -> CalibratedModel {
    var seeds = SplitMix64(seed: seed, stream: Self.stream)
    let folds = try StratifiedFolds(targets, count: foldCount, seed: seeds.next())
    var scores = [Double](repeating: 0, count: targets.count)
    for fold in 0..<foldCount {
      let rest = targets.indices.filter { folds.folds[$0] != fold }
      let held = targets.indices.filter { folds.folds[$0] == fold }
      let model = try learner.fit(
        matrix.selecting(rows: rest), rest.map { targets[$0] }, weights: weights.map { w in rest.map { w[$0] } },
        seed: seeds.next(), on: workers)
      let found = model.scores(of: matrix.selecting(rows: held), on: workers).values
      for (row, score) in zip(held, found) { scores[row] = score }
    }
    let curve: CalibratedModel.Curve =
      switch method {
      case .platt: .sigmoid(SigmoidCurve(scores, targets, weights: weights))
      case .isotonic: .isotonic(IsotonicCurve(scores, targets, weights: weights))
      }
    return CalibratedModel(
      curve: curve, foldCount: foldCount,
      model: try learner.fit(matrix, targets, weights: weights, seed: seed, on: workers))
  }

  /// Far from the streams that a forest's trees have, so that the folds of a calibrated forest are not drawn with the
  /// numbers of one of its trees.
  private static var stream: UInt64 { 0xCA11_B8A7 << 32 }
}
