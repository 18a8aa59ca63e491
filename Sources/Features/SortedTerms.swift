/// Terms in the order in which Python sorts strings: by their Unicode scalars, which is the order of their UTF-8 bytes.
struct SortedTerms {
  /// The terms.
  private(set) var nodes: [TermNode] = []
  /// What they are written as.
  private(set) var strings: [String] = []

  private struct Key {
    /// The first eight bytes, the first one highest, filled with zeros.
    let first: UInt64
    /// The place among the nodes.
    let place: UInt32
  }

  /// Sorts `nodes`, which `counter` has counted.
  init(_ nodes: [TermNode], of counter: TermCounter) {
    var bytes: [UInt8] = []
    var ends = [0]
    var keys: [Key] = []
    keys.reserveCapacity(nodes.count)
    for (place, node) in nodes.enumerated() {
      let start = bytes.count
      counter.appendBytes(of: node, to: &bytes)
      var first: UInt64 = 0
      for place in start..<(start + 8) { first = first << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0) }
      ends.append(bytes.count)
      keys.append(Key(first: first, place: UInt32(place)))
    }
    Self.radixSort(&keys)
    // Terms of more than eight bytes that begin alike are told apart by the others.
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end].first == keys[start].first { end += 1 }
      if end - start > 1 {
        keys[start..<end].sort { a, b in
          bytes[ends[Int(a.place)]..<ends[Int(a.place) + 1]].lexicographicallyPrecedes(
            bytes[ends[Int(b.place)]..<ends[Int(b.place) + 1]])
        }
      }
      start = end
    }
    self.nodes.reserveCapacity(keys.count)
    strings.reserveCapacity(keys.count)
    for key in keys {
      let place = Int(key.place)
      self.nodes.append(nodes[place])
      strings.append(String(decoding: bytes[ends[place]..<ends[place + 1]], as: UTF8.self))
    }
  }

  /// Sorts by the first bytes: counting sorts by eleven bits at a time, the lowest first.
  private static func radixSort(_ keys: inout [Key]) {
    if keys.count < 256 { return keys.sort { $0.first < $1.first } }
    var other = keys
    for shift in stride(from: UInt64(0), to: 64, by: 11) {
      var starts = [Int](repeating: 0, count: 2049)
      for key in keys { starts[Int(key.first &>> shift & 2047) + 1] += 1 }
      if starts.contains(keys.count) { continue }
      for digit in 1...2048 { starts[digit] += starts[digit - 1] }
      for key in keys {
        let digit = Int(key.first &>> shift & 2047)
        other[starts[digit]] = key
        starts[digit] += 1
      }
      swap(&keys, &other)
    }
  }
}
