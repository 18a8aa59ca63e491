/// What each feature adds to the score of one row: `base` and all amounts sum to the score on its scale.
public struct ScoreContributions: Sendable, Hashable {
  /// What is summed to.
  public enum Scale: String, Sendable, Hashable, Codable {
    /// P(yes).
    case probability
    /// The logarithm of the odds of yes.
    case logOdds
    /// A decision value that is no logarithm of odds: that of a support vector machine.
    case decisionValue
  }

  /// What one feature adds.
  public struct Part: Sendable, Hashable {
    /// The feature.
    public let feature: Int
    /// What it adds: above 0 it speaks for yes.
    public let amount: Double

    /// A part.
    package init(feature: Int, amount: Double) {
      self.feature = feature
      self.amount = amount
    }
  }

  /// The score without any feature: of trees the mean share of yes at the roots.
  public let base: Double
  /// What the features add, ascending by feature; those that add nothing may be left out.
  public let byFeature: [Part]
  /// What is summed to.
  public let scale: Scale
  /// Whether a calibration curve follows, so that the sum is the score within it and not the P(yes) that is shown. The curve
  /// is not additive; it keeps the order, so that what speaks for yes speaks for yes.
  public let isBeforeCalibration: Bool

  /// Contributions; `byFeature` ascends by feature.
  package init(base: Double, byFeature: [Part], scale: Scale, isBeforeCalibration: Bool = false) {
    self.base = base
    self.byFeature = byFeature
    self.scale = scale
    self.isBeforeCalibration = isBeforeCalibration
  }

  /// The base and all amounts, added in their order.
  public var sum: Double { byFeature.reduce(base) { $0 + $1.amount } }
}
