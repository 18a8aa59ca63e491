/// Splits texts into tokens on their UTF-8 bytes, as scikit-learn does by default: the lower-cased text's runs of two or
/// more word scalars (`(?u)\b\w\w+\b`).
///
/// To tell texts apart, it can keep all words instead: those of one scalar, too, and a `+` or `#` that follows a word
/// belongs to it, so that C, C++ and C# are three.
///
/// A text of ASCII takes one pass over its bytes; another is first written in lower case.
struct TokenScanner {
  /// The tokens of the texts that were scanned since it was cleared.
  private(set) var list = TokenList()

  private var scalars: ScalarTable
  private var written: [UInt8] = []
  private let lowering: InlineArray<256, UInt8>
  private let keeping: InlineArray<256, UInt8>
  /// The fewest scalars of a token.
  private let leastCount: Int
  private static let joiner: UInt8 = 0xFE
  private static let other: UInt8 = 0xFF

  /// A scanner; with `foldAccents` accents are removed from the lower-cased text, with `keepsAllWords` words of one
  /// scalar are tokens.
  init(foldAccents: Bool, keepsAllWords: Bool = false) {
    scalars = ScalarTable(foldAccents: foldAccents)
    leastCount = keepsAllWords ? 1 : 2
    lowering = Self.makeClasses(lowering: true, joining: keepsAllWords)
    keeping = Self.makeClasses(lowering: false, joining: keepsAllWords)
  }

  /// For each byte: what it is written as, 0 when it separates words, `joiner` when it does so unless it follows a word,
  /// `other` when it is not ASCII.
  private static func makeClasses(lowering: Bool, joining: Bool) -> InlineArray<256, UInt8> {
    InlineArray { place in
      let byte = UInt8(place)
      return switch byte {
      case 0x80...0xFF: other
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): lowering ? byte | 0x20 : byte
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): byte
      case UInt8(ascii: "+"), UInt8(ascii: "#"): joining ? joiner : 0
      default: 0
      }
    }
  }

  /// Forgets the tokens.
  mutating func clear() { list.removeAll() }

  /// Scans `text`: adds its tokens to `list`.
  mutating func scan(_ text: String) {
    if !scanASCII(text.utf8.span) {
      list.removeText()
      write(text.utf8.span)
      scanWritten()
    }
    list.endText()
  }

  /// `text` in lower case, and without accents if asked.
  mutating func lowercased(_ text: String) -> String {
    write(text.utf8.span)
    return String(decoding: written, as: UTF8.self)
  }

  /// Scans `text` and returns true, or gives up at the first byte that is not ASCII.
  private mutating func scanASCII(_ text: Span<UInt8>) -> Bool {
    let leastCount = leastCount
    var token = TokenList.Pending()
    for place in text.indices {
      let byte = lowering[Int(text[place])]
      if byte == 0 {
        if token.byteCount >= leastCount { list.finish(token) }
        token = TokenList.Pending()
      } else if byte >= Self.joiner {
        if byte == Self.other { return false }
        if token.byteCount > 0 { list.append(text[place], to: &token) }
      } else {
        list.append(byte, to: &token)
      }
    }
    if token.byteCount >= leastCount { list.finish(token) }
    return true
  }

  /// Scans the text that `write` has written.
  private mutating func scanWritten() {
    let bytes = written
    let text = bytes.span
    var token = TokenList.Pending()
    var scalarCount = 0
    var place = 0
    while place < text.count {
      let byte = keeping[Int(text[place])]
      var width = 1
      var isWord = byte != 0 && (byte != Self.joiner || scalarCount > 0)
      if byte == Self.other {
        let scalar = text.scalar(at: place)
        width = scalar.width
        isWord = scalars.entry(for: scalar.value).isWord
      }
      if isWord {
        for part in place..<(place + width) { list.append(text[part], to: &token) }
        scalarCount += 1
      } else {
        // What is dropped is a single scalar of at most four bytes, so that nothing of it was stored yet.
        if scalarCount >= leastCount { list.finish(token) }
        if scalarCount > 0 { token = TokenList.Pending() }
        scalarCount = 0
      }
      place += width
    }
    if scalarCount >= leastCount { list.finish(token) }
  }

  /// Writes `text` in lower case, and without accents if asked, to `written`.
  private mutating func write(_ text: Span<UInt8>) {
    written.removeAll(keepingCapacity: true)
    var place = 0
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        written.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        place += 1
        continue
      }
      let scalar = text.scalar(at: place)
      let entry = scalars.entry(for: scalar.value)
      if entry.isSequence {
        written.append(contentsOf: scalars.sequence(entry.target))
      } else if entry.isCapitalSigma {
        written.append(scalar: text.isFinalSigma(at: place) ? 0x3C2 : 0x3C3)
      } else {
        written.append(scalar: entry.target)
      }
      place += scalar.width
    }
  }
}
