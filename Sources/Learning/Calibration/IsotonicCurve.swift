/// P(yes) as a function of the score that does not descend: of all of these the one with the least squared error.
///
/// Rows of one score count as one. From the lowest score on, neighbours whose means descend are pooled until none do. At a
/// pool's scores P is its mean; between two pools it goes straight from one to the other, and beyond the ends it stays, as
/// scikit-learn's `IsotonicRegression` does it.
///
/// At its ends it mostly says 0 and 1, which is more than the rows vouch for: where P is multiplied or its logarithm taken, a
/// `SigmoidCurve` is safer.
///
/// Source: Ayer, Brunk, Ewing, Reid and Silverman, "An empirical distribution function for sampling with incomplete
/// information", 1955; Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates",
/// 2002, for calibration.
public struct IsotonicCurve: Sendable, Hashable {
  /// The scores at which the curve bends, ascending, none twice: a pool's lowest and highest.
  public let scores: [Double]
  /// P(yes) at these; does not descend.
  public let probabilities: [Double]

  /// A curve that is known.
  init(scores: [Double], probabilities: [Double]) {
    self.scores = scores
    self.probabilities = probabilities
  }

  /// Rows next to each other that have one P.
  private struct Pool {
    var low: Double
    var high: Double
    var positives: Double
    var weight: Double
    var mean: Double { positives / weight }
  }

  /// The curve of finite `scores`, shape `[rows]`, one at least, of rows whose answers are `targets` and whose weights are
  /// above 0.
  ///
  /// - Complexity: O(rows · log(rows)).
  init(_ scores: [Double], _ targets: [Bool], weights: [Double]?) {
    // Within a score in the order of the rows, so that the sums are the same in any sort.
    let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
    var groups: [Pool] = []
    for row in order {
      let weight = weights?[row] ?? 1
      if groups.last?.high != scores[row] {
        groups.append(Pool(low: scores[row], high: scores[row], positives: 0, weight: 0))
      }
      groups[groups.count - 1].weight += weight
      if targets[row] { groups[groups.count - 1].positives += weight }
    }
    var pools: [Pool] = []
    for group in groups {
      var pool = group
      while let last = pools.last, last.mean >= pool.mean {
        pool = Pool(
          low: last.low, high: pool.high, positives: last.positives + pool.positives,
          weight: last.weight + pool.weight)
        pools.removeLast()
      }
      pools.append(pool)
    }
    var bends: (scores: [Double], probabilities: [Double]) = ([], [])
    for pool in pools {
      for score in pool.low < pool.high ? [pool.low, pool.high] : [pool.low] {
        bends.scores.append(score)
        // A sum of weights over itself may be a little more than 1 by rounding.
        bends.probabilities.append(min(1, pool.mean))
      }
    }
    self.init(scores: bends.scores, probabilities: bends.probabilities)
  }

  /// P(yes) at a score. O(log bends).
  public func probability(_ score: Double) -> Double {
    var low = 0
    var high = scores.count
    while low < high {
      let middle = (low + high) / 2
      if scores[middle] <= score { low = middle + 1 } else { high = middle }
    }
    // `low` is the first bend above the score.
    guard low > 0 else { return probabilities[0] }
    guard low < scores.count else { return probabilities[low - 1] }
    let share = (score - scores[low - 1]) / (scores[low] - scores[low - 1])
    let (start, end) = (probabilities[low - 1], probabilities[low])
    return min(end, start + share * (end - start))
  }
}
