/// Texts as YAML writes them.
enum YAMLScalar {
  /// A text that YAML reads back as it is: plain where it is a simple word, else in double quotes with escapes.
  static func quoted(_ text: String) -> String {
    if isWord(text) { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default:
        if isPrintable(scalar) {
          quoted.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          let width = scalar.value <= 0xFF ? 2 : scalar.value <= 0xFFFF ? 4 : 8
          quoted += width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U"
          quoted += String(repeating: "0", count: width - digits.utf8.count) + digits
        }
      }
    }
    return quoted + "\""
  }

  /// A text as part of a comment: on one line, with `?` for what YAML does not allow.
  static func comment(_ text: String) -> String {
    var comment = ""
    for scalar in ColumnTally.cut(text, to: 300).unicodeScalars {
      comment.unicodeScalars.append(isPrintable(scalar) ? scalar : "?")
    }
    return comment
  }

  private static let keywords: Set<String> = [
    "yes", "no", "true", "false", "null", "on", "off", "y", "n", "none", "all", "random",
  ]

  /// Whether the text is letters, digits, `_` and `-`, begins with a letter and is no word that YAML takes otherwise.
  private static func isWord(_ text: String) -> Bool {
    guard let first = text.utf8.first, (first | 0x20) &- 0x61 < 26, !keywords.contains(text.lowercased()) else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      (byte | 0x20) &- 0x61 < 26 || Scan.isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
  }

  /// Whether YAML 1.1 allows the scalar in a document and no reader takes it for a line break.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
