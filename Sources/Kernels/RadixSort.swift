/// Least-significant-digit radix sort of unsigned keys: linear time, no comparisons, ascending.
///
/// Digits of 11 bits, so that a 32-bit key takes three passes; one reading of the keys counts all digits; a digit that
/// is the same in every key is not moved. Needs scratch memory of the size of the keys.
///
/// Sources: Knuth, The Art of Computer Programming 3, 5.2.5; Terdiman, "Radix sort revisited", 2000 (all histograms in
/// one reading, skipped passes).
package enum RadixSort {
  static let digitBits = 11
  static let digitCount = 1 << digitBits
  /// Below this the comparison sort of the standard library is quicker than clearing the histograms.
  static let smallest = 1500

  /// Sorts `keys` ascending.
  package static func sort(_ keys: inout [UInt32]) { sortAll(&keys) }

  /// Sorts `keys` ascending.
  package static func sort(_ keys: inout [UInt64]) { sortAll(&keys) }

  private static func sortAll<Key: RadixKey>(_ keys: inout [Key]) {
    guard let first = keys.first else { return }
    let varying = keys.reduce(0) { $0 | ($1 ^ first) }
    var source = keys
    // SAFETY: both buffers live until the closures return, and they are equally long.
    unsafe keys.withUnsafeMutableBufferPointer { keys in
      unsafe source.withUnsafeMutableBufferPointer { source in
        unsafe sort(source, into: keys, varying: varying)
      }
    }
  }

  /// Puts the keys of `source` into `target`, ascending, and leaves `source` in disorder. Both must be equally long.
  ///
  /// `varying` must have every bit set in which any two keys differ (more are allowed): only the bits from the highest to
  /// the lowest of these are sorted by.
  static func sort<Key: RadixKey>(
    _ source: UnsafeMutableBufferPointer<Key>, into target: UnsafeMutableBufferPointer<Key>, varying: Key
  ) {
    precondition(source.count == target.count, "source and target must be equally long")
    let top = Key.bitWidth - varying.leadingZeroBitCount
    let bottom = min(top, varying.trailingZeroBitCount)
    let window = 3 * digitBits
    if source.count < smallest || top == bottom {
      unsafe copy(source, into: target)
      var slice = unsafe target[...]
      if top > bottom { unsafe slice.sort() }
    } else if top - bottom <= window {
      unsafe sort(source, into: target, bits: bottom..<top)
    } else {
      // Three passes order wide keys by their leading bits; keys that agree in all of them are few in most data, and
      // neighbours now. An insertion sort puts them right, and gives up where they are not few.
      unsafe sort(source, into: target, bits: (top - window)..<top)
      if unsafe !finish(target, moves: target.count) {
        unsafe copy(target, into: source)
        unsafe sort(source, into: target, bits: bottom..<top)
      }
    }
  }

  private static func copy<Key: RadixKey>(
    _ source: UnsafeMutableBufferPointer<Key>, into target: UnsafeMutableBufferPointer<Key>
  ) {
    // SAFETY: the callers have checked that both are equally long.
    for index in 0..<source.count { unsafe target[index] = source[index] }
  }

  /// Sorts by the given bits, stably.
  private static func sort<Key: RadixKey>(
    _ source: UnsafeMutableBufferPointer<Key>, into target: UnsafeMutableBufferPointer<Key>, bits: Range<Int>
  ) {
    let passes = (bits.count + digitBits - 1) / digitBits
    let count = source.count
    precondition(count <= Int(UInt32.max), "more keys than the histograms can count")
    var counts = [UInt32](repeating: 0, count: passes * digitCount)
    // SAFETY: a masked digit is below `digitCount`, so counts are indexed below `passes * digitCount`; offsets are
    // running sums of counts of the same keys, so every write lies in `0 ..< count` of a buffer of that length.
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      let mask = Key(truncatingIfNeeded: digitCount - 1)
      unsafe countDigits(of: source, from: bits.lowerBound, passes, into: counts)
      var from = unsafe source
      var to = unsafe target
      for pass in 0..<passes {
        let shift = Key(truncatingIfNeeded: bits.lowerBound + pass * digitBits)
        let offsets = unsafe UnsafeMutableBufferPointer(rebasing: counts[pass * digitCount..<(pass + 1) * digitCount])
        if unsafe offsets[Int(truncatingIfNeeded: (from[0] &>> shift) & mask)] == UInt32(count) { continue }
        var sum: UInt32 = 0
        for digit in 0..<digitCount {
          let here = unsafe offsets[digit]
          unsafe offsets[digit] = sum
          sum &+= here
        }
        for index in 0..<count {
          let key = unsafe from[index]
          let digit = Int(truncatingIfNeeded: (key &>> shift) & mask)
          let offset = unsafe offsets[digit]
          unsafe offsets[digit] = offset &+ 1
          unsafe to[Int(offset)] = key
        }
        unsafe swap(&from, &to)
      }
      if unsafe from.baseAddress != target.baseAddress { unsafe copy(from, into: target) }
    }
  }

  /// Counts the digits of all passes in one reading; three passes are the usual case and unrolled.
  private static func countDigits<Key: RadixKey>(
    of keys: UnsafeMutableBufferPointer<Key>, from lowest: Int, _ passes: Int,
    into counts: UnsafeMutableBufferPointer<UInt32>
  ) {
    let mask = Key(truncatingIfNeeded: digitCount - 1)
    // SAFETY: as in the caller: pass `p` indexes `p * digitCount ..< (p + 1) * digitCount`.
    if passes == 3 {
      let shift = Key(truncatingIfNeeded: lowest)
      for index in 0..<keys.count {
        let shifted = unsafe keys[index] &>> shift
        unsafe counts[Int(truncatingIfNeeded: shifted & mask)] &+= 1
        unsafe counts[digitCount + Int(truncatingIfNeeded: (shifted &>> 11) & mask)] &+= 1
        unsafe counts[2 * digitCount + Int(truncatingIfNeeded: (shifted &>> 22) & mask)] &+= 1
      }
    } else {
      for index in 0..<keys.count {
        let key = unsafe keys[index]
        for pass in 0..<passes {
          let shift = Key(truncatingIfNeeded: lowest + pass * digitBits)
          unsafe counts[pass * digitCount + Int(truncatingIfNeeded: (key &>> shift) & mask)] &+= 1
        }
      }
    }
  }

  /// Insertion sort of almost sorted keys; false, with the keys in some order, when it takes more than `moves` moves.
  private static func finish<Key: RadixKey>(_ keys: UnsafeMutableBufferPointer<Key>, moves: Int) -> Bool {
    var left = moves
    // SAFETY: `index` is in 1 ..< count and `place` in 0 ... index.
    for index in 1..<keys.count {
      let key = unsafe keys[index]
      guard unsafe key < keys[index - 1] else { continue }
      var place = index
      while unsafe place > 0 && key < keys[place - 1] {
        unsafe keys[place] = keys[place - 1]
        place -= 1
      }
      unsafe keys[place] = key
      left -= index - place
      if left < 0 { return false }
    }
    return true
  }
}

/// What a key must be able to do: the two widths in use conform.
protocol RadixKey: FixedWidthInteger, UnsignedInteger, Sendable {}
extension UInt32: RadixKey {}
extension UInt64: RadixKey {}
