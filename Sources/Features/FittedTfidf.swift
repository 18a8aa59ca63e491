public import GarimpoMatrix
public import GarimpoRecipes

/// A vocabulary with its weights, as learnt by `TfidfVectorizer`: turns texts into rows.
public struct FittedTfidf: Sendable {
  /// The parameters it was learnt with.
  public let options: TfidfOptions
  /// The number of texts it was learnt from.
  public let documentCount: Int
  /// The terms, ascending by their Unicode scalars; term `i` is column `i`.
  public let vocabulary: [String]
  /// The inverse document frequency of each term, each positive.
  public let idf: [Double]

  let index: TermIndex

  /// What was learnt; the terms ascend and each has its weight. `index` finds them, nil: it is made.
  init(
    options: TfidfOptions, documentCount: Int, vocabulary: [String], idf: [Double], index: TermIndex? = nil
  ) {
    precondition(vocabulary.count == idf.count, "one weight for each term")
    self.options = options
    self.documentCount = documentCount
    self.vocabulary = vocabulary
    self.idf = idf
    self.index = index ?? TermIndex(vocabulary, options)
  }

  /// One row for each text, shape `[texts.count, vocabulary.count]`.
  ///
  /// Rows have the Euclidean norm √weight, 1 by default; the row of a text without known terms is empty.
  public func transform(_ texts: [String]) -> CSRMatrix {
    var scanner = UnitScanner(options)
    var tallies = index.tallies
    var lines = TermLines()
    var terms = TermRows()
    var rows = TfidfRows(
      idf: idf, sublinear: options.sublinear, weight: options.weight, rowCount: texts.count)
    texts.scanBlocks(with: &scanner) { list in
      index.find(list, into: &lines)
      terms.removeAll()
      tallies.count(lines, into: &terms)
      rows.append(terms, 0..<terms.ends.count, index.columns)
    }
    return rows.matrix()
  }
}

extension FittedTfidf: Hashable {
  /// Whether options, terms and weights are the same. Terms are compared by their scalars.
  public static func == (a: FittedTfidf, b: FittedTfidf) -> Bool {
    a.options == b.options && a.documentCount == b.documentCount && a.idf == b.idf
      && a.vocabulary.elementsEqual(b.vocabulary) { $0.utf8.elementsEqual($1.utf8) }
  }

  /// Hashes options and weights.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(options)
    hasher.combine(idf)
  }
}

extension FittedTfidf: Codable {
  private enum CodingKeys: String, CodingKey { case options, documentCount, vocabulary, idf }

  /// Reads what `encode` wrote; terms out of order, or weights that do not fit the terms, are an error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let vocabulary = try values.decode([String].self, forKey: .vocabulary)
    let idf = try values.decode([Double].self, forKey: .idf)
    let ascends = zip(vocabulary, vocabulary.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard ascends, !vocabulary.isEmpty, !vocabulary.contains(where: { $0.utf8.allSatisfy { $0 == 32 } }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .vocabulary, in: values, debugDescription: "the terms must be there, in ascending order")
    }
    guard idf.count == vocabulary.count, idf.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .idf, in: values,
        debugDescription: "\(vocabulary.count) terms need as many positive weights; found \(idf.count)")
    }
    self.init(
      options: try values.decode(TfidfOptions.self, forKey: .options),
      documentCount: try values.decode(Int.self, forKey: .documentCount), vocabulary: vocabulary, idf: idf)
  }

  /// Writes a keyed container: options, number of documents, terms, weights.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(options, forKey: .options)
    try values.encode(documentCount, forKey: .documentCount)
    try values.encode(vocabulary, forKey: .vocabulary)
    try values.encode(idf, forKey: .idf)
  }
}
