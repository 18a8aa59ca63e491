/// Terms in the order in which Python sorts strings: by their Unicode scalars, which is the order of their UTF-8 bytes.
struct SortedTerms {
  /// The terms.
  private(set) var nodes: [TermNode] = []
  /// What they are written as.
  private(set) var strings: [String] = []

  private struct Key {
    /// The first eight bytes, the first one highest.
    let first: UInt64
    let range: Range<Int>
    let node: TermNode
  }

  /// Sorts `nodes`, which `counter` has counted.
  init(_ nodes: [TermNode], of counter: TermCounter) {
    var bytes: [UInt8] = []
    var keys: [Key] = []
    keys.reserveCapacity(nodes.count)
    for node in nodes {
      let start = bytes.count
      counter.appendBytes(of: node, to: &bytes)
      var first: UInt64 = 0
      for place in start..<(start + 8) { first = first << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0) }
      keys.append(Key(first: first, range: start..<bytes.count, node: node))
    }
    keys.sort { a, b in
      if a.first != b.first { return a.first < b.first }
      return bytes[a.range].dropFirst(8).lexicographicallyPrecedes(bytes[b.range].dropFirst(8))
    }
    self.nodes = keys.map(\.node)
    strings = keys.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }
}
