/// True positive rate against false positive rate for every threshold, in scikit-learn's order.
///
/// Point `i` counts the items that score at least `thresholds[i]`. Thresholds descend; the first point is (0, 0) at
/// infinity, the last (1, 1).
public struct ROCCurve: Sendable, Hashable {
  /// Share of the negatives at or above the threshold, ascending from 0 to 1.
  public let falsePositiveRate: [Double]
  /// Share of the positives at or above the threshold (recall), ascending from 0 to 1.
  public let truePositiveRate: [Double]
  /// Infinity, then distinct scores, descending.
  public let thresholds: [Double]
}

extension RankingMetrics {
  /// The ROC curve over the distinct scores, as scikit-learn 1.8's `roc_curve`.
  ///
  /// With `droppingIntermediate` (the default there and here), points that lie between two others on a horizontal, vertical
  /// or evenly stepped line are left out: the drawing and the area stay the same.
  public func rocCurve(droppingIntermediate: Bool = true) -> ROCCurve {
    var points: [(positives: Int, negatives: Int, threshold: Double)] = []
    var positives = 0
    var negatives = 0
    forEachGroup { group in
      positives += group.positives
      negatives += group.negatives
      points.append((positives, negatives, group.score))
      return true
    }
    if droppingIntermediate && points.count > 2 {
      let all = points
      points = all.indices.filter { index in
        guard index > 0, index < all.count - 1 else { return true }
        let (before, here, after) = (all[index - 1], all[index], all[index + 1])
        return after.positives - here.positives != here.positives - before.positives
          || after.negatives - here.negatives != here.negatives - before.negatives
      }.map { all[$0] }
    }
    return ROCCurve(
      falsePositiveRate: [0] + points.map { Double($0.negatives) / Double(negativeCount) },
      truePositiveRate: [0] + points.map { Double($0.positives) / Double(positiveCount) },
      thresholds: [.infinity] + points.map(\.threshold))
  }
}
