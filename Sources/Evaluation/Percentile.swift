/// Percentiles of a sample.
public enum Percentile {
  /// The median: the middle of `sample` (no NaN), of an even number the mean of the two in the middle; nil of nothing.
  public static func median(_ sample: [Double]) -> Double? {
    guard !sample.isEmpty else { return nil }
    var values = sample
    return quantile(0.5, of: &values)
  }

  /// The 2.5 % and 97.5 % quantiles of `sample` (not empty, no NaN), linear between neighbours: place `(n − 1) · share`.
  ///
  /// numpy's default; type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996. Found by selection, in
  /// linear time on average.
  static func interval95(_ sample: [Double]) -> (low: Double, high: Double) {
    var values = sample
    let low = quantile(0.025, of: &values)
    let high = quantile(0.975, of: &values)
    return (low, high)
  }

  /// The `share` quantile of `values`, which are reordered.
  private static func quantile(_ share: Double, of values: inout [Double]) -> Double {
    let place = Double(values.count - 1) * share
    let below = Int(place)
    select(below, of: &values)
    guard below + 1 < values.count else { return values[below] }
    var above = values[below + 1]
    for value in values[(below + 1)...] where value < above { above = value }
    return values[below] + (above - values[below]) * (place - Double(below))
  }

  /// Reorders `values` so that the one at `place` is as if they were sorted, none before it greater and none behind it
  /// smaller.
  ///
  /// Hoare, "Algorithm 65: find", 1961, with the median of three as pivot.
  private static func select(_ place: Int, of values: inout [Double]) {
    var low = 0
    var high = values.count - 1
    while low < high {
      let middle = low + (high - low) / 2
      if values[middle] < values[low] { values.swapAt(middle, low) }
      if values[high] < values[low] { values.swapAt(high, low) }
      if values[high] < values[middle] { values.swapAt(high, middle) }
      let pivot = values[middle]
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      // Now low ... right are at most the pivot, left ... high at least, and what lies between equals it.
      if place <= right {
        high = right
      } else if place >= left {
        low = left
      } else {
        return
      }
    }
  }
}
