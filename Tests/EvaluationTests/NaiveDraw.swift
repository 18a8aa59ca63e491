/// Draws without replacement, one subset after the other (few items only).
enum NaiveDraw {
  /// All subsets of `drawn` of the items `0 ..< frame`.
  static func subsets(frame: Int, drawn: Int) -> [[Int]] {
    (0..<1 << frame).filter { $0.nonzeroBitCount == drawn }.map { bits in
      (0..<frame).filter { bits >> $0 & 1 == 1 }
    }
  }

  /// How many of these subsets hold 0, 1, … `drawn` of the first `positives` items.
  static func ways(frame: Int, positives: Int, drawn: Int) -> [Int] {
    var ways = [Int](repeating: 0, count: drawn + 1)
    for bits in 0..<1 << frame where bits.nonzeroBitCount == drawn {
      ways[(bits & (1 << positives - 1)).nonzeroBitCount] += 1
    }
    return ways
  }

  /// The probabilities of the totals that two draws find, the second from what the first left.
  static func totals(_ frames: (Int, Int), drawn: (Int, Int), positives: Int, removed: Int) -> [Double] {
    var totals = [Double](repeating: 0, count: drawn.0 + drawn.1 + 1)
    let first = ways(frame: frames.0, positives: positives, drawn: drawn.0)
    for (found, count) in first.enumerated() {
      let left = min(frames.1, max(0, positives - removed - found))
      let second = ways(frame: frames.1, positives: left, drawn: drawn.1)
      for (more, other) in second.enumerated() {
        totals[found + more] +=
          Double(count) / Double(first.reduce(0, +)) * Double(other) / Double(second.reduce(0, +))
      }
    }
    return totals
  }
}
