/// The text of a cell, brought into the form that the readers of numbers and dates work on.
///
/// Letters are lower case (ASCII and the accented letters of Western Europe), every run of white space is one space,
/// there is none at the ends, and marks that nobody sees (byte order mark, zero-width space, direction marks) are gone.
/// A no-break space of any width becomes the byte `CellText.hardSpace`, because between digits it groups thousands.
struct CellText {
  /// What a no-break space becomes.
  static let hardSpace: UInt8 = 0x1F

  /// The text, UTF-8.
  private(set) var bytes: [UInt8] = []

  /// The normalised form of `text`.
  init(_ text: String) {
    let utf8 = text.utf8
    bytes.reserveCapacity(utf8.count)
    load(utf8.span)
  }

  /// An empty cell, to be loaded again and again without new memory.
  init() {}

  /// Replaces what is held by the normalised form of `text`.
  mutating func load(_ text: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    var pendingSpace: UInt8 = 0
    // The bytes of a character of several bytes that is a space or a mark in disguise, held until it is known.
    var lead: UInt8 = 0
    var second: UInt8 = 0
    for index in text.indices {
      let byte = text[index]
      var out = byte
      if lead != 0 {
        if second == 0 {
          switch (lead, byte) {
          case (0xC2, 0xA0):
            lead = 0
            if pendingSpace == 0 { pendingSpace = CellText.hardSpace }
            continue
          case (0xE2, 0x80), (0xE2, 0x81), (0xE3, 0x80), (0xEF, 0xBB):
            second = byte
            continue
          default:
            flush(&pendingSpace)
            bytes.append(lead)
            // U+00C0 ... U+00DE but for the multiplication sign: a capital letter.
            if lead == 0xC3, (0x80...0x9E).contains(byte), byte != 0x97 { out = byte + 0x20 }
            lead = 0
            bytes.append(out)
            continue
          }
        }
        let (first, middle) = (lead, second)
        lead = 0
        second = 0
        switch (first, middle, byte) {
        case (0xE2, 0x80, 0xAF), (0xE2, 0x80, 0x87), (0xE2, 0x80, 0x89):
          if pendingSpace == 0 { pendingSpace = CellText.hardSpace }
        case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9):
          pendingSpace = 0x20
        case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF):
          break
        default:
          flush(&pendingSpace)
          bytes.append(contentsOf: [first, middle, byte])
        }
        continue
      }
      switch byte {
      case 0x09...0x0D, 0x20: pendingSpace = 0x20
      case 0xC2, 0xC3, 0xE2, 0xE3, 0xEF: lead = byte
      case 0x41...0x5A:
        flush(&pendingSpace)
        bytes.append(byte + 0x20)
      default:
        flush(&pendingSpace)
        bytes.append(out)
      }
    }
  }

  /// Writes the white space met before a visible character, unless the text begins here.
  private mutating func flush(_ space: inout UInt8) {
    if space != 0, !bytes.isEmpty { bytes.append(space) }
    space = 0
  }
}

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
