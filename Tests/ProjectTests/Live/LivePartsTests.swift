import GarimpoKernels
import GarimpoMatrix
import GarimpoRecipes
import Testing

@testable import GarimpoProject

struct LivePartsTests {
  // MARK: Hard

  @Test(arguments: [nil, 0.2...0.45, 0.26...1, 0.6...0.9])
  func `The hardest are those that a sort by distance puts first`(band: ClosedRange<Double>?) {
    let centre = HardCentre(BatchSpec(band: band, threshold: 0.4))
    var random = SplitMix64(seed: 2)
    for size in [0, 1, 2, 3, 5, 10, 40] {
      for levels in [2, 5, 100] {
        let scores = (0..<size).map { _ in Float(random.next(below: levels + 1)) / Float(levels) }.sorted(by: >)
        let sorted = scores.indices.filter { centre.distance(of: scores[$0]) != nil }
          .map { centre.distance(of: scores[$0]) ?? 0 }.sorted()
        for count in [1, 3, 100] {
          let places = centre.hardest(count, in: scores)
          let distances = places.compactMap { centre.distance(of: scores[$0]) }
          // At least so many, and all that are as close as the last.
          let least = sorted.count { $0 <= sorted.prefix(count).last ?? -1 }
          #expect(distances == Array(sorted.prefix(least)) && Set(places).count == places.count)
        }
      }
    }
  }

  @Test func `The hardest are shuffled among equals, and ranked only in a whole pool`() {
    let order = PoolOrder(scoring: Array(1...50), [Float](repeating: 0.5, count: 50), position: 3)
    func hardest(seed: UInt64, isWhole: Bool) -> [LiveOffer.Scored] {
      var offer = LiveOffer(position: 3, labelPosition: 3, round: nil)
      offer.offer(order, isWhole: isWhole, centre: HardCentre(BatchSpec()), seed: seed)
      return offer.hardest
    }
    let one = hardest(seed: 1, isWhole: true)
    #expect(one.map(\.item) != Array(1...50) && one.map(\.item).sorted() == Array(1...50))
    #expect(one.map(\.item) != hardest(seed: 2, isWhole: true).map(\.item))
    #expect(one.allSatisfy { $0.rank == Int($0.item) })
    #expect(hardest(seed: 1, isWhole: false).allSatisfy { $0.rank == nil })
  }

  // MARK: Cosines

  private static func rows(_ count: Int, seed: UInt64) -> [[Float]] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      (0..<6).map { _ in random.next(below: 2) == 0 ? 0 : Float(random.next(below: 7)) - 2 }
    }
  }

  private static func cosine(_ one: [Float], _ other: [Float]) -> Float {
    func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let lengths = (dot(one, one) * dot(other, other)).squareRoot()
    if lengths == 0 { return dot(one, one) == dot(other, other) ? 1 : 0 }
    return dot(one, other) / lengths
  }

  @Test func `Cosines are those of dense rows`() {
    let rows = Self.rows(40, seed: 1) + [[0, 0, 0, 0, 0, 0]]
    let set = CosineRows(CSRMatrix(dense: rows, columnCount: 6))
    for (other, row) in rows.enumerated() {
      for (found, wanted) in zip(set.cosines(withRow: other, of: set), rows.map({ Self.cosine($0, row) })) {
        #expect(abs(found - wanted) < 1e-5)
      }
    }
    var centre = [Float](repeating: 0, count: 6)
    for row in rows {
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for column in 0..<6 where length > 0 { centre[column] += row[column] / length }
    }
    for (found, wanted) in zip(set.cosinesWithCentre(), rows.map({ Self.cosine($0, centre) })) {
      #expect(abs(found - wanted) < 1e-5)
    }
  }

  // MARK: Columns of features

  @Test func `The fields of features are gathered piece by piece, and nothing else`() {
    func items(_ range: Range<Int>) -> Items {
      Items(
        ids: range.map { "\($0)" }, sourceRows: Array(0..<range.count), titles: range.map { "t\($0)" },
        labels: range.map { _ in nil }, observed: range.map { Timestamp(secondsSince1970: Int64($0)) },
        fields: [
          Field(name: "text", values: .text(range.map { "word\($0)" })),
          Field(name: "spare", values: .text(range.map { "spare\($0)" })),
          Field(name: "size", values: .number(range.map { Double($0) })),
          Field(name: "day", values: .date(range.map { $0 == 1 ? nil : Timestamp(secondsSince1970: Int64(9 * $0)) })),
          Field(name: "place", values: .category(range.map { "c\($0)" })),
          Field(name: "tags", values: .tags(range.map { ["a", "\($0)"] })),
        ])
    }
    var columns = FeatureColumns([
      .tfidf(fields: ["text", "tags"], TfidfOptions()), .ratio(.field("size"), .daysSince("day"), .none),
      .category(field: "place", minCount: 1),
    ])
    for range in [0..<2, 2..<3, 3..<7] { columns.append(items(range)) }
    let (found, wanted) = (columns.items(), items(0..<7))
    #expect(found.count == 7 && found.observed == wanted.observed)
    #expect(found.fields.map(\.name) == ["text", "size", "day", "place", "tags"])
    for field in found.fields { #expect(field == wanted.field(named: field.name)) }
  }
}
