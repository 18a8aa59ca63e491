public import GarimpoRecipes

/// A term of the vocabulary where it stands in a text.
public struct TermOccurrence: Sendable, Hashable {
  /// The column of the term.
  public let column: Int
  /// Where it stands in the text, in UTF-16 code units; of several words from the first to the last.
  public let place: Range<Int>
}

// What columns mean, and where they are found in an item: for explanations.
extension FittedPipeline {
  /// What one column means. O(features of the recipe).
  public func kind(ofColumn column: Int) -> FeatureKind {
    let (block, place) = place(ofColumn: column)
    switch block {
    case .number(let number): return number.kind
    case .category(let category): return .category(field: category.field, value: category.values[place])
    case .tfidf(let fields, let tfidf): return tfidf.kind(ofColumn: place, fields: fields)
    }
  }

  /// The number that an item has for a column, before its transform; nil when it is missing, and for columns that are no
  /// numbers.
  public func number(ofColumn column: Int, in items: Items, row: Int) throws(FeatureError) -> Double? {
    guard case .number(let number) = place(ofColumn: column).block else { return nil }
    return try number.value(in: items, row: row)
  }

  /// The columns that are terms of texts, ascending.
  public var termColumns: [Range<Int>] {
    zip(blocks, columnRanges).compactMap { if case .tfidf = $0 { $1 } else { nil } }
  }

  /// The names of the fields whose texts have terms, each once, in the recipe's order.
  public var termFields: [String] {
    var names: [String] = []
    for case .tfidf(let fields, _) in blocks { names += fields.filter { !names.contains($0) } }
    return names
  }

  /// Where the terms of the vocabulary stand in a text of field `name`, by their place; equal places by column.
  ///
  /// Terms of several words are looked for within the text; one that goes from the end of a field into the next is not
  /// found. A stem stands where its word does. N-grams of characters are not looked for: they overlap one another, and what
  /// one of them adds says little to a person. O(words · log terms).
  public func occurrences(inField name: String, of text: String) -> [TermOccurrence] {
    var found: [TermOccurrence] = []
    for (block, range) in zip(blocks, columnRanges) {
      guard case .tfidf(let fields, let tfidf) = block, fields.contains(name), tfidf.options.units != .characters else {
        continue
      }
      let stopWords = Set(tfidf.options.stopWords.flatMap { tfidf.options.placedUnits($0).map(\.bytes) })
      let tokens = tfidf.options.placedUnits(text).filter { !stopWords.contains($0.bytes) }
      for first in tokens.indices {
        var term: [UInt8] = []
        for last in first..<min(first + tfidf.options.ngrams.upperBound, tokens.count) {
          term += (last == first ? [] : [UInt8(ascii: " ")]) + tokens[last].bytes
          guard last - first + 1 >= tfidf.options.ngrams.lowerBound, let column = tfidf.column(of: term) else {
            continue
          }
          found.append(
            TermOccurrence(
              column: range.lowerBound + column,
              place: tokens[first].place.lowerBound..<tokens[last].place.upperBound))
        }
      }
    }
    return found.sorted {
      ($0.place.lowerBound, $0.place.upperBound, $0.column) < ($1.place.lowerBound, $1.place.upperBound, $1.column)
    }
  }

  private func place(ofColumn column: Int) -> (block: FittedBlock, place: Int) {
    precondition(column >= 0 && column < columnCount, "column out of range")
    let index = columnRanges.firstIndex { $0.contains(column) } ?? 0
    return (blocks[index], column - columnRanges[index].lowerBound)
  }
}

extension TfidfOptions {
  /// The words of `text`, or their stems, with the places of the words.
  fileprivate func placedUnits(_ text: String) -> [PlacedTokens.Token] {
    let tokens = PlacedTokens(text, foldAccents: foldAccents).tokens
    guard case .stems(let language) = units else { return tokens }
    let stemmer = Stemmer(language)
    return tokens.map {
      var token = $0
      stemmer.stem(&token.bytes)
      return token
    }
  }
}

extension FittedTfidf {
  /// What a column means, in the texts of `fields`.
  func kind(ofColumn column: Int, fields: [String]) -> FeatureKind {
    options.units == .characters
      ? .characters(fields: fields, gram: vocabulary[column]) : .term(fields: fields, term: vocabulary[column])
  }

  /// The column of the term with these bytes, by bisection.
  fileprivate func column(of term: [UInt8]) -> Int? {
    var range = vocabulary.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if vocabulary[middle].utf8.elementsEqual(term) { return middle }
      range =
        vocabulary[middle].utf8.lexicographicallyPrecedes(term)
        ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }
}
