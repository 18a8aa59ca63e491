import Foundation
import GarimpoTabular
import Testing

@testable import GarimpoFeatures

private let seedFile = URL(filePath: #filePath).appending(path: "../../../../shared").standardizedFileURL
  .appending(path: "data/youtube-seed/raw_data_with_labels.csv")

private let seedIsThere: Bool = {
  let isThere = FileManager.default.fileExists(atPath: seedFile.path)
  if !isThere { print("SKIPPED: the seed's duplicates, for want of \(seedFile.path)") }
  return isThere
}()

@Suite(.enabled(if: seedIsThere)) struct SeedDuplicateTests {
  private let ids: [String]
  private let labels: [String]
  private let texts: [[String]]

  /// The seed's rows with a title.
  init() throws {
    let table = try Table(path: seedFile.path)
    func column(_ name: String) throws -> [String] { table.texts(inColumn: try #require(table.column(named: name))) }
    let (id, title, description, y) = (
      try column(""), try column("watch-title"), try column("og:description"), try column("y")
    )
    let rows = title.indices.filter { !title[$0].isEmpty }
    ids = rows.map { id[$0] }
    labels = rows.map { y[$0] }
    texts = rows.map { [title[$0], description[$0]] }
  }

  private func groups(_ threshold: Double) -> DuplicateGroups {
    var sketcher = TextSketcher()
    let sketches = texts.map { sketcher.sketch(of: $0) }
    return DuplicateFinder(nearThreshold: threshold).groups(among: sketches) { texts[$0] }
  }

  /// The ids of each group of two items or more.
  private func members(_ groups: [Int]) -> [[String]] {
    Dictionary(grouping: groups.indices) { groups[$0] }.values.filter { $0.count > 1 }
      .sorted { $0[0] < $1[0] }.map { $0.map { ids[$0] } }
  }

  @Test func `the seed has three groups of exact duplicates and no near ones`() {
    let found = groups(0.9)
    #expect(members(found.exactGroups) == [["168", "197", "479", "756"], ["542", "746", "885"], ["831", "1149"]])
    #expect(found.groups == found.exactGroups)
  }

  @Test func `at a similarity of 0.8 parts of a series with opposite answers would be one`() {
    let found = groups(0.8)
    let near = found.links.filter { $0.kind == .near }
    let opposite = near.filter { Set([labels[$0.first], labels[$0.second]]) == ["0", "1"] }
    #expect(opposite.map { "\(ids[$0.first]) \(ids[$0.second])" } == ["109 202", "48 368", "94 414"])
    #expect(near.map(\.similarity).max() == 15.0 / 17)
  }
}
