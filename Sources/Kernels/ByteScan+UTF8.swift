extension ByteScan {
  /// What a check of UTF-8 found.
  public struct UTF8Check: Sendable, Hashable {
    /// Where the valid text ends: the end of what was checked, or the first byte of an ill-formed or cut-off sequence.
    public var validEnd: Int
    /// Whether the sequence at `validEnd` is only cut off, so that more bytes may complete it.
    public var isCutOff: Bool
    /// Whether any byte before `validEnd` is not ASCII (may also be true for one in the same block behind it).
    public var hasNonASCII: Bool
    /// Whether any byte before `validEnd` is NUL (may also be true for one in the same block behind it).
    public var hasNUL: Bool
  }

  /// Checks that `text[range]`, which begins at the beginning of a character, is UTF-8.
  ///
  /// The definition is table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF. Blocks
  /// of ASCII cost one OR; other blocks are checked by comparisons of each byte with the three before it.
  public static func checkUTF8(_ text: [UInt8], in range: Range<Int>) -> UTF8Check {
    precondition(range.lowerBound >= 0, "the range must lie in the text")
    precondition(range.upperBound + padding <= text.count, "the text must be padded")
    return unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        return UTF8Check(validEnd: 0, isCutOff: false, hasNonASCII: false, hasNUL: false)
      }
      return unsafe check(base, range)
    }
  }

  private static func check(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> UTF8Check {
    let end = range.upperBound
    let zero = SIMD16<UInt8>(repeating: 0)
    var zeros = SIMDMask<SIMD16<Int8>>(repeating: false)
    var hasNonASCII = false
    // The blocks look three bytes back, so the first three bytes go one character at a time.
    let head = unsafe slowCheck(base, from: range.lowerBound, to: end, stopAfter: range.lowerBound + 3)
    var index = head.validEnd
    for place in range.lowerBound..<index {
      if unsafe base[place] == 0 { zeros[0] = true }
      if unsafe base[place] >= 0x80 { hasNonASCII = true }
    }
    guard index >= range.lowerBound + 3 else {
      return UTF8Check(validEnd: index, isCutOff: head.isCutOff, hasNonASCII: hasNonASCII, hasNUL: any(zeros))
    }
    var wasASCII = true
    while end - index >= 64 {
      // SAFETY: 64 bytes are left before `end`.
      let raw = unsafe UnsafeRawPointer(base + index)
      let a = unsafe raw.loadUnaligned(fromByteOffset: 0, as: SIMD16<UInt8>.self)
      let b = unsafe raw.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
      let c = unsafe raw.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self)
      let d = unsafe raw.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
      let zerosHere = (a .== zero) .| (b .== zero) .| (c .== zero) .| (d .== zero)
      zeros .|= zerosHere
      // Comparisons of two vectors and the joining of masks are single instructions; `|` and `.< 0x80` would be loops.
      let isASCII = !any((a .>= of(0x80)) .| (b .>= of(0x80)) .| (c .>= of(0x80)) .| (d .>= of(0x80)))
      if !isASCII || !wasASCII {
        hasNonASCII = true
        // SAFETY: three bytes before `index` and 64 from it on belong to the text.
        let fault = unsafe faults(raw, a) .| faults(raw + 16, b) .| faults(raw + 32, c) .| faults(raw + 48, d)
        if any(fault) { break }
      }
      wasASCII = isASCII
      index += 64
    }
    // What is left, from the beginning of the character that may reach into it: a tail, or a block with a fault.
    // Three continuation bytes end a character of four, so then `index` begins one.
    var start = index
    for back in 1...3 where unsafe index - back >= range.lowerBound && base[index - back] & 0xC0 != 0x80 {
      start = index - back
      break
    }
    let tail = unsafe slowCheck(base, from: start, to: end, stopAfter: end)
    for place in start..<tail.validEnd {
      if unsafe base[place] == 0 { zeros[0] = true }
      if unsafe base[place] >= 0x80 { hasNonASCII = true }
    }
    return UTF8Check(
      validEnd: tail.validEnd, isCutOff: tail.isCutOff, hasNonASCII: hasNonASCII, hasNUL: any(zeros))
  }

  @inline(__always)
  private static func any(_ mask: SIMDMask<SIMD16<Int8>>) -> Bool {
    let (low, high) = words(mask)
    return low | high != 0
  }

  @inline(__always)
  private static func of(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }

  /// Where a block of 16 bytes breaks a rule of UTF-8, judged by each byte and the three before it.
  @inline(__always)
  private static func faults(_ raw: UnsafeRawPointer, _ v: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
    // SAFETY: the caller vouches for three bytes before the block.
    let p1 = unsafe raw.loadUnaligned(fromByteOffset: -1, as: SIMD16<UInt8>.self)
    let p2 = unsafe raw.loadUnaligned(fromByteOffset: -2, as: SIMD16<UInt8>.self)
    let p3 = unsafe raw.loadUnaligned(fromByteOffset: -3, as: SIMD16<UInt8>.self)
    let isContinuation = (v .>= of(0x80)) .& (v .< of(0xC0))
    let isExpected = (p1 .>= of(0xC0)) .| (p2 .>= of(0xE0)) .| (p3 .>= of(0xF0))
    let isMisplaced = isContinuation .^ isExpected
    let isImpossible = (v .>= of(0xF5)) .| (v .== of(0xC0)) .| (v .== of(0xC1))
    let isOverlong = ((p1 .== of(0xE0)) .& (v .< of(0xA0))) .| ((p1 .== of(0xF0)) .& (v .< of(0x90)))
    let isOutside = ((p1 .== of(0xED)) .& (v .>= of(0xA0))) .| ((p1 .== of(0xF4)) .& (v .>= of(0x90)))
    return isMisplaced .| isImpossible .| isOverlong .| isOutside
  }

  /// The plain check, character by character: the first place that is ill-formed or cut off, or the first beginning of a
  /// character at or behind `stopAfter`.
  private static func slowCheck(
    _ base: UnsafePointer<UInt8>, from: Int, to end: Int, stopAfter: Int
  ) -> (validEnd: Int, isCutOff: Bool) {
    var index = from
    while index < end && index < stopAfter {
      let lead = unsafe base[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
      if length == 0 { return (index, false) }
      for offset in 1..<length {
        if index + offset >= end { return (index, true) }
        let byte = unsafe base[index + offset]
        let low: UInt8 = offset > 1 ? 0x80 : lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = offset > 1 ? 0xBF : lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
        if byte < low || byte > high { return (index, false) }
      }
      index += length
    }
    return (index, false)
  }
}
