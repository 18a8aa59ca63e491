/// What a person says of an item.
public enum Answer: String, Sendable, Hashable, Codable, CaseIterable {
  /// Worth it.
  case yes
  /// Not worth it.
  case no
  /// Read, but not decided.
  case unsure
  /// Not now.
  case skip
}

/// Reads answers as people write them, in a spreadsheet or at a terminal.
///
/// The recipe's own words win. Else case, accents and white space do not count, `1.0` and `1,00` are `1`, and text that
/// was encoded twice (`NÃ£o`) is understood. Words are in the list only if no language of it uses them for something else:
/// `s` and `n` are taken as sim, sí and não, no, non, nein; `o` or `x` are not taken at all. Every other number, `0.5`
/// or `2` or `455`, is no answer: nothing is guessed.
public struct AnswerReader: Sendable {
  /// What a cell says.
  public enum Reading: Sendable, Hashable {
    /// Nothing.
    case blank
    /// An answer.
    case answer(Answer)
    /// Something else.
    case unreadable
  }

  private let own: [[UInt8]: Answer]

  /// A reader that knows the words of a recipe's label, if there is one.
  public init(_ label: LabelSpec?) {
    var own: [[UInt8]: Answer] = [:]
    for (words, answer) in [(label?.no ?? [], Answer.no), (label?.yes ?? [], .yes)] {
      for word in words {
        own[CellText(word).bytes] = answer
        // The number `1` of a recipe is also `1.0`, unless the recipe itself says otherwise.
        if own[AnswerText.key(word)] == nil { own[AnswerText.key(word)] = answer }
      }
    }
    self.own = own
  }

  /// What a cell says.
  public func read(_ cell: String) -> Reading {
    let text = CellText(cell)
    if text.bytes.allSatisfy({ $0 == CellText.hardSpace || $0 == 0x20 }) { return .blank }
    if let answer = own[text.bytes] ?? own[AnswerText.key(text.bytes)] { return .answer(answer) }
    if let answer = Self.general[Self.folded(AnswerText.key(text.bytes))] { return .answer(answer) }
    return .unreadable
  }

  /// Lower-case ASCII letters for the accented ones of Western Europe, also for those that were encoded twice.
  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    var text = String(decoding: bytes, as: UTF8.self)
    for (damaged, letter) in twice where text.contains(damaged) {
      text = text.split(separator: damaged, omittingEmptySubsequences: false).joined(separator: letter)
    }
    return text.unicodeScalars.flatMap { scalar -> [UInt8] in
      if scalar.isASCII { return [UInt8(scalar.value)] }
      return plain[scalar].map { [$0] } ?? Array(String(scalar).utf8)
    }
  }

  private static let plain: [Unicode.Scalar: UInt8] = {
    var table: [Unicode.Scalar: UInt8] = [:]
    for (letters, letter) in [
      ("áàâãä", "a"), ("éèêë", "e"), ("íìîï", "i"), ("óòôõö", "o"), ("úùûü", "u"), ("ç", "c"), ("ñ", "n"),
    ] {
      for scalar in letters.unicodeScalars { table[scalar] = letter.utf8.first }
    }
    return table
  }()

  /// Letters of the words below as UTF-8 that was taken for Windows-1252 and written again, in lower case.
  private static let twice: [(damaged: String, letter: String)] = [
    ("ã£", "a"), ("ã¡", "a"), ("ã\u{AD}", "i"), ("ã©", "e"), ("ãª", "e"), ("ã§", "c"),
  ]

  private static let general: [[UInt8]: Answer] = {
    let words: [(Answer, [String])] = [
      (
        .yes,
        [
          "1", "yes", "y", "true", "t", "sim", "s", "verdadeiro", "si", "verdadero", "oui", "vrai", "ja", "wahr",
          "vero",
        ]
      ),
      (.no, ["0", "no", "n", "false", "f", "nao", "falso", "non", "faux", "nein", "falsch"]),
      (
        .unsure,
        [
          "unsure", "?", "maybe", "talvez", "incerto", "nao sei", "quiza", "quizas", "peut-etre", "vielleicht",
          "unsicher",
        ]
      ),
      (.skip, ["skip", "skipped", "pular", "pulado", "later", "depois"]),
    ]
    var table: [[UInt8]: Answer] = [:]
    for (answer, list) in words {
      for word in list { table[Array(word.utf8)] = answer }
    }
    return table
  }()
}
