/// The items of a project by worth, in memory: what pages of any size are cut from without a query.
public struct PoolOrder: Sendable {
  /// Item numbers, best first, equal scores in the order of the items; all items that have a score.
  let items: [Int64]
  /// P(yes) of each, in the same order.
  let scores: [Float]
  /// What scored them.
  let origin: Origin
  /// Where scores come from.
  enum Origin: Sendable, Hashable {
    /// The model of a round.
    case round(Int64)
    /// A live model that has seen the log of labels up to this place.
    case live(labelPosition: Int64)
  }

  /// The round whose model scored them; nil: a live model did.
  public var round: Int? {
    if case .round(let round) = origin { Int(round) } else { nil }
  }
}
