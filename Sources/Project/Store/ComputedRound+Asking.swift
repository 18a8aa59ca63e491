import GarimpoKernels
import GarimpoQuerying

extension ComputedRound {
  /// The place of each pool item by descending score among those that could be asked, from 1; nil for the others.
  func ranks() -> [Int?] {
    var ranks = [Int?](repeating: nil, count: pool.count)
    let order = RankingOrder.descending(askable.map { poolScores[$0] })
    for (place, row) in order.enumerated() { ranks[askable[Int(row)]] = place + 1 }
    return ranks
  }

  /// In which order the items of the batch are shown, from 1: mixed by the seed, so that whoever answers only some of them
  /// has answered a random part of the random ones, and nobody can tell which is which.
  func orderOfAsking(seed: UInt64) -> [Int] {
    var order = Array(1...max(1, batch.items.count)).prefix(batch.items.count).map { $0 }
    var random = SplitMix64(seed: seed, stream: 0)
    for place in 0..<max(0, order.count - 1) { order.swapAt(place, place + random.next(below: order.count - place)) }
    return order
  }
}
