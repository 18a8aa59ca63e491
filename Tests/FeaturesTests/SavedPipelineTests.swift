import Foundation
import GarimpoMatrix
import GarimpoRecipes
import Testing

@testable import GarimpoFeatures

@Suite struct SavedPipelineTests {
  private func saved(_ fitted: FittedPipeline) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(fitted)
  }

  /// Features of every kind, learnt from numbers that have no short decimal form.
  private func pipeline() throws -> FittedPipeline {
    let count = 40
    let thirds = (0..<count).map { number -> Double in Double(number) / 3 - 1e-7 }
    let titles = (0..<count).map { "word\($0 % 7) \"quoted\\\" São \($0 % 3)x" }
    let items = Items(
      ids: (0..<count).map(String.init), sourceRows: Array(0..<count), titles: (0..<count).map { "item \($0)" },
      labels: Array(repeating: nil, count: count),
      observed: Array(repeating: Timestamp(secondsSince1970: 0), count: count),
      fields: [
        Field(name: "thirds", values: .number(thirds)),
        Field(name: "title", values: .text(titles)),
        Field(name: "tags", values: .tags((0..<count).map { ["a\($0 % 5)", "é", "e\u{301}"] })),
      ])
    return try FeaturePipeline(specs: [
      .number(.field("thirds"), .standard), .number(.field("thirds"), .maxAbs), .category(field: "tags", minCount: 1),
      .tfidf(fields: ["title"], TfidfOptions(ngrams: 1...2, maxDocuments: .share(0.95), stopWords: ["b", "a"])),
      .tfidf(fields: ["title"], TfidfOptions(units: .stems(.portuguese), weight: 0.3)),
      .tfidf(fields: ["title"], TfidfOptions(units: .characters, ngrams: 2...4, minDocuments: .count(2))),
    ]).fit(items, rows: Array(0..<count))
  }

  @Test func `with sorted keys equal features have equal bytes, before and after reading`() throws {
    let first = try saved(pipeline())
    #expect(try saved(pipeline()) == first)
    let read = try JSONDecoder().decode(FittedPipeline.self, from: first)
    #expect(try read == pipeline())
    #expect(try saved(read) == first)
  }

  @Test func `options that were saved before there were units and weights are read`() throws {
    let options = TfidfOptions(ngrams: 1...2, stopWords: ["a"])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(options), as: UTF8.self)
    #expect(!text.contains("units") && !text.contains("weight"))
    #expect(try JSONDecoder().decode(TfidfOptions.self, from: Data(text.utf8)) == options)
    let weightless = text.dropLast() + #","weight":0}"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(TfidfOptions.self, from: Data(weightless.utf8)) }
  }

  @Test func `every positive number comes back bit for bit`() throws {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    var numbers = [
      Double.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 1.nextUp, 0.1, 1.0 / 3,
    ]
    while numbers.count < 2000 {
      // Xorshift (Marsaglia, 2003): all exponents and fractions.
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let number = Double(bitPattern: state >> 1)
      if number.isFinite, number > 0 { numbers.append(number) }
    }
    let terms = numbers.indices.map { "w" + String($0 + 10_000) }
    let fitted = FittedPipeline(
      blocks: [
        .tfidf(
          fields: ["title"],
          fitted: FittedTfidf(options: TfidfOptions(), documentCount: 9, vocabulary: terms, idf: numbers))
      ], trainingCount: 9)
    let read = try JSONDecoder().decode(FittedPipeline.self, from: saved(fitted))
    #expect(read == fitted)
    #expect(try saved(read) == saved(fitted))
  }
}
