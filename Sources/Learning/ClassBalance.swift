/// How much the rows of either class weigh in a learner that takes a weight for each row.
public enum ClassBalance: Sendable, Hashable, Codable {
  /// Every row weighs 1.
  case none
  /// A row weighs rows ÷ (2 · rows of its class), as scikit-learn's `balanced`.
  case balanced
  /// All negatives together weigh `1 ÷ ratio` of all positives together, and all rows together as many as there are:
  /// ASReview 3's `Balanced(ratio)`.
  case ratio(Double)

  /// The weight of each row, shape `[rows]`; both answers must be there.
  ///
  /// - Throws: `LearningError` if the ratio is not a number above 0.
  public func weights(of targets: [Bool]) throws(LearningError) -> [Double] {
    let positives = Double(targets.count { $0 })
    let count = Double(targets.count)
    let negatives = count - positives
    let (yes, no): (Double, Double)
    switch self {
    case .none: (yes, no) = (1, 1)
    case .balanced: (yes, no) = (count / (2 * positives), count / (2 * negatives))
    case .ratio(let ratio):
      guard ratio > 0, ratio.isFinite else {
        throw .parameterOutOfRange(name: "ratio", found: "\(ratio)", expected: "a number above 0")
      }
      let negative = positives / (ratio * negatives)
      let scale = count / (positives + negatives * negative)
      (yes, no) = (scale, scale * negative)
    }
    return targets.map { $0 ? yes : no }
  }
}
