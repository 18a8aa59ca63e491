/// Scores of two classes as sorted integer keys: the one sort behind every ranking figure.
///
/// A score becomes an unsigned integer of its own width that compares as the score does (both zeros are the same key).
/// Negatives and positives are sorted apart, so that no label has to travel with its key.
package struct RankingKeys<Key: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// The keys of the negatives, ascending, and behind them those of the positives, ascending.
  package let keys: [Key]
  /// How many keys belong to negatives.
  package let negativeCount: Int
}

extension RankingKeys where Key == UInt32 {
  /// The sorted keys of `scores`, or nil if one is not a number. `targets` must be as many as `scores`.
  package init?(scores: [Float], targets: [Bool]) {
    let made = Self.partitioned(scores, targets, Self.key(of:))
    guard let made else { return nil }
    keys = made.keys
    negativeCount = made.negativeCount
  }

  /// The key of a score.
  @inline(__always)
  static func key(of score: Float) -> Key {
    let bits = (score + 0).bitPattern  // minus zero becomes zero
    return bits ^ (UInt32(bitPattern: Int32(bitPattern: bits) &>> 31) | 0x8000_0000)
  }

  /// The score that `key` was made from.
  package static func score(of key: Key) -> Double {
    Double(Float(bitPattern: key & 0x8000_0000 != 0 ? key ^ 0x8000_0000 : ~key))
  }
}

extension RankingKeys where Key == UInt64 {
  /// The sorted keys of `scores`, or nil if one is not a number. `targets` must be as many as `scores`.
  package init?(scores: [Double], targets: [Bool]) {
    let made = Self.partitioned(scores, targets, Self.key(of:))
    guard let made else { return nil }
    keys = made.keys
    negativeCount = made.negativeCount
  }

  /// The key of a score.
  @inline(__always)
  static func key(of score: Double) -> Key {
    let bits = (score + 0).bitPattern  // minus zero becomes zero
    return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) &>> 63) | 0x8000_0000_0000_0000)
  }

  /// The score that `key` was made from.
  package static func score(of key: Key) -> Double {
    Double(bitPattern: key & 0x8000_0000_0000_0000 != 0 ? key ^ 0x8000_0000_0000_0000 : ~key)
  }
}

extension RankingKeys where Key: RadixKey {
  @inline(__always)
  fileprivate static func partitioned<Score: BinaryFloatingPoint>(
    _ scores: [Score], _ targets: [Bool], _ key: (Score) -> Key
  ) -> (keys: [Key], negativeCount: Int)? {
    precondition(scores.count == targets.count, "one target for each score")
    let count = scores.count
    guard count > 0 else { return ([], 0) }
    var negativeCount = 0
    var isNumber = true
    // SAFETY: `front` counts negatives and `back` is `count - 1` less the positives seen, so that before row `i` is
    // stored `front + (count - 1 - back) == i` and `0 <= front <= back < count`. Every slot of `split` is written once
    // for good, and the two sorts fill all of `sorted`.
    let keys = unsafe [Key](unsafeUninitializedCapacity: count) { sorted, initializedCount in
      let split = UnsafeMutableBufferPointer<Key>.allocate(capacity: count)
      defer { unsafe split.deallocate() }
      unsafe RadixSort.expectWriting(to: split)
      unsafe RadixSort.expectWriting(to: sorted)
      var front = 0
      var back = count - 1
      let first = key(scores[0])
      var varying: Key = 0
      for row in 0..<count {
        let score = scores[row]
        let value = key(score)
        let step = targets[row] ? 1 : 0
        isNumber = isNumber && score == score
        varying |= value ^ first
        // Both ends are written and one of them advances: no branch on the label.
        unsafe split[front] = value
        unsafe split[back] = value
        front &+= 1 &- step
        back &-= step
      }
      negativeCount = front
      for part in [0..<front, front..<count] where !part.isEmpty {
        unsafe RadixSort.sort(
          UnsafeMutableBufferPointer(rebasing: split[part]), into: UnsafeMutableBufferPointer(rebasing: sorted[part]),
          varying: varying)
      }
      initializedCount = count
    }
    return isNumber ? (keys, negativeCount) : nil
  }
}
