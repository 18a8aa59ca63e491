import GarimpoKernels

/// The pairs of items that agree in a band of their sketches and are to be compared.
struct NearCandidates {
  /// The pairs, the later item above the earlier in 64 bits; ascending, each once.
  private(set) var pairs: [UInt64] = []

  /// Of the items that agree in a band, an item is paired with this many of the first, and this many of those before it.
  static let reach = 16

  /// The pairs of the items that lead their key and have bands, the later item being `first` or after it.
  init(_ sketches: [TextSketch], leads: [Bool], first: Int) {
    var order: [UInt64] = []
    order.reserveCapacity(sketches.count)
    for band in 0..<TextSketch.bandCount {
      order.removeAll(keepingCapacity: true)
      for item in sketches.indices where leads[item] && sketches[item].hasBands {
        order.append(UInt64(sketches[item].band(band)) << 32 | UInt64(item))
      }
      RadixSort.sort(&order)
      var start = 0
      while start < order.count {
        var end = start + 1
        while end < order.count, order[end] >> 32 == order[start] >> 32 { end += 1 }
        if end - start > 1 { pair(order[start..<end], first: first) }
        start = end
      }
      // Items that agree in one band often agree in others.
      RadixSort.sort(&pairs)
      var count = 0
      for place in pairs.indices where place == 0 || pairs[place] != pairs[count - 1] {
        pairs[count] = pairs[place]
        count += 1
      }
      pairs.removeLast(pairs.count - count)
    }
  }

  /// Pairs items that agree in a band, ascending.
  private mutating func pair(_ items: ArraySlice<UInt64>, first: Int) {
    for place in items.indices.dropFirst() {
      let later = items[place] & 0xFFFF_FFFF
      if later < first { continue }
      let head = items.startIndex..<min(items.startIndex + Self.reach, place)
      let tail = max(head.upperBound, place - Self.reach)..<place
      for earlier in head { pairs.append(later << 32 | items[earlier] & 0xFFFF_FFFF) }
      for earlier in tail { pairs.append(later << 32 | items[earlier] & 0xFFFF_FFFF) }
    }
  }
}
