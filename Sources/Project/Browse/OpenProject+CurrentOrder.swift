import GarimpoStore

extension OpenProject {
  /// The order of the round in use as ``poolOrder()`` has it; `known` as it is while no other round is in use.
  public func poolOrder(unless known: PoolOrder?) throws(Failure) -> PoolOrder? {
    if case .round(let round)? = known?.origin, try read({ try $0.currentRound() }) == round { return known }
    return try poolOrder()
  }
}
