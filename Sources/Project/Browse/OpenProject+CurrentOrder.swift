import GarimpoStore

extension OpenProject {
  /// The order of the newest round as ``poolOrder()`` has it; `known` as it is while there is no newer round.
  public func poolOrder(unless known: PoolOrder?) throws(Failure) -> PoolOrder? {
    if case .round(let round)? = known?.origin, try read({ try $0.newestRound() }) == round { return known }
    return try poolOrder()
  }
}
