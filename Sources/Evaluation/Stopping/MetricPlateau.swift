/// A metric, measured from time to time by whoever asks, rises no more.
///
///     max of the last w measurements − max of those before ≤ bound
///
/// Any metric of which more is better, measured on items that are kept apart: average precision of the validation part, say. No
/// promise for the yes. O(w). After the performance gradient of Laws and Schütze, "Stopping criteria for active learning of named
/// entity recognition", 2008.
struct MetricPlateau: StoppingTest {
  var bound: Double
  var windows: Int
  /// The last measurements, at most w.
  private var last: [Double] = []
  /// The best of those before.
  private var best: Double?

  init(_ bound: Double, windows: Int) { (self.bound, self.windows) = (bound, windows) }

  mutating func take(metric: Double) {
    last.append(metric)
    guard last.count > windows else { return }
    let oldest = last.removeFirst()
    best = max(best ?? oldest, oldest)
  }

  func verdict(_ record: StoppingRecord) -> StoppingVerdict {
    guard let best, let newest = last.max() else { return StoppingVerdict(.fewMeasurements) }
    return StoppingVerdict(newest - best <= bound, figure: newest - best, bound: bound)
  }
}
