/// The four counts of a decision: items that score at least a threshold are called yes.
///
/// A figure whose divisor is zero is nil: it has no value. (scikit-learn warns and gives 0.)
public struct ThresholdCounts: Sendable, Hashable, Codable {
  /// Yes, and called yes.
  public let truePositives: Int
  /// No, but called yes.
  public let falsePositives: Int
  /// No, and called no.
  public let trueNegatives: Int
  /// Yes, but called no.
  public let falseNegatives: Int

  /// Share of yes among the items called yes; nil if none is.
  public var precision: Double? { Self.share(truePositives, of: truePositives + falsePositives) }

  /// Share of the yes items that are called yes; nil if there are none.
  public var recall: Double? { Self.share(truePositives, of: truePositives + falseNegatives) }

  /// `F_β = (1 + β²) TP / ((1 + β²) TP + β² FN + FP)`, the weighted harmonic mean of precision and recall, in which recall
  /// counts `beta` times as much (`beta` ≥ 0); nil without a yes on either side.
  ///
  /// van Rijsbergen, "Information Retrieval", 1979; scikit-learn 1.8's `fbeta_score`.
  public func fScore(beta: Double = 1) -> Double? {
    precondition(beta >= 0, "beta must not be negative")
    let weight = beta * beta
    let hits = (1 + weight) * Double(truePositives)
    let divisor = hits + weight * Double(falseNegatives) + Double(falsePositives)
    return divisor > 0 ? hits / divisor : nil
  }

  private static func share(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}

extension RankingMetrics {
  /// The counts when items that score at least `threshold` are called yes.
  ///
  /// Scores that came as `Float` are compared exactly: 0.26 as a `Float` lies below 0.26 as a `Double`. Pass
  /// `Double(Float(0.26))` to mean the former.
  public func counts(atThreshold threshold: Double) -> ThresholdCounts {
    var positives = 0
    var negatives = 0
    forEachGroup { group in
      guard group.score >= threshold else { return false }
      positives += group.positives
      negatives += group.negatives
      return true
    }
    return ThresholdCounts(
      truePositives: positives, falsePositives: negatives, trueNegatives: negativeCount - negatives,
      falseNegatives: positiveCount - positives)
  }
}
