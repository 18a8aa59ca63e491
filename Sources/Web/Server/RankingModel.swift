import GarimpoProject
import Synchronization

/// What the ranking is ordered by: the scores of the live model, or, until it has gone through all items, those of the
/// newest round. Those of a round that somebody chose go before both. A round's are read once and kept while it is in use.
final class RankingModel: Sendable {
  private let project: OpenProject
  private let live: LiveModel
  private let order = Mutex<PoolOrder?>(nil)
  private let basis = Mutex<RankingBasis?>(nil)

  init(_ project: OpenProject, _ live: LiveModel) {
    self.project = project
    self.live = live
  }

  /// The order; nil while there is no model. Takes a second once for a million items.
  func currentOrder() throws -> PoolOrder? {
    if let order = live.wholeOrder, try !project.isRoundChosen() { return order }
    let known = order.withLock { $0 }
    let current = try project.poolOrder(unless: known)
    order.withLock { $0 = current }
    return current
  }

  /// How good the model of the round in use is; nil before the first round.
  func currentBasis() throws -> RankingBasis? {
    let known = basis.withLock { $0 }
    let current = try project.rankingBasis(unless: known)
    basis.withLock { $0 = current }
    return current
  }
}
