/// Least-significant-digit radix sort of unsigned keys: linear time, no comparisons, ascending.
///
/// Digits of 11 bits, so that a 32-bit key takes three passes; one reading of the keys counts all digits; a digit that
/// is the same in every key is not moved. Needs scratch memory of the size of the keys.
///
/// Sources: Knuth, The Art of Computer Programming 3, 5.2.5; Terdiman, "Radix sort revisited", 2000 (all histograms in
/// one reading, skipped passes).
package enum RadixSort {
  @usableFromInline static let digitBits = 11
  @usableFromInline static let digitCount = 1 << digitBits
  /// Below this the comparison sort of the standard library is quicker than clearing the histograms.
  static let smallest = 1500

  /// Sorts `keys` ascending.
  package static func sort(_ keys: inout [UInt32]) { sortAll(&keys) }

  /// Sorts `keys` ascending.
  package static func sort(_ keys: inout [UInt64]) { sortAll(&keys) }

  private static func sortAll<Key: RadixKey>(_ keys: inout [Key]) {
    var scratch = [Key](repeating: 0, count: keys.count >= smallest ? keys.count : 0)
    // SAFETY: both buffers live until the closures return, and `scratch` is as long as `keys` where it is used.
    unsafe keys.withUnsafeMutableBufferPointer { keys in
      unsafe scratch.withUnsafeMutableBufferPointer { scratch in
        unsafe sort(keys, scratch: scratch)
      }
    }
  }

  /// Sorts `keys` ascending. `scratch` must be as long as `keys` unless these are fewer than `smallest`.
  static func sort<Key: RadixKey>(_ keys: UnsafeMutableBufferPointer<Key>, scratch: UnsafeMutableBufferPointer<Key>) {
    guard keys.count >= smallest else {
      var slice = unsafe keys[...]
      unsafe slice.sort()
      return
    }
    precondition(scratch.count >= keys.count, "scratch is shorter than the keys")
    var varying: Key = 0
    let first = unsafe keys[0]
    for index in 1..<keys.count { unsafe varying |= keys[index] ^ first }
    guard varying != 0 else { return }
    // Only the bits from the highest to the lowest in which keys differ at all need sorting.
    let top = Key.bitWidth - varying.leadingZeroBitCount
    let bottom = varying.trailingZeroBitCount
    let window = 3 * digitBits
    if top - bottom <= window {
      unsafe sort(keys, scratch: scratch, bits: bottom..<top)
    } else {
      // Three passes order wide keys by their leading bits; keys that agree in all of them are few in most data, and
      // neighbours now. An insertion sort puts them right, and gives up where they are not few.
      unsafe sort(keys, scratch: scratch, bits: (top - window)..<top)
      if unsafe !finish(keys, moves: keys.count) { unsafe sort(keys, scratch: scratch, bits: bottom..<top) }
    }
  }

  /// Sorts by the given bits, stably.
  private static func sort<Key: RadixKey>(
    _ keys: UnsafeMutableBufferPointer<Key>, scratch: UnsafeMutableBufferPointer<Key>, bits: Range<Int>
  ) {
    let passes = (bits.count + digitBits - 1) / digitBits
    let count = keys.count
    var counts = [UInt32](repeating: 0, count: passes * digitCount)
    precondition(count <= Int(UInt32.max), "more keys than the histograms can count")
    // SAFETY: a masked digit is below `digitCount`, so counts are indexed below `passes * digitCount`; offsets are
    // running sums of counts of the same keys, so every write lies in `0 ..< count` of a buffer of at least `count`.
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      let mask = Key(truncatingIfNeeded: digitCount - 1)
      if passes == 3 {
        let shift = bits.lowerBound
        for index in 0..<count {
          let shifted = unsafe keys[index] &>> Key(truncatingIfNeeded: shift)
          unsafe counts[Int(truncatingIfNeeded: shifted & mask)] &+= 1
          unsafe counts[digitCount + Int(truncatingIfNeeded: (shifted &>> 11) & mask)] &+= 1
          unsafe counts[2 * digitCount + Int(truncatingIfNeeded: (shifted &>> 22) & mask)] &+= 1
        }
      } else {
        for index in 0..<count {
          let key = unsafe keys[index]
          for pass in 0..<passes {
            let shift = Key(truncatingIfNeeded: bits.lowerBound + pass * digitBits)
            unsafe counts[pass * digitCount + Int(truncatingIfNeeded: (key &>> shift) & mask)] &+= 1
          }
        }
      }
      var source = unsafe keys
      var target = unsafe scratch
      for pass in 0..<passes {
        let shift = Key(truncatingIfNeeded: bits.lowerBound + pass * digitBits)
        let offsets = unsafe UnsafeMutableBufferPointer(rebasing: counts[pass * digitCount..<(pass + 1) * digitCount])
        if unsafe offsets[Int(truncatingIfNeeded: (source[0] &>> shift) & mask)] == UInt32(count) { continue }
        var sum: UInt32 = 0
        for digit in 0..<digitCount {
          let here = unsafe offsets[digit]
          unsafe offsets[digit] = sum
          sum &+= here
        }
        for index in 0..<count {
          let key = unsafe source[index]
          let digit = Int(truncatingIfNeeded: (key &>> shift) & mask)
          let offset = unsafe offsets[digit]
          unsafe offsets[digit] = offset &+ 1
          unsafe target[Int(offset)] = key
        }
        unsafe swap(&source, &target)
      }
      if unsafe source.baseAddress != keys.baseAddress {
        for index in 0..<count { unsafe keys[index] = source[index] }
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
