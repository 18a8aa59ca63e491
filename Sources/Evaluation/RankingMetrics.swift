import GarimpoKernels

/// How well scores put the positives before the negatives: one sort, every figure.
///
/// ```swift
/// let quality = try RankingMetrics(scores: [0.9, 0.4, 0.4, 0.1], targets: [true, false, true, false])
/// quality.averagePrecision  // 5/6
/// quality.rocAUC            // 7/8
/// ```
///
/// Items with equal scores are one group, never in an arbitrary order: every figure is what its definition over
/// thresholds says (average precision, areas, curves), or the mean over all orders of the tied items (figures at `k`,
/// work saved, discounted gain). No figure depends on the order in which the items were given.
///
/// Scores may be infinite (log odds of 0 and 1), not NaN. The two zeros are equal. A figure from `Float` scores is
/// exactly the figure from the same scores as `Double`.
///
/// Linear time (a radix sort); keeps 4 bytes an item for `Float` scores, 8 for `Double`. Deterministic.
public struct RankingMetrics: Sendable {
  /// How many items are positive, at least 1.
  public let positiveCount: Int
  /// How many items are negative, at least 1.
  public let negativeCount: Int
  /// `AP = Σ (Rₖ − Rₖ₋₁) Pₖ` over the distinct scores from the highest, with precision `Pₖ` and recall `Rₖ` of the items
  /// that score at least that much; in `(0, 1]`. No interpolation.
  ///
  /// As scikit-learn 1.8's `average_precision_score`.
  public let averagePrecision: Double
  /// The chance that a random positive scores higher than a random negative, ties counted half: the area under the ROC
  /// curve by the trapezoidal rule, in `[0, 1]`.
  ///
  /// Counted in integers and divided once, so that it is exact to the last bit. Mann and Whitney 1947; Hanley and McNeil
  /// 1982; scikit-learn 1.8's `roc_auc_score`.
  public let rocAUC: Double
  let keys: Keys

  /// The sorted scores in the width they came in.
  enum Keys: Sendable {
    case single(RankingKeys<UInt32>)
    case double(RankingKeys<UInt64>)
  }

  /// The figures of `scores` (higher speaks for yes) against `targets` (true: yes), of equal count.
  ///
  /// Throws `MetricError` for no items, unequal counts, NaN, or labels that are all equal.
  public init(scores: [Float], targets: [Bool]) throws(MetricError) {
    try Self.check(scores.count, targets.count)
    guard let keys = RankingKeys<UInt32>(scores: scores, targets: targets) else {
      throw .notANumber(row: scores.firstIndex { $0.isNaN } ?? 0)
    }
    try self.init(.single(keys), Self.areas(keys.keys, keys.negativeCount), count: scores.count)
  }

  /// The figures of `scores` (higher speaks for yes) against `targets` (true: yes), of equal count.
  ///
  /// Throws `MetricError` for no items, unequal counts, NaN, or labels that are all equal.
  public init(scores: [Double], targets: [Bool]) throws(MetricError) {
    try Self.check(scores.count, targets.count)
    guard let keys = RankingKeys<UInt64>(scores: scores, targets: targets) else {
      throw .notANumber(row: scores.firstIndex { $0.isNaN } ?? 0)
    }
    try self.init(.double(keys), Self.areas(keys.keys, keys.negativeCount), count: scores.count)
  }

  private init(_ keys: Keys, _ areas: Areas, count: Int) throws(MetricError) {
    let negatives = areas.negatives
    guard negatives > 0, negatives < count else {
      throw .oneClassOnly(positives: count - negatives, negatives: negatives)
    }
    self.keys = keys
    negativeCount = negatives
    positiveCount = count - negatives
    averagePrecision = areas.precisionSum / Double(count - negatives)
    rocAUC = Double(areas.doubledPairs) / 2 / (Double(count - negatives) * Double(negatives))
  }

  private static func check(_ scores: Int, _ targets: Int) throws(MetricError) {
    guard scores == targets else { throw .unequalLengths(scores: scores, targets: targets) }
    guard scores > 0 else { throw .empty }
  }

  private struct Areas {
    var negatives: Int
    /// `Σ` over positives of the precision at their score.
    var precisionSum: Double
    /// Twice the number of pairs in the right order, a tied pair counting 1.
    var doubledPairs: Int
  }

  /// One walk from the highest score down, stopping at groups that hold a positive only.
  private static func areas<Key: UnsignedInteger & FixedWidthInteger>(_ keys: [Key], _ negatives: Int) -> Areas {
    var positive = keys.count
    var negative = negatives
    var sum = CompensatedSum()
    var doubledPairs = 0
    while positive > negatives {
      let key = keys[positive - 1]
      let found = keys.count - positive
      let end = positive
      repeat { positive -= 1 } while positive > negatives && keys[positive - 1] == key
      let passed = negative
      while negative > 0 && keys[negative - 1] > key { negative -= 1 }
      let tied = negative
      while negative > 0 && keys[negative - 1] == key { negative -= 1 }
      let hits = end - positive
      doubledPairs += (passed - tied) * 2 * found + (tied - negative) * (2 * found + hits)
      let read = keys.count - positive + negatives - negative
      sum.add(Double(hits) * (Double(found + hits) / Double(read)))
    }
    doubledPairs += negative * 2 * (keys.count - negatives)
    return Areas(negatives: negatives, precisionSum: sum.value, doubledPairs: doubledPairs)
  }
}

extension RankingMetrics {
  /// How many items there are.
  public var count: Int { positiveCount + negativeCount }

  /// The share of positives: the average precision of scores that are all equal.
  public var prevalence: Double { Double(positiveCount) / Double(count) }

  /// Items with one score.
  struct Group {
    var score: Double
    var positives: Int
    var negatives: Int
    var count: Int { positives + negatives }
  }

  /// Calls `body` with each group of equal scores, from the highest score down, until it returns false.
  @inline(__always)
  func forEachGroup(_ body: (Group) -> Bool) {
    switch keys {
    case .single(let keys): Self.walk(keys, RankingKeys<UInt32>.score(of:), body)
    case .double(let keys): Self.walk(keys, RankingKeys<UInt64>.score(of:), body)
    }
  }

  @inline(__always)
  private static func walk<Key>(
    _ sorted: RankingKeys<Key>, _ score: (Key) -> Double, _ body: (Group) -> Bool
  ) {
    let keys = sorted.keys
    let negatives = sorted.negativeCount
    var positive = keys.count
    var negative = negatives
    while positive > negatives || negative > 0 {
      let key =
        if positive == negatives {
          keys[negative - 1]
        } else if negative == 0 {
          keys[positive - 1]
        } else {
          max(keys[positive - 1], keys[negative - 1])
        }
      var group = Group(score: score(key), positives: 0, negatives: 0)
      while positive > negatives && keys[positive - 1] == key {
        positive -= 1
        group.positives += 1
      }
      while negative > 0 && keys[negative - 1] == key {
        negative -= 1
        group.negatives += 1
      }
      guard body(group) else { return }
    }
  }
}
