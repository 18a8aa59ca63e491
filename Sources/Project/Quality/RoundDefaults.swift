import GarimpoRecipes
import GarimpoStore

/// What the next round would do, if nothing is wished otherwise.
public struct RoundDefaults: Sendable, Codable {
  /// How many hard items the recipe asks for; nil: all whose score lies in its band.
  public var hard: Int?
  /// How many random ones.
  public var random: Int
  /// The seed.
  public var seed: UInt64
  /// Items with a yes.
  public var yesCount: Int
  /// Items with a no.
  public var noCount: Int
  /// Items that nobody has read, of which a round asks; without one there can be none.
  public var unreadCount: Int
}

extension OpenProject {
  /// What the next round would do.
  public func roundDefaults() throws(Failure) -> RoundDefaults {
    try read { snapshot in
      let batch = try recipe(snapshot).batch
      let counts = try snapshot.labels().counts()
      return RoundDefaults(
        hard: batch.hard, random: batch.random,
        seed: try snapshot.project().seed &+ UInt64(try snapshot.newestRound() ?? 0),
        yesCount: counts[.yes] ?? 0, noCount: counts[.no] ?? 0,
        unreadCount: try snapshot.itemCount()
          - counts.filter { $0.key != .skip }.reduce(0) { $0 + $1.value })
    }
  }
}
