/// Percentiles of a sample.
enum Percentile {
  /// The `share` quantile of `sorted` (ascending, not empty), linear between neighbours: place `(n − 1) · share`.
  ///
  /// numpy's default; type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996.
  static func quantile(_ share: Double, ofSorted sorted: [Double]) -> Double {
    let place = Double(sorted.count - 1) * share
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    let part = place - Double(below)
    return sorted[below] + (sorted[below + 1] - sorted[below]) * part
  }

  /// The 2.5 % and 97.5 % quantiles of `sample` (not empty).
  static func interval95(_ sample: [Double]) -> (low: Double, high: Double) {
    let sorted = sample.sorted()
    return (quantile(0.025, ofSorted: sorted), quantile(0.975, ofSorted: sorted))
  }
}
