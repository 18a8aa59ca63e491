import GarimpoStore

extension OpenProject {
  /// The order by the scores that are kept of the round in use; nil before the first round, and when `compact` has dropped
  /// its scores. For a server to read once and hold: a million items take a second.
  public func poolOrder() throws(Failure) -> PoolOrder? {
    try read { snapshot in
      guard let round = try snapshot.currentRound() else { return nil }
      let kept = try snapshot.scoreList(ofRound: round)
      guard !kept.items.isEmpty else { return nil }
      let scores = kept.scores.map { Float($0) }
      // The list is in the order of the items, and so are equal scores.
      let places = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
      return PoolOrder(
        items: places.map { kept.items[$0] }, scores: places.map { scores[$0] }, origin: .round(round))
    }
  }
}
