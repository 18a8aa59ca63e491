import Foundation
import Testing

/// The seed's round on the real data, through the program.
struct SeedRoundTests {
  private static let table = ProgramRun.packageRoot.deletingLastPathComponent()
    .appending(path: "shared/data/youtube-seed/raw_data_with_labels.csv")

  private static let isThere: Bool = {
    let isThere = FileManager.default.fileExists(atPath: table.path)
    if !isThere { print("SKIPPED: the seed's round: \(table.path) is missing") }
    return isThere
  }()

  private struct Result: Decodable {
    struct Split: Decodable {
      let labelledCount, labelledPositiveCount, trainCount, trainPositiveCount, validationCount: Int
      let validationPositiveCount, poolCount: Int
    }
    struct Features: Decodable { let columnCount, termCount, trainNonzeroCount, poolNonzeroCount: Int }
    struct Figure: Decodable { let value, low, high: Double }
    struct Quality: Decodable { let averagePrecision, rocAUC: Figure }
    struct Item: Decodable {
      let reason: String
      let rank: Int
    }
    struct Batch: Decodable { let items: [Item] }
    struct Source: Decodable { let rowCount, columnCount: Int }
    struct Cleaning: Decodable { let emptyRowCount: Int }
    let split: Split
    let features: Features
    let quality: Quality
    let batch: Batch
    let source: Source
    let cleaning: Cleaning
  }

  @Test(.enabled(if: isThere)) func `The seed's counts are exact and its figures where scikit-learn's are`() throws {
    let world = try TinyWorld()
    let run = try world.run(
      "round", Self.table.path, "--recipe", "youtube-watch-page", "--hard", "70", "--random", "30", "--output",
      "to_label.csv", "--report", "report.html", "--seed", "0", "--json", "--quiet")
    #expect(run.status == 0 && run.errors == "")
    let result = try JSONDecoder().decode(Result.self, from: Data(run.output.utf8))
    #expect(result.source.rowCount == 1184 && result.source.columnCount == 17 && result.cleaning.emptyRowCount == 12)
    #expect(result.split.labelledCount == 498 && result.split.labelledPositiveCount == 67)
    #expect(result.split.trainCount == 228 && result.split.trainPositiveCount == 32)
    #expect(result.split.validationCount == 270 && result.split.validationPositiveCount == 35)
    #expect(result.split.poolCount == 674)
    // Two columns of numbers besides the terms; each training row has views and views per day but those without views.
    #expect(result.features.columnCount == 195 && result.features.termCount == 193)
    #expect(result.features.trainNonzeroCount - 1277 == 2 * 228)
    // The reference's 20 seeds lie within these bounds.
    #expect((0.17...0.205).contains(result.quality.averagePrecision.value))
    #expect((0.555...0.61).contains(result.quality.rocAUC.value))
    #expect(result.batch.items.count == 100)
    #expect(result.batch.items.count { $0.reason == "hard" } == 70)
    #expect(Set(result.batch.items.map(\.rank)).count == 100)
    #expect(try world.read("report.html").contains("</html>"))
  }

  @Test(.enabled(if: isThere)) func `The notebook's band asks about as many hard items as the notebook did`() throws {
    let run = try ProgramRun(
      [
        "round", Self.table.path, "--recipe", "youtube-watch-page", "--band", "0.26:1", "--random", "30", "--json",
        "-q",
      ])
    let result = try JSONDecoder().decode(Result.self, from: Data(run.output.utf8))
    // The notebook found 73; over seeds the reference's number varies by a few.
    #expect((60...85).contains(result.batch.items.count { $0.reason == "hard" }))
  }
}
