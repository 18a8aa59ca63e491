import GarimpoKernels

/// A random part drawn anew: from as many items as the frame has, made of copies of the items that were drawn.
///
/// Each drawn item is copied `⌊R/n⌋` times, and as many as are still missing, chosen at random, once more; then `n` items
/// are drawn without replacement. Gross, "Median estimation in sample surveys", 1980; Booth, Butler and Hall, "Bootstrap
/// methods for finite populations", 1994. Only the copies of yes are followed: time `n` a draw, whatever the frame.
struct PoolResample {
  /// How often each yes was drawn.
  private(set) var multiplicities: [Int]
  private let drawnCount: Int
  private let frameCount: Int
  /// Which copies are drawn already; false between draws.
  private var isTaken: [Bool]

  /// For `positiveCount` yes among `drawnCount` items that were drawn from `frameCount`.
  init(positiveCount: Int, drawnCount: Int, frameCount: Int) {
    multiplicities = [Int](repeating: 0, count: positiveCount)
    self.drawnCount = drawnCount
    self.frameCount = frameCount
    isTaken = positiveCount > 0 ? [Bool](repeating: false, count: positiveCount * (frameCount / drawnCount + 1)) : []
  }

  /// Draws resample `index` of `seed`, replacing the one before.
  mutating func draw(seed: UInt64, index: Int) {
    let positives = multiplicities.count
    guard positives > 0 else { return }
    for item in multiplicities.indices { multiplicities[item] = 0 }
    var random = SplitMix64(seed: seed, stream: UInt64(index))
    let whole = positives * (frameCount / drawnCount)
    var missing = frameCount % drawnCount
    var extra: [Int] = []
    for item in 0..<positives where random.next(below: drawnCount - item) < missing {
      extra.append(item)
      missing -= 1
    }
    let copies = whole + extra.count
    var drawn = 0
    for place in 0..<drawnCount where random.next(below: frameCount - place) < copies - drawn { drawn += 1 }
    // Which of the copies: Floyd's way to draw distinct numbers, in Bentley, "Programming pearls: a sample of brilliance",
    // 1987.
    var taken: [Int] = []
    for last in copies - drawn..<copies {
      let chosen = random.next(below: last + 1)
      let copy = isTaken[chosen] ? last : chosen
      isTaken[copy] = true
      taken.append(copy)
      multiplicities[copy < whole ? copy % positives : extra[copy - whole]] += 1
    }
    for copy in taken { isTaken[copy] = false }
  }
}
