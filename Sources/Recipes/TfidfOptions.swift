/// How texts become TF-IDF columns; the defaults are scikit-learn's.
public struct TfidfOptions: Sendable, Hashable {
  /// What a text is made of.
  public var units: Units
  /// Shortest and longest n-gram of these units, each at least 1; of characters at least 2.
  public var ngrams: ClosedRange<Int>
  /// A term must occur in at least this many documents of the training set.
  public var minDocuments: DocumentFrequency
  /// A term must not occur in more documents than this.
  public var maxDocuments: DocumentFrequency
  /// tf becomes 1 + ln(tf).
  public var sublinear: Bool
  /// Weights multiply by ln((1 + n) / (1 + df)) + 1; without smoothing by ln(n / df) + 1.
  public var smoothIdf: Bool
  /// Accents are removed before the words are split.
  public var foldAccents: Bool
  /// Words that never become terms; the comparison is with the lower-cased (and folded) word. With stems a word is stopped
  /// when its stem is that of a stop word; characters have none.
  public var stopWords: [String]
  /// The share that these columns have in the scalar product of two items, beside those of other features: rows have the
  /// norm √weight. Above 0.
  public var weight: Double

  /// What a text is made of.
  public enum Units: Sendable, Hashable, Codable {
    /// Words of two letters or digits and more.
    case words
    /// The stems of these words.
    case stems(StemLanguage)
    /// The characters of a word with a space before and behind it: n-grams do not cross from word to word
    /// (scikit-learn's `char_wb`).
    case characters
  }

  /// A count of documents or a share of them.
  public enum DocumentFrequency: Sendable, Hashable, Codable {
    /// A number of documents.
    case count(Int)
    /// A share of the documents, in 0 ... 1.
    case share(Double)
  }

  /// Options; without arguments those of scikit-learn's `TfidfVectorizer()`.
  public init(
    units: Units = .words, ngrams: ClosedRange<Int> = 1...1, minDocuments: DocumentFrequency = .count(1),
    maxDocuments: DocumentFrequency = .share(1), sublinear: Bool = false, smoothIdf: Bool = true,
    foldAccents: Bool = false, stopWords: [String] = [], weight: Double = 1
  ) {
    self.units = units
    self.ngrams = ngrams
    self.minDocuments = minDocuments
    self.maxDocuments = maxDocuments
    self.sublinear = sublinear
    self.smoothIdf = smoothIdf
    self.foldAccents = foldAccents
    self.stopWords = stopWords
    self.weight = weight
  }
}

extension TfidfOptions: Codable {
  private enum CodingKeys: String, CodingKey {
    case units, ngrams, minDocuments, maxDocuments, sublinear, smoothIdf, foldAccents, stopWords, weight
  }

  /// Reads what `encode` wrote.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      units: try values.decodeIfPresent(Units.self, forKey: .units) ?? .words,
      ngrams: try values.decode(ClosedRange<Int>.self, forKey: .ngrams),
      minDocuments: try values.decode(DocumentFrequency.self, forKey: .minDocuments),
      maxDocuments: try values.decode(DocumentFrequency.self, forKey: .maxDocuments),
      sublinear: try values.decode(Bool.self, forKey: .sublinear),
      smoothIdf: try values.decode(Bool.self, forKey: .smoothIdf),
      foldAccents: try values.decode(Bool.self, forKey: .foldAccents),
      stopWords: try values.decode([String].self, forKey: .stopWords),
      weight: try values.decodeIfPresent(Double.self, forKey: .weight) ?? 1)
    guard weight > 0, weight.isFinite else {
      throw DecodingError.dataCorruptedError(
        forKey: .weight, in: values, debugDescription: "the weight of a feature must be above 0; found \(weight)")
    }
  }

  /// Writes a keyed container; units and weight only if they are not words and 1, as before they existed.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    if units != .words { try values.encode(units, forKey: .units) }
    try values.encode(ngrams, forKey: .ngrams)
    try values.encode(minDocuments, forKey: .minDocuments)
    try values.encode(maxDocuments, forKey: .maxDocuments)
    try values.encode(sublinear, forKey: .sublinear)
    try values.encode(smoothIdf, forKey: .smoothIdf)
    try values.encode(foldAccents, forKey: .foldAccents)
    try values.encode(stopWords, forKey: .stopWords)
    if weight != 1 { try values.encode(weight, forKey: .weight) }
  }
}

/// A language whose words can be reduced to their stems, by its name in Snowball.
///
/// `porter` is English as Porter's first algorithm of 1980 has it; `english` is its successor.
public enum StemLanguage: String, Sendable, Hashable, Codable, CaseIterable {
  case arabic, armenian, basque, catalan, danish, dutch, english, finnish, french, german, greek, hindi, hungarian
  case indonesian, irish, italian, lithuanian, nepali, norwegian, porter, portuguese, romanian, russian, serbian,
    spanish
  case swedish, tamil, turkish, yiddish
}
