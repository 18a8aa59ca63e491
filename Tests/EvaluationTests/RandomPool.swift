import GarimpoKernels

/// A random pool in the order of a noisy model, whose certain part lies where yes and no mix.
struct RandomPool {
  let pool: PoolRankingTests.Pool
  private let seed: UInt64

  /// `count` items, one in `share` of them yes and scored `bonus` of 32 higher; `certain` of them chosen after the first
  /// eighth.
  init(count: Int, certain: Int, share: Int, bonus: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var buckets = [[Bool]](repeating: [], count: 32 + bonus)
    for _ in 0..<count {
      let isPositive = random.next(below: share) == 0
      buckets[random.next(below: 32) + (isPositive ? bonus : 0)].append(isPositive)
    }
    pool = PoolRankingTests.Pool(
      isPositive: buckets.reversed().flatMap { $0 },
      isCertain: (0..<count).map { $0 >= count / 8 && $0 < count / 8 + certain })
    self.seed = seed
  }

  /// `count` items of the frame, drawn without replacement.
  func draw(_ count: Int) -> [Int] {
    var random = SplitMix64(seed: seed, stream: 1)
    var frame = pool.frame
    for place in 0..<count { frame.swapAt(place, place + random.next(below: frame.count - place)) }
    return Array(frame[..<count])
  }
}
