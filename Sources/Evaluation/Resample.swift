import GarimpoKernels

/// As many items as there are, drawn with replacement.
struct Resample {
  /// How often each item was drawn.
  private(set) var multiplicities: [Int32]
  /// How many of the draws are positives.
  private(set) var positiveCount = 0
  private let targets: [Bool]

  init(targets: [Bool]) {
    self.targets = targets
    multiplicities = [Int32](repeating: 0, count: targets.count)
  }

  /// Draws resample `index` of `seed`, replacing the one before.
  mutating func draw(seed: UInt64, index: Int) {
    var random = SplitMix64(seed: seed, stream: UInt64(index))
    for row in multiplicities.indices { multiplicities[row] = 0 }
    for _ in multiplicities.indices { multiplicities[random.next(below: targets.count)] += 1 }
    var positives: Int32 = 0
    for row in targets.indices { positives += targets[row] ? multiplicities[row] : 0 }
    positiveCount = Int(positives)
  }
}
