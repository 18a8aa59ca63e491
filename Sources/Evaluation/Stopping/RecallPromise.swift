/// What a stopping rule promises of the yes: at least so many are found, but for a risk.
public struct RecallPromise: Sendable, Hashable {
  /// The share of all yes that is found at least, τ in formulas; in `(0, 1]`.
  public let recall: Double
  /// How often the promise may be broken, α in formulas; in `(0, 1)`.
  public let risk: Double

  /// A promise; 95 % at a risk of 5 % where nothing else is said.
  public init(recall: Double = 0.95, risk: Double = 0.05) {
    precondition(recall > 0 && recall <= 1 && risk > 0 && risk < 1, "a share of the yes and a risk")
    self.recall = recall
    self.risk = risk
  }

  /// The fewest yes that are missing where `found` are found and the promise does not hold: ⌊r/τ⌋ + 1 − r.
  ///
  /// A share such as 19 of 20 meets 0.95, although 19 ÷ 0.95 may be a little less than 20 in binary.
  func fewestMissing(found: Int) -> Int { Int((Double(found) / recall + 1e-9).rounded(.down)) + 1 - found }

  /// As `at least 95 % of the yes are found, risk 5 %`.
  var sentence: String {
    "at least \(StoppingText.percent(recall)) of the yes are found, risk \(StoppingText.percent(risk))"
  }
}
