import GarimpoKernels

/// The items that have words, in runs with the same key; each run ascends. The runs come in no order that means anything,
/// but always in the same.
struct KeyRuns: Sequence, IteratorProtocol {
  private let sketches: [TextSketch]
  /// The upper half of the key, above the index; ascending.
  private var order: [UInt64] = []
  private var place = 0

  /// The runs of `sketches`, of which there must be fewer than 2^32.
  init(_ sketches: [TextSketch]) {
    self.sketches = sketches
    order.reserveCapacity(sketches.count)
    for item in sketches.indices where !sketches[item].isEmpty {
      order.append((sketches[item].key & ~0xFFFF_FFFF) | UInt64(item))
    }
    RadixSort.sort(&order)
    separate()
  }

  /// The next run.
  mutating func next() -> [UInt32]? {
    guard place < order.count else { return nil }
    let key = key(at: place)
    var run: [UInt32] = []
    while place < order.count, self.key(at: place) == key {
      run.append(UInt32(truncatingIfNeeded: order[place]))
      place += 1
    }
    return run
  }

  private func key(at place: Int) -> UInt64 { sketches[Int(UInt32(truncatingIfNeeded: order[place]))].key }

  /// Sorts by the whole key those that have the upper half of it in common and not the lower.
  private mutating func separate() {
    var start = 0
    while start < order.count {
      var end = start + 1
      var isMixed = false
      while end < order.count, order[end] >> 32 == order[start] >> 32 {
        if key(at: end) != key(at: start) { isMixed = true }
        end += 1
      }
      if isMixed {
        let sketches = sketches
        order[start..<end].sort { a, b in
          let (i, j) = (Int(UInt32(truncatingIfNeeded: a)), Int(UInt32(truncatingIfNeeded: b)))
          return (sketches[i].key, i) < (sketches[j].key, j)
        }
      }
      start = end
    }
  }
}
