import Foundation
import GarimpoFeatures
import GarimpoMatrix
import GarimpoRecipes
import Testing

/// A case of `TfidfGolden`: options as scikit-learn names them, and what it made of the texts.
private struct GoldenCase: Decodable {
  struct Options: Decodable {
    var min_df: Double?
    var max_df: Double?
    var ngram_range: [Int]?
    var sublinear_tf: Bool?
    var smooth_idf: Bool?
    var strip_accents: String?
    var stop_words: [String]?
    var analyzer: String?
  }
  struct Row: Decodable {
    var columns: [UInt32]
    var values: [Double]

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      columns = try values.decode([UInt32].self)
      self.values = try values.decode([Double].self)
    }
  }
  var options: Options
  var vocabulary: [String]
  var idf: [Double]
  var fitted: [Row]
  var heldOut: [Row]

  var ours: TfidfOptions {
    func frequency(_ number: Double) -> TfidfOptions.DocumentFrequency {
      number < 1 ? .share(number) : .count(Int(number))
    }
    var ours = TfidfOptions()
    if let number = options.min_df { ours.minDocuments = frequency(number) }
    if let number = options.max_df { ours.maxDocuments = frequency(number) }
    if let range = options.ngram_range { ours.ngrams = range[0]...range[1] }
    ours.sublinear = options.sublinear_tf ?? false
    ours.smoothIdf = options.smooth_idf ?? true
    ours.foldAccents = options.strip_accents != nil
    ours.stopWords = options.stop_words ?? []
    if options.analyzer == "char_wb" { ours.units = .characters }
    return ours
  }
}

/// The scalars of terms: `String` would hold canonically equivalent ones for equal.
private func scalars(_ terms: [String]) -> [ScalarText] { terms.map(ScalarText.init) }

private func expectEqual(_ matrix: CSRMatrix, _ rows: [GoldenCase.Row], _ comment: Comment) {
  #expect(matrix.rowCount == rows.count, comment)
  for (row, wanted) in rows.enumerated() {
    let range = matrix.entries(ofRow: row)
    #expect(Array(matrix.columnIndices[range]) == wanted.columns, comment)
    for (found, value) in zip(matrix.values[range], wanted.values) {
      // Half a unit in the last place of a Float.
      #expect(abs(Double(found) - value) <= value * 6e-8 + 1e-10, comment)
    }
  }
}

@Suite struct TfidfTests {
  @Test func `vocabularies, weights and rows are scikit-learn's under every option`() throws {
    let texts = try JSONDecoder().decode([String].self, from: Data(TfidfGolden.texts.utf8))
    let cases = try JSONDecoder().decode([GoldenCase].self, from: Data(TfidfGolden.cases.utf8))
    let heldOut = texts.reversed() + ["unknown words only", "rato novo gato gato new city york"]
    #expect(cases.count == 20)
    for golden in cases {
      let comment: Comment = "\(golden.options)"
      let (fitted, matrix) = try TfidfVectorizer(golden.ours).fitTransform(texts)
      #expect(scalars(fitted.vocabulary) == scalars(golden.vocabulary), comment)
      for (found, wanted) in zip(fitted.idf, golden.idf) { #expect(abs(found - wanted) < 1e-12, comment) }
      expectEqual(matrix, golden.fitted, comment)
      expectEqual(fitted.transform(Array(heldOut)), golden.heldOut, comment)
      #expect(fitted.transform(texts) == matrix, comment)
      #expect(try TfidfVectorizer(golden.ours).fit(texts) == fitted, comment)
    }
  }

  @Test(arguments: [1...1, 1...2, 2...2, 2...3, 3...3])
  func `random texts of an awkward alphabet give what the naive twin gives`(ngrams: ClosedRange<Int>) throws {
    let alphabet = ["a", "B", "é", "E\u{301}", "_", " ", " ", "-", "7", "½", "東", "京", "İ", "😀", "ab", "ß"]
    var random = SplitMix(state: UInt64(ngrams.lowerBound * 10 + ngrams.upperBound))
    for round in 0..<60 {
      let texts = (0..<[0, 1, 2, 3, 5, 10, 40][round % 7]).map { _ in
        (0..<random.next(below: 40)).map { _ in alphabet[random.next(below: alphabet.count)] }.joined()
      }
      let options = TfidfOptions(
        ngrams: ngrams, minDocuments: [.count(1), .count(2), .share(0.1)][round % 3],
        maxDocuments: round % 4 == 0 ? .share(0.6) : .share(1), sublinear: round % 2 == 0, smoothIdf: round % 5 != 0,
        stopWords: round % 6 == 0 ? ["ab", "aa"] : [])
      guard let naive = NaiveTfidf(texts, options) else {
        #expect(throws: TfidfError.self) { try TfidfVectorizer(options).fit(texts) }
        continue
      }
      guard let (fitted, matrix) = try? TfidfVectorizer(options).fitTransform(texts) else {
        // The only other refusal: bounds that no number of documents can meet.
        #expect(throws: TfidfError.bounds(minimum: 2, maximum: 0.6 * Double(texts.count), documentCount: texts.count)) {
          try TfidfVectorizer(options).fit(texts)
        }
        continue
      }
      #expect(scalars(fitted.vocabulary) == naive.vocabulary)
      #expect(fitted.idf == naive.idf)
      let others = texts + ["ab aa ab", "é_é aa 東京 BB"]
      let found = fitted.transform(others)
      #expect(found.selecting(rows: 0..<texts.count) == matrix)
      for (row, wanted) in naive.transform(others).enumerated() {
        #expect(wanted.indices.allSatisfy { abs(Double(found[row, $0]) - wanted[$0]) < 1e-7 })
      }
    }
  }

  @Test(arguments: [5, 20, 21, 63, 64, 65, 4096, 5000])
  func `rows of any length come out sorted by column`(length: Int) throws {
    let words = (0..<length).map { "w\($0)" }
    let (fitted, matrix) = try TfidfVectorizer().fitTransform([
      words.reversed().joined(separator: " "), "w0 " + words.joined(separator: " "),
    ])
    #expect(matrix.columnIndices == (0..<2).flatMap { _ in (0..<UInt32(length)) })
    #expect(scalars(fitted.vocabulary) == scalars(words).sorted())
    let norm = (Double(length) + 3).squareRoot()
    #expect(matrix[1, 0] == Float(2 / norm) && matrix[1, length - 1] == Float(1 / norm))
  }

  @Test func `stems count as one term, whatever word they come from`() throws {
    let options = TfidfOptions(units: .stems(.english), ngrams: 1...2)
    let (fitted, matrix) = try TfidfVectorizer(options).fitTransform([
      "Screening the records", "the records were screened", "He screens a record",
    ])
    #expect(
      fitted.vocabulary == [
        "he", "he screen", "record", "record were", "screen", "screen record", "screen the", "the", "the record",
        "were",
        "were screen",
      ])
    #expect(fitted.transform(["Screening the records"]) == matrix.selecting(rows: 0..<1))
    #expect(fitted.transform(["SCREENED RECORDS"]).columnIndices == [2, 4, 5])
  }

  @Test(arguments: [
    (StemLanguage.english, "generously", "generous"), (.porter, "generously", "gener"),
    (.portuguese, "relevâncias", "relevânc"), (.german, "häuser", "haus"), (.russian, "книгами", "книг"),
    (.french, "continuellement", "continuel"), (.spanish, "canciones", "cancion"),
  ])
  func `stems are Snowball's, in many languages`(language: StemLanguage, word: String, stem: String) throws {
    let options = TfidfOptions(units: .stems(language))
    #expect(try TfidfVectorizer(options).fit([word]).vocabulary == [stem])
  }

  @Test(arguments: StemLanguage.allCases)
  func `every language is there, and a stem is never nothing`(language: StemLanguage) throws {
    let words = ["ab", "es", "ing", "ная", "ção", "12", "__", "ss", "ее"]
    let fitted = try TfidfVectorizer(TfidfOptions(units: .stems(language))).fit(words)
    #expect(fitted.vocabulary.allSatisfy { !$0.isEmpty } && fitted.transform(words).rowCount == words.count)
    #expect(fitted.transform(words).rowOffsets == Array(0...words.count))
  }

  @Test func `a stop word stops all words of its stem`() throws {
    let options = TfidfOptions(units: .stems(.english), stopWords: ["studies"])
    #expect(try TfidfVectorizer(options).fit(["a study of studying rats"]).vocabulary == ["of", "rat"])
  }

  @Test func `rows have the root of the weight as their norm`() throws {
    let texts = ["a red house", "blue houses", ""]
    let plain = try TfidfVectorizer(TfidfOptions()).fitTransform(texts).matrix
    let options = TfidfOptions(weight: 0.25)
    let (fitted, halved) = try TfidfVectorizer(options).fitTransform(texts)
    #expect(halved.values == plain.values.map { $0 / 2 } && halved.columnIndices == plain.columnIndices)
    #expect(fitted.transform(texts) == halved)
  }

  @Test func `what was learnt can be saved and read`() throws {
    let texts = ["São João", "são paulo 각", "\u{1100}\u{1161}\u{11A8} rio"]
    let options = TfidfOptions(ngrams: 1...2, stopWords: ["Rio"])
    let fitted = try TfidfVectorizer(options).fit(texts)
    let read = try JSONDecoder().decode(FittedTfidf.self, from: try JSONEncoder().encode(fitted))
    #expect(read == fitted)
    #expect(read.transform(texts) == fitted.transform(texts))
    let spoilt = try #require(String(data: try JSONEncoder().encode(fitted), encoding: .utf8))
      .replacing("\"joão\"", with: "\"zoão\"")
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(FittedTfidf.self, from: Data(spoilt.utf8)) }
  }

  @Test(arguments: [
    (
      TfidfOptions(ngrams: 0...2), ["ab"],
      "n-grams of 0 to 2 words were asked for: the shortest must be at least 1"
    ),
    (
      TfidfOptions(units: .characters), ["ab"],
      "n-grams of single characters were asked for: the shortest must have at least 2"
    ),
    (
      TfidfOptions(units: .characters, ngrams: 3...5, stopWords: ["the"]), ["ab"],
      "stop words were given beside units of characters: expected one of them"
    ),
    (TfidfOptions(weight: 0), ["ab"], "the weight is 0.0: expected a number above 0"),
    (
      TfidfOptions(minDocuments: .share(1.5)), ["ab"],
      "the minimum of documents is 1.5: expected a number of documents (0 or more) or a share of them (0.0 to 1.0)"
    ),
    (
      TfidfOptions(maxDocuments: .count(-1)), ["ab"],
      "the maximum of documents is -1: expected a number of documents (0 or more) or a share of them (0.0 to 1.0)"
    ),
    (
      TfidfOptions(minDocuments: .count(2), maxDocuments: .share(0.5)), ["ab", "cd", "ef"],
      "of 3 texts a term must occur in at least 2 and at most 1.5: no term can. "
        + "Lower the minimum or raise the maximum"
    ),
    (
      TfidfOptions(stopWords: ["The"]), ["a b c", "the", ""],
      "none of the 3 training texts has a word of two or more letters or digits that is not a stop word. "
        + "Check which field the words are taken from, and the stop words"
    ),
    (
      TfidfOptions(minDocuments: .count(2)), ["ab cd", "ef"],
      "none of the 3 terms of the 2 training texts occurs in 2 to 2 of them. "
        + "Lower the minimum, raise the maximum, or train on more rows"
    ),
  ])
  func `a vocabulary that cannot be made is refused with what to do`(
    options: TfidfOptions, texts: [String], message: String
  ) {
    let error = #expect(throws: TfidfError.self) { try TfidfVectorizer(options).fit(texts) }
    #expect(error?.description == message)
  }
}

/// A generator for tests.
struct SplitMix {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
