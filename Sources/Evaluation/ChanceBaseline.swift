import GarimpoKernels

/// What an order drawn at random reaches: the line a model must be above to be worth anything.
///
/// Not the prevalence alone. Scores that are all equal have the prevalence as average precision, but an order drawn at
/// random has a little more, because the first hits can be lucky: 0.146 instead of 0.130 for 35 yes among 270.
public struct ChanceBaseline: Sendable, Hashable {
  /// The mean average precision of all orders, exact, with the stretch that holds 95 % of the orders drawn.
  ///
  /// `[H_N + (P − 1)(N − H_N)/(N − 1)] / N` with the harmonic number `H_N`: Bestgen, "Exact expected average precision of
  /// the random baseline for system evaluation", 2015.
  public let averagePrecision: Estimate
  /// 0.5, with the stretch that holds 95 % of the orders drawn.
  public let rocAUC: Estimate
  /// The share of yes: the average precision of scores that are all equal.
  public let prevalence: Double

  /// The baseline for `positiveCount` yes among `count` items, from `draws` random orders (at least 1) for the stretches.
  ///
  /// Throws `MetricError` if all items are of one class.
  public init(
    positiveCount: Int, count: Int, draws: Int = 1000, seed: UInt64
  ) throws(MetricError) {
    precondition(draws > 0, "there must be a draw")
    guard count > 0 else { throw .empty }
    guard positiveCount > 0, positiveCount < count else {
      throw .oneClassOnly(positives: positiveCount, negatives: count - positiveCount)
    }
    var precisions: [Double] = []
    var areas: [Double] = []
    for draw in 0..<draws {
      var random = SplitMix64(seed: seed, stream: UInt64(draw))
      let figures = Self.figures(positiveCount, count, &random)
      precisions.append(figures.averagePrecision)
      areas.append(figures.rocAUC)
    }
    let (lowPrecision, highPrecision) = Percentile.interval95(precisions)
    let (lowArea, highArea) = Percentile.interval95(areas)
    averagePrecision = Estimate(
      value: Self.meanAveragePrecision(positiveCount, count), low: lowPrecision, high: highPrecision)
    rocAUC = Estimate(value: 0.5, low: lowArea, high: highArea)
    prevalence = Double(positiveCount) / Double(count)
  }

  private static func meanAveragePrecision(_ positives: Int, _ count: Int) -> Double {
    var harmonic = CompensatedSum()
    for place in 1...count { harmonic.add(1 / Double(place)) }
    let n = Double(count)
    return (harmonic.value + Double(positives - 1) / (n - 1) * (n - harmonic.value)) / n
  }

  /// Walks one random order: each item is a positive with the share of positives among those left.
  private static func figures(
    _ positives: Int, _ count: Int, _ random: inout SplitMix64
  ) -> (averagePrecision: Double, rocAUC: Double) {
    var found = 0
    var precisions = 0.0
    var pairs = 0
    for place in 0..<count where found < positives {
      guard random.next(below: count - place) < positives - found else { continue }
      pairs += (count - positives) - (place - found)
      found += 1
      precisions += Double(found) / Double(place + 1)
    }
    return (precisions / Double(positives), Double(pairs) / (Double(positives) * Double(count - positives)))
  }
}
