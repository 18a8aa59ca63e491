/// One entry of a recipe's `features:` list: a block of columns of the feature matrix, in the order of the list.
public enum FeatureSpec: Sendable, Hashable, Codable {
  /// One column: a quantity, transformed.
  case number(Quantity, NumberTransform)
  /// One column: the first quantity divided by the second.
  case ratio(Quantity, Quantity, NumberTransform)
  /// One column for each category seen at least `minCount` times in training (one-hot). Also for tags.
  case category(field: String, minCount: Int)
  /// One column for each term of the vocabulary of the texts of `fields` (joined with a space).
  case tfidf(fields: [String], TfidfOptions)
}

/// A number that every item has.
public enum Quantity: Sendable, Hashable, Codable {
  /// The number in the field of this name.
  case field(String)
  /// Days from the date in the field of this name to the observation time, at least 1.
  case daysSince(String)
}

/// What is done to a number before it enters the matrix.
public enum NumberTransform: String, Sendable, Hashable, Codable, CaseIterable {
  /// As it is.
  case none
  /// log(1 + x), natural; negative numbers keep their sign: sign(x)·log(1 + |x|).
  case log
  /// Divided by the largest absolute value seen in training (scikit-learn's `MaxAbsScaler`).
  case maxAbs
  /// Less the training mean, divided by the training standard deviation (`StandardScaler`; not sparse).
  case standard
}

/// How texts become TF-IDF columns; the defaults are scikit-learn's, but for `minDocuments`.
public struct TfidfOptions: Sendable, Hashable, Codable {
  /// Shortest and longest word n-gram, each at least 1.
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
  /// Words that never become terms; the comparison is with the lower-cased (and folded) word.
  public var stopWords: [String]

  /// A count of documents or a share of them.
  public enum DocumentFrequency: Sendable, Hashable, Codable {
    /// A number of documents.
    case count(Int)
    /// A share of the documents, in 0 ... 1.
    case share(Double)
  }

  /// Options; without arguments those of scikit-learn's `TfidfVectorizer()`.
  public init(
    ngrams: ClosedRange<Int> = 1...1, minDocuments: DocumentFrequency = .count(1),
    maxDocuments: DocumentFrequency = .share(1), sublinear: Bool = false, smoothIdf: Bool = true,
    foldAccents: Bool = false, stopWords: [String] = []
  ) {
    self.ngrams = ngrams
    self.minDocuments = minDocuments
    self.maxDocuments = maxDocuments
    self.sublinear = sublinear
    self.smoothIdf = smoothIdf
    self.foldAccents = foldAccents
    self.stopWords = stopWords
  }
}
