import GarimpoRecipes
import GarimpoTabular
import Testing

@testable import GarimpoProject

struct ItemDuplicatesTests {
  private static let long = "one two three four five six seven eight nine ten eleven twelve"

  /// Items with these titles; a label for each that has one.
  private static func items(_ rows: [(title: String, label: Bool?)]) -> Items {
    Items(
      ids: rows.indices.map { "\($0)" }, sourceRows: Array(rows.indices), titles: rows.map(\.title),
      labels: rows.map(\.label), observed: rows.map { _ in Timestamp(secondsSince1970: 0) },
      fields: [Field(name: "title", values: .text(rows.map(\.title)))])
  }

  @Test func `Of exact duplicates without a label the first is asked, of those with a label none`() {
    let items = Self.items([
      ("A b!", nil), ("a  B", nil), ("c", true), ("C.", nil), ("d", nil), ("", nil), ("", nil),
    ])
    for spec in [DuplicateSpec.exact, .near(0.9)] {
      let duplicates = ItemDuplicates(items, spec)
      #expect((0..<7).map { duplicates.isAskable($0) } == [true, false, true, false, true, true, true])
      #expect(duplicates.group == [0, 0, 2, 2, 4, 5, 6])
    }
    let off = ItemDuplicates(items, .off)
    #expect((0..<7).allSatisfy { off.isAskable($0) } && off.group == Array(0..<7))
  }

  @Test func `Near duplicates are asked each for itself, and belong together when labelled`() {
    let items = Self.items([
      (Self.long, true), (Self.long + " thirteen", false), (Self.long + " part 2", nil), ("something else here", true),
    ])
    let duplicates = ItemDuplicates(items, .near(0.8))
    #expect((0..<4).allSatisfy { duplicates.isAskable($0) })
    #expect(duplicates.group == [0, 0, 2, 3])
    #expect(ItemDuplicates(items, .exact).group == [0, 1, 2, 3])
  }

  @Test func `A duplicate of a training item is left out of validation, and said so`() throws {
    var rows = (0..<40).map { ("title number \($0) of its own", Optional($0 % 2 == 0)) }
    for row in 20..<30 { rows.append((rows[row].0.uppercased(), rows[row].1)) }
    let items = Self.items(rows)
    for seed in 0..<20 {
      let duplicates = ItemDuplicates(items, .exact)
      let division = try LabelledDivision(
        items, by: .random(validationShare: 0.5), seed: UInt64(seed), duplicates: duplicates, path: "t.csv")
      let training = Set(division.training.map { duplicates.group[$0] })
      #expect(division.validation.allSatisfy { !training.contains(duplicates.group[$0]) })
      let left = 50 - division.training.count - division.validation.count
      let rule = division.summary(poolCount: 0).rule
      #expect(left > 0 && rule.contains("; \(left) labelled item"), "\(rule)")
      #expect(division.summary(poolCount: 0).validationCount == division.validation.count)
    }
  }
}
