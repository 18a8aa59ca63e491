/// Precision against recall for every threshold, in scikit-learn's order.
///
/// Point `i` counts the items that score at least `thresholds[i]`. Thresholds ascend, so recall descends from 1. One more
/// point than thresholds: the last is precision 1 at recall 0, by convention, so that the curve meets the axis.
public struct PrecisionRecallCurve: Sendable, Hashable, Codable {
  /// Share of yes among the items at or above the threshold; the last is 1.
  public let precision: [Double]
  /// Share of all yes that are at or above the threshold; the last is 0.
  public let recall: [Double]
  /// The distinct scores, ascending.
  public let thresholds: [Double]
}

extension RankingMetrics {
  /// The curve of precision and recall over all distinct scores, as scikit-learn 1.8's `precision_recall_curve`.
  ///
  /// With `droppingIntermediate`, thresholds between two others that find equally many positives are left out, which no
  /// drawing shows (its `drop_intermediate=True`; its default, and ours, is to keep them).
  public func precisionRecallCurve(droppingIntermediate: Bool = false) -> PrecisionRecallCurve {
    var points: [(found: Int, read: Int, threshold: Double)] = []
    var found = 0
    var read = 0
    forEachGroup { group in
      found += group.positives
      read += group.count
      points.append((found, read, group.score))
      return true
    }
    if droppingIntermediate {
      let all = points
      points = all.indices.filter { index in
        index == 0 || index == all.count - 1
          || all[index].found != all[index - 1].found || all[index].found != all[index + 1].found
      }.map { all[$0] }
    }
    points.reverse()
    return PrecisionRecallCurve(
      precision: points.map { Double($0.found) / Double($0.read) } + [1],
      recall: points.map { Double($0.found) / Double(positiveCount) } + [0],
      thresholds: points.map(\.threshold))
  }
}
