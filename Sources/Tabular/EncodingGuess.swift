import GarimpoKernels

/// What the bytes of a text say about its encoding.
struct EncodingGuess {
  private(set) var encoding = TextEncoding.utf8
  private(set) var reason = ReadingReport.EncodingReason.wellFormed
  /// The share of bytes that are not ASCII, rounded.
  private(set) var percentNonASCII = 0
  /// The place of the first byte that is not UTF-8.
  private(set) var firstInvalid = 0

  /// Looks at `bytes[range]`, padded, some of which is not ASCII.
  ///
  /// UTF-8 when there are at least two well-formed characters that are not ASCII and no more ill-formed bytes than these:
  /// a few damaged bytes do not make a UTF-8 file a Western one, and chance hardly ever makes well-formed sequences from
  /// Western text.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    var index = range.lowerBound
    var invalid = 0
    var wellFormed = 0
    var high = 0
    var windows = 0
    firstInvalid = range.upperBound
    while index < range.upperBound {
      let check = ByteScan.checkUTF8(bytes, in: index..<range.upperBound)
      if check.hasNonASCII {
        for byte in bytes[index..<check.validEnd] where byte >= 0x80 {
          high += 1
          if byte < 0xA0 { windows += 1 }
          if byte >= 0xC0 { wellFormed += 1 }
        }
      }
      index = check.validEnd
      if index == range.upperBound || check.isCutOff { break }
      if invalid == 0 { firstInvalid = index }
      let length = Self.illFormedLength(bytes, at: index, end: range.upperBound)
      for byte in bytes[index..<index + length] {
        invalid += 1
        high += 1
        if byte < 0xA0 { windows += 1 }
      }
      index += length
    }
    percentNonASCII = range.isEmpty ? 0 : (100 * high + range.count / 2) / range.count
    guard invalid > 0 else { return }
    if wellFormed >= 2 && invalid <= wellFormed {
      reason = .mostlyWellFormed
    } else if windows > 0 {
      (encoding, reason) = (.windows1252, .windowsBytes)
    } else {
      (encoding, reason) = (.latin1, .noWindowsBytes)
    }
  }

  /// UTF-16 without a mark: of the first bytes every second one is mostly zero, and the others hardly ever.
  static func utf16(_ bytes: [UInt8], count: Int) -> TextEncoding? {
    let pairs = min(count, 4096) / 2
    guard pairs >= 2 else { return nil }
    var zeros = (even: 0, odd: 0)
    for pair in 0..<pairs {
      if bytes[2 * pair] == 0 { zeros.even += 1 }
      if bytes[2 * pair + 1] == 0 { zeros.odd += 1 }
    }
    if zeros.odd * 2 > pairs && zeros.even * 10 < pairs { return .utf16LittleEndian }
    if zeros.even * 2 > pairs && zeros.odd * 10 < pairs { return .utf16BigEndian }
    return nil
  }

  /// The length of the ill-formed sequence at `index`: the longest beginning of a character, at least one byte.
  static func illFormedLength(_ bytes: [UInt8], at index: Int, end: Int) -> Int {
    let lead = bytes[index]
    let wanted = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
    var length = 1
    while length < wanted, index + length < end {
      let byte = bytes[index + length]
      let low: UInt8 = length > 1 ? 0x80 : lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = length > 1 ? 0xBF : lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
      guard byte >= low && byte <= high else { break }
      length += 1
    }
    return length
  }
}
