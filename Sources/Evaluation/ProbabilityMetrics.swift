#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How well probabilities agree with what happened: proper scores, calibration and histogram.
///
/// Defined for labels of one class too (unlike ranking figures). Sums run in `Double` with compensation, in the order of
/// the items.
public struct ProbabilityMetrics: Sendable {
  /// Mean negative log likelihood, natural logarithm: `−(1/n) Σ log p(yᵢ)`; 0 is perfect, 0.693 is a coin.
  ///
  /// Probabilities are clipped to `[ε, 1 − ε]`, with ε the machine epsilon of the type in which they came (1.2e-7 for
  /// `Float`, 2.2e-16 for `Double`), as scikit-learn 1.5 to 1.8's `log_loss` does by dtype: one confident mistake costs at
  /// most 15.9 or 36.0. scikit-learn sums `Float` in `Float`; we do not. It refuses labels of one class unless told both.
  public let logLoss: Double
  /// Mean squared error of the probability, `(1/n) Σ (pᵢ − yᵢ)²`, in `[0, 1]`.
  ///
  /// Brier, "Verification of forecasts expressed in terms of probability", 1950; scikit-learn 1.8's `brier_score_loss`.
  public let brier: Double
  /// The Brier score of the prevalence as everybody's probability: `π (1 − π)`. A model above it says less than nothing.
  public let brierOfPrevalence: Double
  /// Items, at least 1.
  public let count: Int
  /// Of these yes.
  public let positiveCount: Int
  let probabilities: [Double]
  let targets: [Bool]

  /// The figures of `probabilities` of yes (each in `[0, 1]`) against `targets` (true: yes), of equal count.
  ///
  /// Throws `MetricError` for no items, unequal counts, NaN or a value outside `[0, 1]`.
  public init(probabilities: [Float], targets: [Bool]) throws(MetricError) {
    let epsilon = Float.ulpOfOne
    try self.init(
      probabilities.map(Double.init), targets, clipping: Double(epsilon)...Double(1 - epsilon))
  }

  /// The figures of `probabilities` of yes (each in `[0, 1]`) against `targets` (true: yes), of equal count.
  ///
  /// Throws `MetricError` for no items, unequal counts, NaN or a value outside `[0, 1]`.
  public init(probabilities: [Double], targets: [Bool]) throws(MetricError) {
    try self.init(probabilities, targets, clipping: Double.ulpOfOne...(1 - Double.ulpOfOne))
  }

  private init(
    _ probabilities: [Double], _ targets: [Bool], clipping range: ClosedRange<Double>
  ) throws(MetricError) {
    guard probabilities.count == targets.count else {
      throw .unequalLengths(scores: probabilities.count, targets: targets.count)
    }
    guard !probabilities.isEmpty else { throw .empty }
    var loss = CompensatedSum()
    var squares = CompensatedSum()
    var positives = 0
    for row in probabilities.indices {
      let probability = probabilities[row]
      guard !probability.isNaN else { throw .notANumber(row: row) }
      guard probability >= 0, probability <= 1 else { throw .notAProbability(row: row, value: probability) }
      let clipped = min(max(probability, range.lowerBound), range.upperBound)
      loss.add(targets[row] ? -log(clipped) : -log(1 - clipped))
      let error = targets[row] ? probability - 1 : probability
      squares.add(error * error)
      positives += targets[row] ? 1 : 0
    }
    let count = Double(probabilities.count)
    logLoss = loss.value / count
    brier = squares.value / count
    let prevalence = Double(positives) / count
    brierOfPrevalence = prevalence * (1 - prevalence)
    self.count = probabilities.count
    positiveCount = positives
    self.probabilities = probabilities
    self.targets = targets
  }
}
