/// What a person types to find items, as a query of SQLite's full-text index.
///
/// All words must be there, in the title or the other texts; case and accents do not matter. `"two words"` must stand side
/// by side. The last word may be the beginning of one, unless a space follows it: people see what they get while they type.
/// Every word is quoted, so that nothing a person types means something else to SQLite.
struct SearchText: Sendable, Hashable {
  /// The query.
  let query: String
  /// Whether it asks for a beginning of more than three letters, for which the index has no list of its own.
  let hasLongBeginning: Bool
  /// The query with the last word taken as whole: what it finds, `query` finds too.
  let narrowQuery: String

  /// At most so many words, and bytes.
  static let wordLimit = 32
  static let byteLimit = 1000

  /// The query for a text; nil when it has no word.
  ///
  /// Throws a usage failure when it is too long.
  init?(_ text: String) throws(Failure) {
    guard text.utf8.count <= Self.byteLimit else {
      throw .badOption("search", found: "\(text.utf8.count) bytes", expected: "at most \(Self.byteLimit)")
    }
    var parts: [(text: String, isPhrase: Bool)] = []
    var word = ""
    var isPhrase = false
    func end() {
      if word.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) { parts.append((word, isPhrase)) }
      word = ""
    }
    for scalar in text.unicodeScalars where scalar != "\0" {
      if scalar == "\"" {
        end()
        isPhrase.toggle()
      } else if scalar.properties.isWhitespace && !isPhrase {
        end()
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    let isOpen = !word.isEmpty && !isPhrase
    end()
    guard let last = parts.last else { return nil }
    let wordCount = parts.reduce(0) { $0 + $1.text.split(whereSeparator: \.isWhitespace).count }
    guard wordCount <= Self.wordLimit else {
      throw .badOption("search", found: "\(wordCount) words", expected: "at most \(Self.wordLimit)")
    }
    let beginning = isOpen ? Self.lastToken(last.text) : []
    let isBeginning = Self.mayBegin(beginning)
    narrowQuery = parts.map { "\"\($0.text)\"" }.joined(separator: " ")
    query = narrowQuery + (isBeginning ? " *" : "")
    hasLongBeginning = isBeginning && beginning.count > 3
  }

  /// The letters and digits at the end of a text, as SQLite's `unicode61` tells them: what a beginning is a beginning of.
  /// `a*` and `x-a` have one, whatever else stands there; marks on letters do not count.
  private static func lastToken(_ text: String) -> [Unicode.Scalar] {
    var token: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars.reversed() {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber, .privateUse:
        token.append(scalar)
      case .nonspacingMark, .spacingMark, .enclosingMark: continue
      default: if !token.isEmpty { return token }
      }
    }
    return token
  }

  /// Whether a word may be the beginning of others: half of all texts have a word that begins with a given Latin letter,
  /// but in scripts without spaces a single sign says much.
  private static func mayBegin(_ token: [Unicode.Scalar]) -> Bool {
    guard let only = token.first else { return false }
    return token.count > 1 || only.value >= 0x2E80
  }
}
