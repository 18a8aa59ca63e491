import GarimpoKernels

extension Estimate {
  /// The mean of independent figures, such as those of repetitions, with a 95 % interval by the bootstrap: the figures are
  /// drawn again 2,000 times. nil without figures; of a single one the interval is unknown, `low` and `high` are not numbers.
  ///
  /// A mean of fewer than about ten figures has an interval that is too narrow.
  ///
  /// Source: Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13.
  public static func mean(of figures: [Double], seed: UInt64) -> Estimate? {
    guard !figures.isEmpty else { return nil }
    let mean = figures.reduce(0, +) / Double(figures.count)
    guard figures.count > 1 else { return Estimate(value: mean, low: .nan, high: .nan) }
    var generator = SplitMix64(seed: seed)
    let means = (0..<2000).map { _ in
      figures.indices.reduce(0.0) { sum, _ in sum + figures[generator.next(below: figures.count)] }
        / Double(figures.count)
    }
    let interval = Percentile.interval95(means)
    return Estimate(value: mean, low: interval.low, high: interval.high)
  }
}
