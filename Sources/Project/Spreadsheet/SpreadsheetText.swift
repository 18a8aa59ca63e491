import GarimpoTabular

/// What a spreadsheet makes of a text when it takes it for something else.
enum SpreadsheetText {
  /// Whether a cell holds an error instead of a value: `#REF!`, `#N/A`, `#NOME?`, LibreOffice's `Err:508`, or `####`,
  /// which a column shows that is too narrow.
  static func isError(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 3 else { return false }
    if bytes[0] == UInt8(ascii: "#") {
      if bytes.allSatisfy({ $0 == UInt8(ascii: "#") }) { return true }
      // A hashtag is no error: those are in capitals and end with a mark, but for N/A and its translations.
      let word = bytes.dropFirst()
      guard word.allSatisfy({ isCapital($0) || $0 == UInt8(ascii: "/") || $0 == 0x30 || isMark($0) || $0 >= 0x80 })
      else { return false }
      return word.last.map(isMark) == true || (word.count == 3 && word[2] == UInt8(ascii: "/"))
    }
    return bytes.starts(with: "Err:".utf8) && bytes.dropFirst(4).allSatisfy { isDigit($0) }
  }

  /// Whether a text is a number in scientific notation, such as `1E+05` or `1,23457E+17`: it stands for many.
  static func isScientific(_ text: String) -> Bool {
    var digits = 0
    var marks = 0
    var exponentDigits: Int?
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        if let count = exponentDigits { exponentDigits = count + 1 } else { digits += 1 }
      case UInt8(ascii: "."), UInt8(ascii: ","):
        guard exponentDigits == nil, marks == 0, digits > 0 else { return false }
        marks += 1
      case UInt8(ascii: "E"), UInt8(ascii: "e"):
        guard exponentDigits == nil, digits > 0 else { return false }
        exponentDigits = 0
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        guard previous == UInt8(ascii: "E") || previous == UInt8(ascii: "e") || previous == 0 else { return false }
      default: return false
      }
      previous = byte
    }
    return (exponentDigits ?? 0) > 0
  }

  /// `17` of `17.0` or `17,00`: the whole number that was taken for a fraction; nil for any other text, `17.000` too, which
  /// may be seventeen thousand.
  static func wholeNumber(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let mark = bytes.firstIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else { return nil }
    let whole = bytes[..<mark]
    let digits = whole.first == UInt8(ascii: "-") ? whole.dropFirst() : whole
    let fraction = bytes[(mark + 1)...]
    guard !digits.isEmpty, digits.allSatisfy(isDigit), (1...2).contains(fraction.count),
      fraction.allSatisfy({ $0 == 0x30 })
    else { return nil }
    return String(decoding: whole, as: UTF8.self)
  }

  /// A name of a column or a title in the form in which two are compared: without white space around and in runs, without
  /// the marks that nobody sees, double encoding undone. Case stays.
  static func plain(_ text: String) -> String {
    let isSimple = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x80 }
    if isSimple { return text }
    var result = ""
    var isSpacePending = false
    for scalar in MojibakeRepair.repaired(text).unicodeScalars {
      if scalar.properties.isWhitespace {
        isSpacePending = !result.isEmpty
      } else if scalar != "\u{FEFF}" && scalar != "\u{200B}" {
        if isSpacePending { result += " " }
        isSpacePending = false
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A text without the apostrophes that keep a spreadsheet from running it as a formula; nil when it has none.
  static func withoutApostrophe(_ text: String) -> String? {
    let rest = text.utf8.drop { $0 == 0x27 }
    guard text.utf8.first == 0x27, let first = rest.first, "=+-@".utf8.contains(first) else { return nil }
    return String(text[rest.startIndex...])
  }

  /// A text without white space at its ends.
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The form in which the names of columns are compared: plain, and case does not count.
  static func name(_ text: String) -> String { plain(text).lowercased() }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") }
}
