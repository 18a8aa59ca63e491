/// How many yes several random slices find together, if the first frame holds a given number: the null distribution by
/// which a hypothesis is tested.
///
/// Slice `j` draws from a frame in which `K − removed_j − (found by slices before j)` items are positive. The numbers of
/// yes of all slices are added up, and the distribution of the running total is carried from slice to slice.
package struct SliceTotal {
  /// One draw.
  package struct Stage {
    /// Items to draw from.
    package var frameCount: Int
    /// Items drawn.
    package var drawnCount: Int
    /// Positives of the first frame that other means than the slices had found before.
    package var removedPositiveCount: Int

    /// One draw.
    package init(frameCount: Int, drawnCount: Int, removedPositiveCount: Int) {
      self.frameCount = frameCount
      self.drawnCount = drawnCount
      self.removedPositiveCount = removedPositiveCount
    }
  }

  private let stages: [Stage]

  /// The draws in the order in which they were made.
  package init(stages: [Stage]) { self.stages = stages }

  /// The probability that the slices find at most `total` together, if the first frame holds `positives` yes.
  ///
  /// Falls, or stays, as `positives` grows: mark one more item as positive, and each running total rises by one at most and
  /// never falls. Totals of earlier slices that leave no room for what was removed count as a frame without a positive.
  ///
  /// Accurate to about 1e-12. Time: slices times the square of the totals that are at all likely.
  package func probability(ofAtMost total: Int, positives: Int) -> Double {
    guard total >= 0 else { return 0 }
    // Running totals beyond `total` never come back, so they are dropped.
    var masses = [Double](repeating: 0, count: total + 1)
    masses[0] = 1
    var draw = Hypergeometric()
    for stage in stages {
      var next = [Double](repeating: 0, count: total + 1)
      for found in masses.indices where masses[found] > 1e-20 {
        let left = min(stage.frameCount, max(0, positives - stage.removedPositiveCount - found))
        draw.set(frame: stage.frameCount, positives: left, drawn: stage.drawnCount)
        var sum = found + draw.first
        for probability in draw.probabilities {
          guard sum <= total else { break }
          next[sum] += masses[found] * probability
          sum += 1
        }
      }
      masses = next
    }
    var probability = CompensatedSum()
    for mass in masses { probability.add(mass) }
    return min(1, probability.value)
  }

  /// The least of `range` that is not rejected because the slices found as many as `total`, at `tail` (one-sided); the
  /// last of `range` if all are.
  ///
  /// A probability within 1e-12 of `tail` is kept, so that rounding rejects nothing.
  package func lowest(in range: ClosedRange<Int>, finding total: Int, tail: Double) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if 1 - probability(ofAtMost: total - 1, positives: middle) > tail - 1e-12 {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  /// The greatest of `range` that is not rejected because the slices found as few as `total`, at `tail` (one-sided); the
  /// first of `range` if all are.
  package func highest(in range: ClosedRange<Int>, finding total: Int, tail: Double) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = high - (high - low) / 2
      if probability(ofAtMost: total, positives: middle) > tail - 1e-12 {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return low
  }
}
