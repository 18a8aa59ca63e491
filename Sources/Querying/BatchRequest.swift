/// What is to be asked next: hard items, which teach the model most, and random ones, which keep the figures honest.
public struct BatchRequest: Sendable, Hashable, Codable {
  /// Which items count as hard.
  public enum Hard: Sendable, Hashable, Codable {
    /// `count` items whose scores are closest to `threshold` (uncertainty sampling: Lewis and Gale, "A sequential
    /// algorithm for training text classifiers", 1994).
    case closest(to: Double, count: Int)
    /// All items whose scores lie in `range`, both ends included.
    case band(ClosedRange<Double>)
    /// Of the items whose scores lie in `range`, the `count` closest to `threshold`.
    case closestInBand(ClosedRange<Double>, to: Double, count: Int)
  }

  /// The hard items.
  public var hard: Hard
  /// How many items are drawn at random from those that are not hard.
  public var randomCount: Int

  /// A request; the notebook's was `.band(0.26...1)` and 30.
  public init(hard: Hard = .closest(to: 0.5, count: 70), randomCount: Int = 30) {
    self.hard = hard
    self.randomCount = randomCount
  }
}
