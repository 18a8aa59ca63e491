import GarimpoKernels

extension CurveBand {
  /// The mean of `curves`, each with its values at `x`, and a pointwise 95 % band of the mean: the curves are drawn again
  /// 2,000 times (bootstrap). nil without curves; of a single one the band is the curve.
  ///
  /// At each abscissa the same as ``Estimate/mean(of:seed:)`` of the values there, but for the order of summation: all abscissas
  /// share the draws. Time: `2,000 × curves × abscissas`.
  public static func mean(of curves: [[Double]], at x: [Double], seed: UInt64) -> CurveBand? {
    guard !curves.isEmpty else { return nil }
    precondition(curves.allSatisfy { $0.count == x.count }, "one value at each abscissa")
    func mean(_ weights: [Int]) -> [Double] {
      var sums = [Double](repeating: 0, count: x.count)
      for (curve, weight) in zip(curves, weights) where weight > 0 {
        for point in sums.indices { sums[point] += Double(weight) * curve[point] }
      }
      return sums.map { $0 / Double(curves.count) }
    }
    let actual = mean([Int](repeating: 1, count: curves.count))
    guard curves.count > 1 else { return CurveBand(x: x, y: actual, low: actual, high: actual) }
    var generator = SplitMix64(seed: seed)
    var columns = [Double](repeating: 0, count: x.count * resampleCount)
    for resample in 0..<resampleCount {
      var weights = [Int](repeating: 0, count: curves.count)
      for _ in curves { weights[generator.next(below: curves.count)] += 1 }
      for (point, value) in mean(weights).enumerated() { columns[point * resampleCount + resample] = value }
    }
    var (low, high) = (actual, actual)
    for point in x.indices {
      let column = Array(columns[point * resampleCount..<(point + 1) * resampleCount])
      (low[point], high[point]) = Percentile.interval95(column)
    }
    return CurveBand(x: x, y: actual, low: low, high: high)
  }

  private static let resampleCount = 2000
}
