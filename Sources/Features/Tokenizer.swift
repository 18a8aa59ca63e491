/// Splits a text into words as scikit-learn's vectorizers do by default.
///
/// The text is lower-cased as Python's `str.lower()` does it (full mappings, final sigma), accents are removed if asked,
/// and every longest run of two or more letters, numbers of any kind or underscores is a word (`(?u)\b\w\w+\b`).
/// Combining marks are no letters: they split words.
///
///     Tokenizer().tokens(of: "C++ em 10 min: São João")   // ["em", "10", "min", "são", "joão"]
///
/// Source: scikit-learn 1.8.0, `CountVectorizer.build_analyzer`, on Python 3.11. Letters and digits that Unicode added
/// after version 14 count as such here and not there.
public struct Tokenizer: Sendable, Hashable {
  /// Whether accents are removed, as by scikit-learn's `strip_accents="unicode"`.
  public var foldAccents: Bool

  /// A tokenizer.
  public init(foldAccents: Bool = false) { self.foldAccents = foldAccents }

  /// The words of `text`, in order, with repeats.
  public func tokens(of text: String) -> [String] {
    var scanner = TokenScanner(foldAccents: foldAccents)
    scanner.scan(text)
    return scanner.list.tokens.map { String(decoding: scanner.list.bytes(of: $0), as: UTF8.self) }
  }
}
