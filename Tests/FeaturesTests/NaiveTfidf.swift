import Foundation
import GarimpoRecipes

/// A text as its scalars, which is how Python compares and sorts strings.
struct ScalarText: Hashable, Comparable {
  let scalars: [UInt32]

  init(_ text: String) { scalars = text.unicodeScalars.map(\.value) }

  static func < (a: ScalarText, b: ScalarText) -> Bool { a.scalars.lexicographicallyPrecedes(b.scalars) }
}

/// TF-IDF as one would write it down, with dictionaries of terms and dense rows; for texts without capital sigmas and
/// accents to fold.
struct NaiveTfidf {
  let options: TfidfOptions
  var vocabulary: [ScalarText] = []
  var idf: [Double] = []

  init?(_ texts: [String], _ options: TfidfOptions) {
    self.options = options
    var documents: [ScalarText: Int] = [:]
    for text in texts {
      for term in Set(terms(text)) { documents[term, default: 0] += 1 }
    }
    let count = Double(texts.count)
    func bound(_ frequency: TfidfOptions.DocumentFrequency) -> Double {
      switch frequency {
      case .count(let number): Double(number)
      case .share(let share): share * count
      }
    }
    vocabulary = documents.keys.filter {
      Double(documents[$0] ?? 0) >= bound(options.minDocuments)
        && Double(documents[$0] ?? 0) <= bound(options.maxDocuments)
    }.sorted()
    if vocabulary.isEmpty { return nil }
    idf = vocabulary.map { term in
      let frequency = Double(documents[term] ?? 0)
      return options.smoothIdf ? log((1 + count) / (1 + frequency)) + 1 : log(count / frequency) + 1
    }
  }

  func terms(_ text: String) -> [ScalarText] {
    var words: [String] = []
    var word = ""
    let lowered = text.unicodeScalars.map { $0.properties.lowercaseMapping }.joined() + " "
    for scalar in lowered.unicodeScalars {
      let isWord: Bool =
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .decimalNumber, .letterNumber: true
        default: scalar == "_" || scalar.properties.numericType != nil
        }
      if isWord {
        word.unicodeScalars.append(scalar)
      } else {
        if word.unicodeScalars.count > 1 { words.append(word) }
        word = ""
      }
    }
    let stopped = Set(options.stopWords.map(ScalarText.init))
    words.removeAll { stopped.contains(ScalarText($0)) }
    return options.ngrams.flatMap { length in
      words.indices.dropLast(length - 1).map { ScalarText(words[$0..<($0 + length)].joined(separator: " ")) }
    }
  }

  func transform(_ texts: [String]) -> [[Double]] {
    texts.map { text in
      let terms = terms(text)
      var row = vocabulary.enumerated().map { column, term in
        let count = Double(terms.count { $0 == term })
        return count == 0 ? 0 : (options.sublinear ? 1 + log(count) : count) * idf[column]
      }
      let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if norm > 0 { row = row.map { $0 / norm } }
      return row
    }
  }
}
