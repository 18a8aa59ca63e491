import GarimpoTabular

/// Reads answers as people write them, in a spreadsheet or at a terminal.
///
/// The recipe's own words win, read as its label column is. Else ``generalWords`` count. Case and white space around a word
/// do not matter, accents may be left out but not put in (`nao` is não, but `já` is not ja), `1.0` and `1,00` are `1`, and
/// text that was encoded twice (`NÃ£o`) is understood. Nothing is guessed: every other number, `0.5` or `2` or `455`, is no
/// answer, and where the recipe's words say that general ones mean something else in this column, these do not count:
///
/// - With `no` or `0` under yes, or `sim` or `1` under no, no general word is a yes or a no.
/// - With another number than `1` under yes or than `0` under no, `0` and `1` are answers only if the recipe says so.
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

  private let own: AnswerWords?
  /// The recipe's words with and without their accents, but for those that would be a yes and a no then.
  private var similar: [[UInt8]: Answer] = [:]
  private var general = AnswerReader.general

  /// A reader that knows the words of a recipe's label, if there is one.
  public init(_ label: LabelSpec?) {
    own = label.map(AnswerWords.init)
    guard let label else { return }
    var contradicts = false
    var hasOtherNumbers = false
    var ambiguous: Set<[UInt8]> = []
    for (words, answer) in [(label.yes, Answer.yes), (label.no, .no)] {
      for word in words {
        let key = Self.key(CellText(word))
        for form in [key, CellText.withoutAccents(key)] {
          if let other = similar[form], other != answer { ambiguous.insert(form) }
          similar[form] = answer
        }
        let meaning = Self.general[key]
        if meaning == (answer == .yes ? .no : .yes) { contradicts = true }
        if Self.isNumber(key) && meaning != answer { hasOtherNumbers = true }
      }
    }
    similar = similar.filter { !ambiguous.contains($0.key) }
    general = general.filter { word, meaning in
      if contradicts && (meaning == .yes || meaning == .no) { return false }
      return !(hasOtherNumbers && Self.isNumber(word))
    }
  }

  /// What a cell says.
  public func read(_ cell: String) -> Reading {
    let reading = read(CellText(cell))
    if reading != .unreadable { return reading }
    let repaired = MojibakeRepair.repaired(cell)
    return repaired.utf8.elementsEqual(cell.utf8) ? .unreadable : read(CellText(repaired))
  }

  private func read(_ cell: CellText) -> Reading {
    if cell.bytes.isEmpty { return .blank }
    if let isYes = own?.isYes(cell) { return .answer(isYes ? .yes : .no) }
    let key = Self.key(cell)
    return (similar[key] ?? general[key]).map { .answer($0) } ?? .unreadable
  }

  /// The text by which a word is looked up: one number is written in one way, and every space is the same.
  private static func key(_ cell: CellText) -> [UInt8] {
    AnswerText.key(cell.bytes.map { $0 == CellText.hardSpace ? 0x20 : $0 })
  }

  /// Whether a word is digits with decimal signs and a sign.
  private static func isNumber(_ word: [UInt8]) -> Bool {
    word.contains(where: Scan.isDigit) && word.allSatisfy { Scan.isDigit($0) || [0x2B, 0x2C, 0x2D, 0x2E].contains($0) }
  }

  /// The words that need no recipe: English, Portuguese, Spanish, French, German and Italian, also as spreadsheets of these
  /// languages write their truth values.
  ///
  /// What two of the languages, or two answers in one, could mean differently is not here: `t` (true, talvez), and so `f`;
  /// `o` (oui, or a zero); `v` and `x` (a tick, or crossed out); `pass` and `ignore` (a no, or not now). `s` and `n` are sim,
  /// sí, sì and não, no, non, nein; `no` is no word for an answer in Portuguese and means the same in the other languages.
  static let generalWords: [(answer: Answer, words: [String])] = [
    (
      .yes,
      ["1", "yes", "y", "true", "sim", "s", "verdadeiro", "sí", "verdadero", "oui", "vrai", "ja", "wahr", "sì", "vero"]
    ),
    (.no, ["0", "no", "n", "false", "não", "falso", "non", "faux", "nein", "falsch"]),
    (
      .unsure,
      [
        "?", "unsure", "not sure", "maybe", "talvez", "incerto", "incerta", "não sei", "quizá", "quizás", "tal vez",
        "peut-être", "incertain", "vielleicht", "unsicher", "forse",
      ]
    ),
    (.skip, ["skip", "skipped", "later", "pular", "pulado", "depois", "saltar", "überspringen"]),
  ]

  /// The same by their keys, with and without accents.
  private static let general: [[UInt8]: Answer] = {
    var table: [[UInt8]: Answer] = [:]
    for (answer, words) in generalWords {
      for word in words {
        let key = key(CellText(word))
        table[key] = answer
        table[CellText.withoutAccents(key)] = answer
      }
    }
    return table
  }()
}
