import GarimpoEvaluation
import GarimpoStore

/// How many of the first items of a list are likely yes.
public struct ExpectedYes: Sendable, Hashable, Codable {
  /// How many items.
  public var first: Int
  /// How many of them are expected to be yes: the sum of how often items with their scores were yes.
  public var yes: Double
  /// The sum of the lower ends of these shares' 95 % intervals.
  public var low: Double
  /// The sum of the upper ends.
  public var high: Double
  /// The round by whose scores and measurement.
  public var round: Int
}

extension OpenProject {
  /// How many yes are to be expected among the first 20 and the first 50 unread items of a list, by the scores of the round
  /// in use and by how often such scores were yes when it was measured.
  ///
  /// A guide and no measurement: the items that the round was measured on are no random draw. By the round's scores also
  /// where a live model made the order, for nothing was measured of that one. ``estimate(_:)`` has no such bias.
  ///
  /// - Parameters:
  ///   - page: the first page of the list.
  ///   - basis: what the round found; nil: nothing is expected.
  /// - Returns: for each number of items that the page has; empty where the round measured too few items, or the page has an
  ///   item that has a label or that the round has not scored.
  public func expectedYes(_ page: ItemPage, _ basis: RankingBasis?) throws(Failure) -> [ExpectedYes] {
    guard let basis, let calibration = basis.calibration, page.sort == .worth else { return [] }
    let counts = ExpectedYes.counts.filter { $0 <= page.items.count }
    guard let most = counts.last else { return [] }
    let items = page.items.prefix(most)
    guard items.allSatisfy({ $0.label == nil || $0.label == CurrentLabel.skip.rawValue }) else { return [] }
    return try read { snapshot in
      var sum = ExpectedYes(first: 0, yes: 0, low: 0, high: 0, round: basis.round)
      var found: [ExpectedYes] = []
      for item in items {
        guard let score = try snapshot.score(ofItem: Int64(item.number), inRound: Int64(basis.round)) else { break }
        let share = calibration.share(of: score.score)
        sum.first += 1
        sum.yes += share.value
        sum.low += share.low
        sum.high += share.high
        if counts.contains(sum.first) { found.append(sum) }
      }
      return found
    }
  }
}

extension ExpectedYes {
  /// Of so many items it is told.
  static let counts = [20, 50]
}
