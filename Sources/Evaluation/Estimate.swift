/// A figure with its interval.
public struct Estimate: Sendable, Hashable, Codable {
  /// The figure on the data as they are.
  public var value: Double
  /// The lower end of the 95 % interval.
  public var low: Double
  /// The upper end of the 95 % interval.
  public var high: Double

  /// A figure with its interval.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }
}
