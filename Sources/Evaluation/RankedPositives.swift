/// The yes of a sample in the order of their ranks, weighted so that sums over them estimate sums over the pool.
///
/// An item of the certain part counts once, an item of the random part `R/n` times: Horvitz and Thompson, "A
/// generalization of sampling without replacement from a finite universe", 1952. A pair of items is weighted by its own
/// chance to be drawn: `R(R − 1)/(n(n − 1))` for two random ones, else the product of their weights.
package struct RankedPositives: Sendable {
  /// How many of them are random; they are numbered in the order in which they were given.
  let randomCount: Int
  /// The ranks, ascending.
  private let ranks: [Int]
  /// The number of the random yes at each place; -1 for one of the certain part.
  private let numbers: [Int]
  private let weight: Double
  private let pairWeight: Double

  /// The yes at `certain` ranks, and at `random` ranks among `drawnCount` items drawn from `frameCount`.
  package init(certain: [Int], random: [Int], drawnCount: Int, frameCount: Int) {
    let all = certain.map { (rank: $0, number: -1) } + random.enumerated().map { (rank: $1, number: $0) }
    let sorted = all.sorted { $0.rank < $1.rank }
    ranks = sorted.map(\.rank)
    numbers = sorted.map(\.number)
    randomCount = random.count
    weight = drawnCount > 0 ? Double(frameCount) / Double(drawnCount) : 0
    // One random item forms no pair.
    pairWeight = drawnCount > 1 ? weight * (Double(frameCount - 1) / Double(drawnCount - 1)) : 0
  }

  /// Estimates of the two totals whose ratio is the pool's average precision: over all yes, the sum of
  /// `(yes up to and with it) / rank`, and their number. Random yes `i` is taken `multiplicities[i]` times.
  ///
  /// With every multiplicity 1 both are unbiased. Copies of one item stand for items next to each other: of two, one comes
  /// first.
  package func precisionTotals(_ multiplicities: [Int]) -> (part: Double, positives: Double) {
    var precisions = CompensatedSum()
    var certain = 0.0
    var random = 0.0
    for place in ranks.indices {
      let rank = Double(ranks[place])
      let number = numbers[place]
      if number < 0 {
        precisions.add((1 + certain + weight * random) / rank)
        certain += 1
      } else {
        let copies = Double(multiplicities[number])
        let before = random + (copies - 1) / 2
        precisions.add(copies * (weight + weight * certain + pairWeight * before) / rank)
        random += copies
      }
    }
    return (precisions.value, certain + weight * random)
  }

  /// Estimates of the number of yes among the first `k` ranks, and among all.
  package func foundTotals(at k: Int, _ multiplicities: [Int]) -> (part: Double, positives: Double) {
    var found = 0.0
    var positives = 0.0
    for place in ranks.indices {
      let number = numbers[place]
      let share = number < 0 ? 1 : weight * Double(multiplicities[number])
      positives += share
      found += ranks[place] <= k ? share : 0
    }
    return (found, positives)
  }
}
