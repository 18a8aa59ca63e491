/// Why a vocabulary could not be made.
public enum TfidfError: Error, Hashable, Sendable {
  /// A range of n-gram lengths that starts below 1.
  case ngramsBelowOne(ClosedRange<Int>)
  /// N-grams of single characters.
  case characterNgramsBelowTwo
  /// Stop words for characters.
  case stopWordsBesideCharacters
  /// A weight that is not above 0.
  case weight(Double)
  /// A share of documents that is not in 0 ... 1, or a count below 0.
  case documentFrequencyOutOfRange(option: String, found: String)
  /// `maxDocuments` admits fewer documents than `minDocuments` demands.
  case bounds(minimum: Double, maximum: Double, documentCount: Int)
  /// No text has a word that is not a stop word.
  case noWords(documentCount: Int)
  /// No term lies within the bounds.
  case noTermsRemain(termCount: Int, minimum: Double, maximum: Double, documentCount: Int)
}

extension TfidfError: CustomStringConvertible {
  /// What was found, what was expected, what to do.
  public var description: String {
    switch self {
    case .ngramsBelowOne(let range):
      "n-grams of \(range.lowerBound) to \(range.upperBound) words were asked for: the shortest must be at least 1"
    case .characterNgramsBelowTwo: "n-grams of single characters were asked for: the shortest must have at least 2"
    case .stopWordsBesideCharacters: "stop words were given beside units of characters: expected one of them"
    case .weight(let weight): "the weight is \(weight): expected a number above 0"
    case .documentFrequencyOutOfRange(let option, let found):
      "\(option) is \(found): expected a number of documents (0 or more) or a share of them (0.0 to 1.0)"
    case .bounds(let minimum, let maximum, let count):
      "of \(count) texts a term must occur in at least \(plain(minimum)) and at most \(plain(maximum)): no term can. "
        + "Lower the minimum or raise the maximum"
    case .noWords(let count):
      "none of the \(count) training texts has a word of two or more letters or digits that is not a stop word. "
        + "Check which field the words are taken from, and the stop words"
    case .noTermsRemain(let terms, let minimum, let maximum, let count):
      "none of the \(terms) terms of the \(count) training texts occurs in \(plain(minimum)) to \(plain(maximum)) of "
        + "them. Lower the minimum, raise the maximum, or train on more rows"
    }
  }

  /// A number without a fraction of zero.
  private func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }
}
