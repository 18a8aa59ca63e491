/// Searches in bytes: 16 at a time, with the SIMD types of the standard library.
///
/// Everything here reads a buffer that has at least ``padding`` readable bytes behind the part that is searched, so that
/// no loop needs a scalar tail. What those bytes are does not matter.
public enum ByteScan {
  /// The number of bytes that must be readable behind the searched part of a buffer.
  public static let padding = 64

  /// One bit for each byte of `mask` that is set, as the top bit of that byte, in two words of eight bytes.
  @inline(__always)
  static func words(_ mask: SIMDMask<SIMD16<Int8>>) -> (low: UInt64, high: UInt64) {
    // SAFETY: a mask of sixteen lanes is sixteen bytes, all ones or all zeros, as are two words.
    let pair = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return (UInt64(littleEndian: pair[0]), UInt64(littleEndian: pair[1]))
  }

  /// The index of the first `byte` in `text[from ..< end]`, or `end`. The text must be padded.
  public static func firstIndex(of byte: UInt8, in text: [UInt8], from: Int, to end: Int) -> Int {
    precondition(from >= 0 && end + padding <= text.count, "the text must be padded")
    let wanted = SIMD16(repeating: byte)
    return unsafe text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return end }
      return unsafe firstIndex(of: wanted, wanted, wanted, in: base, from: from, to: end)
    }
  }

  /// The index of the first byte in `from ..< end` that equals `a`, `b` or `c`, or `end`.
  @inline(__always)
  static func firstIndex(
    of a: SIMD16<UInt8>, _ b: SIMD16<UInt8>, _ c: SIMD16<UInt8>, in base: UnsafePointer<UInt8>, from: Int, to end: Int
  ) -> Int {
    var index = from
    while index < end {
      // SAFETY: `index < end`, and the buffer has `padding` (at least 16) bytes behind `end`.
      let block = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<UInt8>.self)
      let (low, high) = words((block .== a) .| (block .== b) .| (block .== c))
      if low != 0 { return min(end, index + low.trailingZeroBitCount >> 3) }
      if high != 0 { return min(end, index + 8 + high.trailingZeroBitCount >> 3) }
      index += 16
    }
    return end
  }

  /// The index of the first `quote` in `from ..< end`, or `end`; adds the line ends passed on the way to `lines`.
  ///
  /// A line ends with LF, CRLF or a lone CR.
  @inline(__always)
  static func firstQuote(
    _ quote: UInt8, in base: UnsafePointer<UInt8>, from: Int, to end: Int, lines: inout Int
  ) -> Int {
    let quotes = SIMD16(repeating: quote)
    let lineFeeds = SIMD16<UInt8>(repeating: 0x0A)
    let returns = SIMD16<UInt8>(repeating: 0x0D)
    let marks = SIMD2<UInt64>(repeating: 0x0101_0101_0101_0101)
    var index = from
    var seenReturn = SIMD2<UInt64>(repeating: 0)
    var result = end
    var anyReturn = SIMDMask<SIMD16<Int8>>(repeating: false)
    while end - index >= 64 {
      // Four blocks at once while there is no quote. A lane of `negative` counts down by four at most in each turn.
      var negative = SIMD16<UInt8>(repeating: 0)
      var turns = 0
      var isFound = false
      while end - index >= 64 && turns < 60 {
        // SAFETY: 64 bytes are left before `end`.
        let raw = unsafe UnsafeRawPointer(base + index)
        let a = unsafe raw.loadUnaligned(fromByteOffset: 0, as: SIMD16<UInt8>.self)
        let b = unsafe raw.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
        let c = unsafe raw.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self)
        let d = unsafe raw.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
        let (low, high) = words((a .== quotes) .| (b .== quotes) .| (c .== quotes) .| (d .== quotes))
        if low | high != 0 {
          isFound = true
          break
        }
        let returnsHere = (a .== returns) .| (b .== returns) .| (c .== returns) .| (d .== returns)
        anyReturn .|= returnsHere
        // SAFETY: a mask of sixteen lanes is sixteen bytes, 255 where it is set: minus one.
        negative &+= unsafe unsafeBitCast(a .== lineFeeds, to: SIMD16<UInt8>.self)
        negative &+= unsafe unsafeBitCast(b .== lineFeeds, to: SIMD16<UInt8>.self)
        negative &+= unsafe unsafeBitCast(c .== lineFeeds, to: SIMD16<UInt8>.self)
        negative &+= unsafe unsafeBitCast(d .== lineFeeds, to: SIMD16<UInt8>.self)
        index += 64
        turns += 1
      }
      if turns > 0 {
        for lane in 0..<16 { lines += Int(0 &- negative[lane]) }
      }
      if isFound { break }
    }
    let (lowReturn, highReturn) = words(anyReturn)
    seenReturn[0] = lowReturn
    seenReturn[1] = highReturn
    while index < end {
      // SAFETY: `index < end`, and the buffer has `padding` (at least 16) bytes behind `end`.
      let block = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<UInt8>.self)
      // SAFETY: a mask of sixteen lanes is sixteen bytes, all ones or all zeros, as are two words.
      var found = unsafe unsafeBitCast(block .== quotes, to: SIMD2<UInt64>.self)
      var feeds = unsafe unsafeBitCast(block .== lineFeeds, to: SIMD2<UInt64>.self)
      let carriage = unsafe unsafeBitCast(block .== returns, to: SIMD2<UInt64>.self)
      let left = end - index
      if found[0] | found[1] == 0 && left >= 16 {
        if feeds[0] | feeds[1] != 0 {
          feeds &= marks
          lines += feeds[0].nonzeroBitCount + feeds[1].nonzeroBitCount
        }
        seenReturn |= carriage
        index += 16
        continue
      }
      var stop = 16
      if found[0] != 0 {
        stop = found[0].trailingZeroBitCount >> 3
      } else if found[1] != 0 {
        stop = 8 + found[1].trailingZeroBitCount >> 3
      }
      if stop >= left {
        stop = left
      }
      found[0] = stop >= 8 ? UInt64.max : (1 << UInt64(stop * 8)) - 1
      found[1] = stop >= 16 ? UInt64.max : stop <= 8 ? 0 : (1 << UInt64((stop - 8) * 8)) - 1
      feeds &= marks & found
      lines += feeds[0].nonzeroBitCount + feeds[1].nonzeroBitCount
      seenReturn |= carriage & found
      result = index + stop
      break
    }
    if seenReturn[0] | seenReturn[1] != 0 {
      // A CR counts unless a LF follows it, which was counted above (or is the first byte behind the quote: then not).
      for place in from..<result where unsafe base[place] == 0x0D && (place + 1 == result || base[place + 1] != 0x0A) {
        lines += 1
      }
    }
    return result
  }
}
