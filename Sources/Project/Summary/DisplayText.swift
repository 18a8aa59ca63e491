/// Text that comes from a file, made fit for a terminal.
public enum DisplayText {
  /// `text` on one line and without control characters, which could move the cursor or recolour the screen: they are
  /// written as escapes (`\n`, `\u{1B}`).
  public static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isControl(scalar): result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// `text` without control characters in lines of at most 80 columns, two spaces before each.
  static func paragraph(_ text: String) -> [String] { wrapped(printable(text), to: 78).map { "  \($0)" } }

  /// C0 and C1 controls, line separators, and the marks that reorder text.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The number of columns that `text` takes on a terminal: wide characters of East Asia and emoji count two,
  /// combining marks none.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x300: 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      2
    case 0x200B...0x200F, 0xFE00...0xFE0F: 0
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: 0
      default: 1
      }
    }
  }

  /// `text`, or as much of it as fits into `columns` with `…` at its end.
  public static func cut(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    var result = ""
    var used = 1
    for scalar in text.unicodeScalars {
      let next = width(scalar)
      guard used + next <= columns else { break }
      used += next
      result.unicodeScalars.append(scalar)
    }
    return result + "…"
  }

  /// `text` in lines of at most `columns`, broken at spaces; words that are longer stay whole.
  static func wrapped(_ text: String, to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      if !line.isEmpty && width(line) + 1 + width(String(word)) > columns {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

extension DisplayText {
  /// A text for people with every line that is wider than `columns` broken at its spaces; what goes on is set in by two
  /// more. Words that are longer stay whole, such as names of files, and so do lines that are commands to copy.
  public static func folded(_ text: String, to columns: Int = 80) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { fold(String($0), to: columns) }.joined(separator: "\n")
  }

  private static func fold(_ line: String, to columns: Int) -> [String] {
    guard visibleWidth(line) > columns else { return [line] }
    let indent = String(line.prefix { $0 == " " })
    let rest = line.dropFirst(indent.count)
    if rest.hasPrefix("garimpo ") || rest.hasPrefix("Next:  garimpo ") { return [line] }
    var lines: [String] = []
    var current = ""
    var gap = ""
    for word in rest.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      let before = lines.isEmpty ? indent.count : indent.count + 2
      if !word.isEmpty, !current.isEmpty, before + visibleWidth(current + gap + word) > columns {
        lines.append(current)
        (current, gap) = ("", "")
      }
      if !word.isEmpty {
        current += gap + word
        gap = ""
      }
      if !current.isEmpty { gap += " " }
    }
    if !current.isEmpty { lines.append(current) }
    return lines.enumerated().map { $0 == 0 ? indent + $1 : indent + "  " + $1 }
  }

  /// The width without the escapes of colours.
  private static func visibleWidth(_ text: String) -> Int {
    var isEscape = false
    return text.unicodeScalars.reduce(0) { sum, scalar in
      if scalar == "\u{1B}" { isEscape = true }
      defer { if isEscape, scalar == "m" { isEscape = false } }
      return isEscape ? sum : sum + width(scalar)
    }
  }

  /// A command to copy and what it does: on one line where both fit.
  static func command(_ command: String, _ what: String) -> [String] {
    let line = "  \(command)  \(what)"
    return width(line) <= TextTable.screen ? [line] : ["  \(command)", "    \(what)"]
  }
}

extension DisplayText {
  /// `text` as one word of a shell's command line.
  public static func shellWord(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ","),
          UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "%"):
          true
        default: false
        }
      }
    return isPlain
      ? text
      : "'" + printable(text).split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
