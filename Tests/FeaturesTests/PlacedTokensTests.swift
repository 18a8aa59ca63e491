import GarimpoKernels
import GarimpoRecipes
import Testing

@testable import GarimpoFeatures

struct PlacedTokensTests {
  private static let texts = [
    "", "a", "Plain words, twice: words", "São João é já", "Sa\u{303}o Joa\u{303}o e\u{301}tude cafe\u{301}",
    "🧪 test 👩‍🔬👩🏽‍🔬 lab🧬gene", "שָׁלוֹם עולם hello", "مرحبا بالعالم ١٢٣", "ΟΔΟΣ οδος Σίσυφος ΣΑΣ",
    "İstanbul ABİ ıssız", "ﬁne oﬃce ⑽ab ㏂ straße STRASSE", "日本語 テキスト", "snake_case x2 C++ 3.14 a1", "한국어 문장 각",
    "e\u{301}\u{302}x yz\u{20DD}w", "na\u{308}ıve ﷺ word",
  ]

  private static func slice(_ text: String, _ place: Range<Int>) -> String {
    String(decoding: Array(text.utf16)[place], as: UTF16.self)
  }

  @Test(arguments: texts, [false, true])
  func `the words are the tokenizer's, and each place says its word`(text: String, folds: Bool) {
    let tokenizer = Tokenizer(foldAccents: folds)
    let placed = PlacedTokens(text, foldAccents: folds).tokens
    #expect(placed.map { String(decoding: $0.bytes, as: UTF8.self) } == tokenizer.tokens(of: text))
    for token in placed {
      let word = String(decoding: token.bytes, as: UTF8.self)
      let slice = Self.slice(text, token.place)
      // U+FDFA is written as four words.
      if slice == "ﷺ" { continue }
      #expect(tokenizer.tokens(of: slice) == [word], "\(slice)")
    }
    for (one, next) in zip(placed, placed.dropFirst()) {
      #expect(one.place.upperBound <= next.place.lowerBound || one.place == next.place)
    }
  }

  @Test func `offsets count UTF-16 code units, and an accent stays with its letter`() {
    let placed = PlacedTokens("🧪 cafe\u{301} σας", foldAccents: false).tokens
    #expect(placed.map(\.place) == [3..<8, 9..<12])
  }

  @Test func `random texts have the tokenizer's words`() {
    let scalars = Array("aBc é\u{301}\u{308}İΣσ🧪_1٣-\u{200D}ﬁש ".unicodeScalars)
    var random = SplitMix64(seed: 5)
    for _ in 0..<150 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.next(below: 40) { text.append(scalars[random.next(below: scalars.count)]) }
      for folds in [false, true] {
        let placed = PlacedTokens(String(text), foldAccents: folds).tokens
        #expect(
          placed.map { String(decoding: $0.bytes, as: UTF8.self) }
            == Tokenizer(foldAccents: folds).tokens(of: String(text)))
      }
    }
  }

  // MARK: Terms

  private static func pipeline(_ texts: [String], _ options: TfidfOptions) throws -> FittedPipeline {
    try FeaturePipeline(specs: [
      .number(.field("size"), .log), .tfidf(fields: ["title"], options), .category(field: "place", minCount: 1),
    ]).fit(items(texts), rows: Array(texts.indices))
  }

  private static func items(_ texts: [String]) -> Items {
    let ids = texts.indices.map { "\($0)" }
    return Items(
      ids: ids, sourceRows: Array(texts.indices), titles: texts, labels: texts.map { _ in nil },
      observed: texts.map { _ in Timestamp(secondsSince1970: 0) },
      fields: [
        Field(name: "title", values: .text(texts)),
        Field(name: "size", values: .number(texts.indices.map { $0 == 1 ? .nan : 7 })),
        Field(name: "place", values: .category(texts.map { _ in "sea" })),
      ])
  }

  @Test func `terms of one and of two words are found where they stand, across stop words`() throws {
    var options = TfidfOptions(ngrams: 1...2)
    options.stopWords = ["of", "the"]
    let pipeline = try Self.pipeline(["state of the art", "art"], options)
    let text = "🧪 State of the ART, arts"
    let found = pipeline.occurrences(inField: "title", of: text)
    func name(_ column: Int) -> String { pipeline.kind(ofColumn: column).name }
    #expect(
      found.map { "\(name($0.column)) = \(Self.slice(text, $0.place))" }
        == ["title: state = State", "title: state art = State of the ART", "title: art = ART"])
    #expect(pipeline.occurrences(inField: "size", of: text).isEmpty)
  }

  @Test func `stems are found where their words stand, and groups of characters are not looked for`() throws {
    let stems = try Self.pipeline(["screening of records", "x"], TfidfOptions(units: .stems(.english), ngrams: 1...2))
    let text = "Records were SCREENED of recording"
    let found = stems.occurrences(inField: "title", of: text)
    #expect(
      found.map { "\(stems.kind(ofColumn: $0.column).name) = \(Self.slice(text, $0.place))" } == [
        "title: record = Records", "title: screen = SCREENED", "title: screen of = SCREENED of", "title: of = of",
        "title: of record = of recording", "title: record = recording",
      ])
    let grams = try Self.pipeline(["screen", "x"], TfidfOptions(units: .characters, ngrams: 3...3))
    #expect(grams.occurrences(inField: "title", of: "screen").isEmpty)
    #expect(grams.kind(ofColumn: 1) == .characters(fields: ["title"], gram: " sc"))
    #expect(grams.kind(ofColumn: 1).name == "title: \" sc\"")
  }

  @Test func `columns say what they mean, one by one as all together`() throws {
    let pipeline = try Self.pipeline(["red house", "blue house"], TfidfOptions())
    #expect((0..<pipeline.columnCount).map { pipeline.kind(ofColumn: $0) } == pipeline.featureKinds)
    #expect(pipeline.termColumns == [1..<4] && pipeline.termFields == ["title"])
    let items = Self.items(["red house", "blue house"])
    #expect(try pipeline.number(ofColumn: 0, in: items, row: 0) == 7)
    #expect(try pipeline.number(ofColumn: 0, in: items, row: 1) == nil)
    #expect(try pipeline.number(ofColumn: 2, in: items, row: 0) == nil)
  }
}
