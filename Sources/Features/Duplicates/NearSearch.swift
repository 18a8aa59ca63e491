/// Compares candidates and links those that are alike.
struct NearSearch {
  /// The least similarity.
  let threshold: Double
  /// The most links of an item to earlier ones.
  static let linkLimit = 8
  private var reader = WordReader()
  /// Sets of shingles that were made before, each at the remainder of its item.
  private var cache = [(item: Int, set: [UInt64])](repeating: (-1, []), count: 2048)

  init(threshold: Double) { self.threshold = threshold }

  /// Links the pairs, each a later item above an earlier in 64 bits and ascending, whose similarity is the threshold or
  /// more. An item that has eight links is not compared any further.
  consuming func link<Failure: Error>(
    _ pairs: [UInt64], texts: (_ item: Int) throws(Failure) -> [String], into links: inout [DuplicateLink]
  ) throws(Failure) {
    var current: (item: Int, set: [UInt64]) = (-1, [])
    var linkCount = 0
    for pair in pairs {
      let (later, earlier) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
      if later != current.item {
        current = (later, try set(of: later, texts))
        linkCount = 0
      }
      if linkCount == Self.linkLimit { continue }
      let similarity = Self.similarity(try set(of: earlier, texts), current.set)
      if similarity >= threshold {
        links.append(DuplicateLink(first: earlier, second: later, kind: .near, similarity: similarity))
        linkCount += 1
      }
    }
  }

  /// The number of elements that two ascending sets have in common, divided by the number that either has.
  static func similarity(_ a: [UInt64], _ b: [UInt64]) -> Double {
    var (i, j, common) = (0, 0, 0)
    while i < a.count, j < b.count {
      let (x, y) = (a[i], b[j])
      if x == y { common += 1 }
      if x <= y { i += 1 }
      if y <= x { j += 1 }
    }
    return Double(common) / Double(a.count + b.count - common)
  }

  private mutating func set<Failure: Error>(
    of item: Int, _ texts: (_ item: Int) throws(Failure) -> [String]
  ) throws(Failure) -> [UInt64] {
    let slot = item % cache.count
    if cache[slot].item != item { cache[slot] = (item, reader.shingleSet(of: try texts(item))) }
    return cache[slot].set
  }
}
