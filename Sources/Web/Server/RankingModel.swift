import GarimpoProject
import Synchronization

/// What the ranking is ordered by: the scores of the live model, or, until it has gone through all items, those of the
/// newest round. Those of a round that somebody chose go before both. A round's are read once and kept while it is in use.
final class RankingModel: Sendable {
  private let project: OpenProject
  private let live: LiveModel
  private let order = Mutex<PoolOrder?>(nil)
  private let reasons = Mutex<(round: Int, reasons: ScoreReasons)?>(nil)
  private let basis = Mutex<RankingBasis?>(nil)

  init(_ project: OpenProject, _ live: LiveModel) {
    self.project = project
    self.live = live
  }

  /// An order by worth, and why its items score as they do.
  struct Ranking {
    var order: PoolOrder?
    /// Nil without a model, and where it cannot be read.
    var reasons: ScoreReasons?
  }

  /// The order; nil while there is no model. Takes a second once for a million items.
  func currentOrder() throws -> PoolOrder? { try current(withReasons: false).order }

  /// The order and its reasons, which are read and kept where they are a round's.
  func current(withReasons: Bool = true) throws -> Ranking {
    if let live = live.explainedOrder, try !project.isRoundChosen() {
      // The round's model is not needed any more.
      reasons.withLock { $0 = nil }
      return Ranking(order: live.order, reasons: live.reasons)
    }
    let known = order.withLock { $0 }
    let current = try project.poolOrder(unless: known)
    order.withLock { $0 = current }
    guard withReasons, let round = current?.round else { return Ranking(order: current, reasons: nil) }
    if let known = reasons.withLock({ $0?.round == round ? $0?.reasons : nil }) {
      return Ranking(order: current, reasons: known)
    }
    // The order is worth showing without them.
    let made = try? project.reasons(ofRound: round)
    reasons.withLock { $0 = made.map { (round: round, reasons: $0) } }
    return Ranking(order: current, reasons: made)
  }

  /// How good the model of the round in use is; nil before the first round.
  func currentBasis() throws -> RankingBasis? {
    let known = basis.withLock { $0 }
    let current = try project.rankingBasis(unless: known)
    basis.withLock { $0 = current }
    return current
  }
}
