import GarimpoRecipes

/// Splits texts into what TF-IDF counts: words, stems, or n-grams of characters, as the options have it.
struct UnitScanner {
  /// The units of the texts that were scanned since it was cleared.
  var list: TokenList { units ?? words.list }

  private var words: TokenScanner
  /// The units, where they are not the words.
  private var units: TokenList?
  private var stems: StemTable?
  private let characters: ClosedRange<Int>?

  /// A scanner.
  init(_ options: TfidfOptions) {
    words = TokenScanner(foldAccents: options.foldAccents)
    characters = options.units == .characters ? options.ngrams : nil
    if case .stems(let language) = options.units { stems = StemTable(language) }
    units = options.units == .words ? nil : TokenList()
  }

  /// Scans `texts`; what was scanned before is forgotten.
  mutating func scan(_ texts: ArraySlice<String>) {
    words.clear()
    units?.removeAll()
    if let characters {
      for text in texts {
        units?.append(CharacterGrams(characters), of: words.lowercased(text))
        units?.endText()
      }
      return
    }
    for text in texts { words.scan(text) }
    if var stemmed = units {
      units = nil
      stems?.stem(words.list, into: &stemmed)
      units = stemmed
    }
  }
}

extension TfidfOptions {
  /// The lengths of n-grams of the units that `UnitScanner` finds: those of characters are units already.
  var unitNgrams: ClosedRange<Int> { units == .characters ? 1...1 : ngrams }
}

/// The n-grams of the characters of each word, with a space before it and one behind.
///
/// `[3, 4]` of "ação": " aç", "açã", "ção", "ão ", " açã", "ação", "ção ". A word that is shorter than the shortest n-gram, its
/// spaces counted, is one itself. Words are what stands between white space; characters are Unicode scalars.
///
/// Source: scikit-learn 1.8.0, `TfidfVectorizer(analyzer="char_wb")`, on Python 3.11. A scalar 0 counts as white space here.
struct CharacterGrams {
  private let lengths: ClosedRange<Int>

  /// N-grams of these lengths.
  init(_ lengths: ClosedRange<Int>) { self.lengths = lengths }

  /// Calls `body` with the places in `bytes` of the n-grams of each word, word for word and then by length.
  ///
  /// `bytes` is UTF-8 in which words are separated by single spaces, with one at either end, as `spaced` makes it.
  fileprivate func forEach(in bytes: [UInt8], _ body: (Range<Int>) -> Void) {
    // Where the scalars of the word, with its spaces, begin; and where it ends.
    var starts: [Int] = []
    for place in bytes.indices where bytes[place] & 0xC0 != 0x80 {
      starts.append(place)
      guard bytes[place] == UInt8(ascii: " "), starts.count > 1 else { continue }
      for length in lengths {
        let last = max(starts.count - length, 0)
        for first in 0...last {
          let next = first + length
          body(starts[first]..<(next < starts.count ? starts[next] : place + 1))
        }
        // A short word counts once, whatever the lengths.
        if last == 0 { break }
      }
      starts = [place]
    }
  }

  /// The words of `text` with single spaces between them, and one at either end.
  fileprivate static func spaced(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: " ")]
    bytes.reserveCapacity(text.utf8.count + 2)
    for scalar in text.unicodeScalars {
      if isSpace(scalar) {
        if bytes[bytes.count - 1] != UInt8(ascii: " ") { bytes.append(UInt8(ascii: " ")) }
      } else {
        bytes.append(scalar: scalar.value)
      }
    }
    if bytes[bytes.count - 1] != UInt8(ascii: " ") { bytes.append(UInt8(ascii: " ")) }
    return bytes
  }

  /// What Python's `str.split()` splits at, and the scalar 0.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0, 9...13, 28...32: true
    case 33...127: false
    default: scalar.properties.isWhitespace
    }
  }
}

extension TokenList {
  /// Adds the n-grams of `text`, which is in lower case.
  fileprivate mutating func append(_ grams: CharacterGrams, of text: String) {
    let bytes = CharacterGrams.spaced(text)
    grams.forEach(in: bytes) { append(token: bytes.span.extracting($0)) }
  }
}
