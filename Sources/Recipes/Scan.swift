/// Steps through the bytes of a cell's text.
///
/// Each function moves `at` past what it found and says whether it found it; otherwise `at` stays.
enum Scan {
  /// A space, or nothing at the end of the text.
  static func spaces(_ text: [UInt8], _ at: inout Int) {
    while at < text.count, text[at] == 0x20 || text[at] == CellText.hardSpace { at += 1 }
  }

  /// This byte.
  static func byte(_ byte: UInt8, _ text: [UInt8], _ at: inout Int) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  /// These bytes, whatever follows them; a space in `literal` stands for a no-break space too.
  static func literal(_ literal: [UInt8], _ text: [UInt8], _ at: inout Int) -> Bool {
    guard text.count - at >= literal.count else { return false }
    for offset in literal.indices {
      let byte = text[at + offset]
      guard byte == literal[offset] || (literal[offset] == 0x20 && byte == CellText.hardSpace) else { return false }
    }
    at += literal.count
    return true
  }

  /// These bytes as whole words: not followed by a letter or digit.
  static func word(_ word: [UInt8], _ text: [UInt8], _ at: inout Int) -> Bool {
    var end = at
    guard literal(word, text, &end), end == text.count || !isLetterOrDigit(text[end]) else { return false }
    at = end
    return true
  }

  /// A run of decimal digits of `width` length and its value (at most 18 digits).
  static func digits(_ width: ClosedRange<Int>, _ text: [UInt8], _ at: inout Int) -> Int? {
    var end = at
    var value = 0
    while end < text.count, isDigit(text[end]), end - at < 18 {
      value = value * 10 + Int(text[end] - 0x30)
      end += 1
    }
    guard width.contains(end - at), end == text.count || !isDigit(text[end]) else { return nil }
    at = end
    return value
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Whether the byte belongs to a word: an ASCII letter or digit, or part of any character beyond ASCII.
  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
  }
}
