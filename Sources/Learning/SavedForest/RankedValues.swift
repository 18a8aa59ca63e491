import GarimpoKernels

/// The distinct values of a list, the most frequent first, so that their ranks are small numbers where it counts.
///
/// Values that occur equally often ascend. Takes O(values) time, and a binary search for a rank.
struct RankedValues {
  /// The values by rank.
  let values: [UInt64]
  /// The values ascending, and the rank of each.
  private let sorted: [UInt64]
  private let ranks: [UInt32]

  /// The values of `list`, of which there must be fewer than 2^32.
  init(_ list: [UInt64]) {
    precondition(list.count < 1 << 32, "fewer than 2^32 values")
    var ascending = list
    RadixSort.sort(&ascending)
    var distinct: [UInt64] = []
    // Rarity above, place below: ascending, they are the ranks.
    var keys: [UInt64] = []
    var start = 0
    while start < ascending.count {
      var end = start + 1
      while end < ascending.count, ascending[end] == ascending[start] { end += 1 }
      keys.append((UInt64(UInt32.max) - UInt64(end - start)) << 32 | UInt64(distinct.count))
      distinct.append(ascending[start])
      start = end
    }
    RadixSort.sort(&keys)
    var ranks = [UInt32](repeating: 0, count: keys.count)
    var values: [UInt64] = []
    values.reserveCapacity(keys.count)
    for (rank, key) in keys.enumerated() {
      let place = Int(UInt32(truncatingIfNeeded: key))
      ranks[place] = UInt32(rank)
      values.append(distinct[place])
    }
    self.values = values
    self.ranks = ranks
    sorted = distinct
  }

  /// The rank of a value of the list.
  func rank(of value: UInt64) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    precondition(low < sorted.count && sorted[low] == value, "a value of the list")
    return Int(ranks[low])
  }
}
