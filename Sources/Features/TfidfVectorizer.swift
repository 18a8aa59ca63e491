public import GarimpoMatrix
public import GarimpoRecipes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Learns a vocabulary and its weights from texts: parameters only; `fit` returns what was learnt.
///
///     let vectorizer = TfidfVectorizer(TfidfOptions(minDocuments: .count(2)))
///     let fitted = try vectorizer.fit(trainingTexts)
///     let matrix = fitted.transform(newTexts)             // shape [texts, terms]
///
/// A weight is tf · idf, divided by the Euclidean norm of its row and multiplied by the root of the options' weight; idf = ln((1 + n) / (1 + df)) + 1 with smoothing, else
/// ln(n / df) + 1, over n texts of which df have the term. Weights and norms are computed in `Double` in ascending order
/// of columns and rounded to `Float` once. Deterministic.
///
/// Source: scikit-learn 1.8.0, `TfidfVectorizer`, with one deviation: stop words are split into words, lower-cased and
/// folded like the texts, so that "Don't" stops "don".
public struct TfidfVectorizer: Sendable, Hashable {
  /// The parameters.
  public var options: TfidfOptions

  /// A vectorizer.
  public init(_ options: TfidfOptions = TfidfOptions()) { self.options = options }

  /// The vocabulary and weights of `texts`.
  ///
  /// Errors: options out of range, and a vocabulary without terms.
  public func fit(_ texts: [String]) throws(TfidfError) -> FittedTfidf {
    let counter = try count(texts)
    let terms = try vocabulary(of: counter, documentCount: texts.count)
    return fitted(terms, of: counter, documentCount: texts.count)
  }

  /// The vocabulary and weights of `texts`, and their matrix, shape `[texts.count, terms]`: the same as `fit` and then
  /// `transform` of the same texts, which are read only once.
  public func fitTransform(_ texts: [String]) throws(TfidfError) -> (fitted: FittedTfidf, matrix: CSRMatrix) {
    let counter = try count(texts)
    let terms = try vocabulary(of: counter, documentCount: texts.count)
    let fitted = fitted(terms, of: counter, documentCount: texts.count)
    return (fitted, matrix(of: counter, fitted))
  }

  private func count(_ texts: [String]) throws(TfidfError) -> TermCounter {
    guard options.ngrams.lowerBound >= 1 else { throw .ngramsBelowOne(options.ngrams) }
    guard options.units != .characters || options.ngrams.lowerBound >= 2 else { throw .characterNgramsBelowTwo }
    guard options.units != .characters || options.stopWords.isEmpty else { throw .stopWordsBesideCharacters }
    guard options.weight > 0, options.weight.isFinite else { throw .weight(options.weight) }
    try check(options.minDocuments, "the minimum of documents")
    try check(options.maxDocuments, "the maximum of documents")
    return TermCounter(options, texts)
  }

  private func check(_ frequency: TfidfOptions.DocumentFrequency, _ option: String) throws(TfidfError) {
    switch frequency {
    case .count(let count) where count < 0: throw .documentFrequencyOutOfRange(option: option, found: "\(count)")
    case .share(let share) where !(0...1).contains(share):
      throw .documentFrequencyOutOfRange(option: option, found: "\(share)")
    default: break
    }
  }

  private func vocabulary(of counter: TermCounter, documentCount: Int) throws(TfidfError) -> SortedTerms {
    let minimum = options.minDocuments.number(of: documentCount)
    let maximum = options.maxDocuments.number(of: documentCount)
    if maximum < minimum { throw .bounds(minimum: minimum, maximum: maximum, documentCount: documentCount) }
    let kept = counter.nodes(in: minimum, to: maximum)
    if kept.isEmpty {
      let all = counter.termCount
      if all == 0 { throw .noWords(documentCount: documentCount) }
      throw .noTermsRemain(termCount: all, minimum: minimum, maximum: maximum, documentCount: documentCount)
    }
    return SortedTerms(kept, of: counter)
  }

  private func fitted(_ terms: SortedTerms, of counter: TermCounter, documentCount: Int) -> FittedTfidf {
    let smoothing = options.smoothIdf ? 1.0 : 0.0
    let idf = terms.nodes.map { node in
      log((Double(documentCount) + smoothing) / (Double(counter.documents(of: node)) + smoothing)) + 1
    }
    return FittedTfidf(
      options: options, documentCount: documentCount, vocabulary: terms.strings, idf: idf,
      index: TermIndex(terms, of: counter))
  }

  private func matrix(of counter: TermCounter, _ fitted: FittedTfidf) -> CSRMatrix {
    let terms = counter.rows
    var rows = TfidfRows(
      idf: fitted.idf, sublinear: options.sublinear, weight: options.weight, rowCount: terms.ends.count,
      entryCount: terms.entries.count)
    for start in stride(from: 0, to: terms.ends.count, by: TermLines.blockSize) {
      rows.append(terms, start..<min(start + TermLines.blockSize, terms.ends.count), fitted.index.columns)
    }
    return rows.matrix()
  }
}

extension TfidfOptions.DocumentFrequency {
  /// The number of documents, of `documentCount`, that the bound stands for; a share is not rounded.
  fileprivate func number(of documentCount: Int) -> Double {
    switch self {
    case .count(let count): Double(count)
    case .share(let share): share * Double(documentCount)
    }
  }
}
