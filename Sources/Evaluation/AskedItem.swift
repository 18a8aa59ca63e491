/// An item with an answer, and its place in a model's order of the pool.
public struct AskedItem: Sendable, Hashable, Codable {
  /// Its place, from 1 for the highest score.
  public let rank: Int
  /// Whether it is a yes.
  public let isPositive: Bool

  /// An item at `rank` (at least 1).
  public init(rank: Int, isPositive: Bool) {
    precondition(rank > 0, "ranks count from 1")
    self.rank = rank
    self.isPositive = isPositive
  }
}
