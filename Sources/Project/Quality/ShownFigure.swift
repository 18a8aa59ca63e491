public import GarimpoEvaluation

/// A figure with its 95 % interval, for rooms that know no estimates.
public struct ShownFigure: Sendable, Hashable, Codable {
  /// The figure.
  public var value: Double
  /// The lower end of its interval.
  public var low: Double
  /// The upper end.
  public var high: Double
}

extension Estimate {
  /// The figure and its interval as plain numbers.
  public var shown: ShownFigure { ShownFigure(value: value, low: low, high: high) }
}
