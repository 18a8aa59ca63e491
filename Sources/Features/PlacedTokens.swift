/// The words of a text with where they stand in it: the same words as `Tokenizer` finds, one scalar at a time.
///
/// Places are UTF-16 offsets, which is how browsers count. A word's place begins with the scalar that its first letter comes
/// from and takes in the combining marks behind its last one, so that a mark never cuts a letter from its accent; a
/// scalar that is written as several (`ﬁ`, `⑽`) belongs to the place as a whole.
struct PlacedTokens {
  /// A word.
  struct Token {
    /// Its bytes, in lower case and without accents if asked.
    var bytes: [UInt8]
    /// Where it stands in the text, in UTF-16 code units.
    var place: Range<Int>
  }

  /// The words, in order.
  private(set) var tokens: [Token] = []
  private var pending: Token?
  private var scalarCount = 0

  /// The words of `text`.
  init(_ text: String, foldAccents: Bool) {
    var table = ScalarTable(foldAccents: foldAccents)
    let bytes = Array(text.utf8)
    var (place, offset) = (0, 0)
    while place < bytes.count {
      let (value, width) = bytes.span.scalar(at: place)
      let end = offset + (value < 0x1_0000 ? 1 : 2)
      let written = Self.written(value, at: place, bytes.span, &table)
      for scalar in written {
        if table.entry(for: scalar).isWord { append(scalar, offset..<end) } else { finish() }
      }
      // An accent stays with its letter, whether it was taken away, or ends the word, as it does for the tokenizer.
      if Unicode.Scalar(value).map(Self.isMark) ?? false { extend(from: offset, to: end) }
      place += width
      offset = end
    }
    finish()
  }

  /// The scalars that the one at byte `place` is written as.
  private static func written(
    _ value: UInt32, at place: Int, _ bytes: Span<UInt8>, _ table: inout ScalarTable
  ) -> [UInt32] {
    let entry = table.entry(for: value)
    if entry.isSequence {
      return String(decoding: table.sequence(entry.target), as: UTF8.self).unicodeScalars.map(\.value)
    }
    if entry.isCapitalSigma { return [bytes.isFinalSigma(at: place) ? 0x3C2 : 0x3C3] }
    return [entry.target]
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  private mutating func append(_ scalar: UInt32, _ place: Range<Int>) {
    var token = pending ?? Token(bytes: [], place: place)
    token.bytes.append(scalar: scalar)
    token.place = token.place.lowerBound..<place.upperBound
    pending = token
    scalarCount += 1
  }

  private mutating func finish() {
    if let pending, scalarCount >= 2 { tokens.append(pending) }
    pending = nil
    scalarCount = 0
  }

  /// Takes a mark that begins at `offset` into the place of the word that ends there.
  private mutating func extend(from offset: Int, to end: Int) {
    if let token = pending {
      pending?.place = token.place.lowerBound..<end
    } else if let token = tokens.last, token.place.upperBound == offset {
      tokens[tokens.count - 1].place = token.place.lowerBound..<end
    }
  }
}
