import CStemmer
import GarimpoRecipes

/// Reduces words to their stems: `screening`, `screened` and `screens` to `screen`.
///
/// Source: Snowball's algorithms, as the system's libstemmer has them; for lower-cased words of UTF-8.
final class Stemmer {
  private let handle: garimpo_stemmer

  /// The stemmer of `language`.
  init(_ language: StemLanguage) {
    handle = garimpo_stemmer_make(language.rawValue)
    precondition(handle.machine != nil, "the system's libstemmer has no \(language.rawValue), or memory is exhausted")
  }

  deinit { garimpo_stemmer_free(handle) }

  /// Replaces the word with its stem; a word of which nothing would be left stays as it is.
  func stem(_ word: inout [UInt8]) {
    let whole = word
    let count = word.count
    // Some algorithms write a vowel behind the stem.
    word.append(contentsOf: [0, 0, 0, 0, 0, 0, 0, 0])
    let length = garimpo_stemmer_run(handle, &word, Int32(count), Int32(word.count))
    precondition(length >= 0, "memory is exhausted")
    if length == 0 { word = whole } else { word.removeLast(word.count - Int(length)) }
  }
}

/// The stems of tokens; each different token is reduced once.
struct StemTable {
  private let stemmer: Stemmer
  private var words = WordTable()
  /// The stem of each word of the table.
  private var stems = TokenList()

  /// A table that knows no word yet.
  init(_ language: StemLanguage) { stemmer = Stemmer(language) }

  /// Appends the stems of the texts of `list` to `stemmed`, text for text.
  mutating func stem(_ list: TokenList, into stemmed: inout TokenList) {
    var place = 0
    for end in list.textEnds {
      while place < end {
        let word = words.intern(list.tokens[place], of: list)
        if word == stems.tokens.count {
          var bytes = list.bytes(of: list.tokens[place])
          stemmer.stem(&bytes)
          stems.append(token: bytes.span)
        }
        stemmed.append(stems.tokens[word], of: stems)
        place += 1
      }
      stemmed.endText()
    }
  }
}
