import GarimpoKernels
import GarimpoMatrix
import GarimpoRecipes
import Testing

@testable import GarimpoProject

/// The parts of a round that are measured on made-up items.
struct RoundPartsTests {
  @Test(arguments: [1, 2, 3, 4, 5])
  func `an influence is the mean score above the lower training median less that of the rest`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    func rows(_ count: Int) -> [[Float]] {
      (0..<count).map { _ in (0..<4).map { Float(generator.next(below: 5) - [0, 2, 4, 3][$0]) } }
    }
    let training = rows(9)
    let scored = rows(20)
    let scores = scored.map { _ in Float(generator.next(below: 8)) / 8 }
    let matrix = CSRMatrix(dense: scored, columnCount: 4)
    let importances = [0.25, 0.25, 0.5, 0]
    let influences = Influences(
      names: ["a", "b", "c", "d"], importances: importances, training: CSRMatrix(dense: training, columnCount: 4),
      scored: [
        (matrix.selecting(rows: 0..<7), Array(scores[..<7])), (matrix.selecting(rows: 7..<20), Array(scores[7...])),
      ]
    ).strongest(20)
    #expect(influences.map(\.feature) == ["c", "a", "b"])
    for influence in influences {
      let column = ["a", "b", "c", "d"].firstIndex(of: influence.feature) ?? 0
      let median = training.map { $0[column] }.sorted()[4]
      func mean(_ isAbove: Bool) -> Double? {
        let chosen = scored.indices.filter { (scored[$0][column] > median) == isAbove }.map { Double(scores[$0]) }
        return chosen.isEmpty ? nil : chosen.reduce(0, +) / Double(chosen.count)
      }
      let expected = if let above = mean(true), let rest = mean(false) { above - rest } else { 0.0 }
      #expect(abs(influence.effect - expected) < 1e-12)
      #expect(influence.importance == importances[column])
      #expect(influence.trainCount == training.count { $0[column] != 0 })
    }
  }

  @Test func `a number that is a feature twice is one baseline`() throws {
    let recipe = try Recipe.builtIn(named: "youtube-watch-page")
    var twice = recipe
    twice.features = [
      .number(.field("views"), .none), .number(.field("views"), .log),
      .ratio(.field("views"), .daysSince("published"), .none),
    ]
    let days: [Int64?] = [100, 300, nil]
    let dates = days.map { $0.map { Timestamp(secondsSince1970: $0 * 86_400) } }
    let items = Items(
      ids: ["a", "b", "c"], sourceRows: [0, 1, 2], titles: ["", "", ""], labels: [true, false, nil],
      observed: Array(repeating: Timestamp(secondsSince1970: 400 * 86_400), count: 3),
      fields: [
        Field(name: "views", values: .number([600, 500, .nan])), Field(name: "published", values: .date(dates)),
      ])
    let orders = BaselineOrder.all(for: twice, items: items, rows: [1, 0, 2])
    #expect(orders.map(\.name) == ["by views", "by views per day", "newest first"])
    let last = -Double.greatestFiniteMagnitude
    let expected: [[Double]] = [[500, 600, last], [5, 2, last], [25_920_000, 8_640_000, last]]
    #expect(orders.map(\.scores) == expected)
  }
}
