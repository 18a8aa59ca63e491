import GarimpoEvaluation
import GarimpoQuerying
import Testing

@testable import GarimpoProject

struct SimulationDifferenceTests {
  private typealias Difference = SimulationReply.Difference

  private static func mean(_ value: Double, _ low: Double?, _ high: Double?, count: Int = 10) -> SimulationReply.Mean {
    SimulationReply.Mean(value: value, low: low, high: high, count: count)
  }

  @Test(
    arguments: [
      (-120.2, -150, -80.4, "120 fewer labels (95 %: 80 to 150)"),
      (1200, 800, 1500, "1,200 more labels (95 %: 800 to 1,500)"),
      (1, 0.6, 1.4, "1 more label (95 %: 1 to 1)"),
      (-3, -8, 2, "3 fewer labels (95 %: 8 fewer to 2 more, so it may be chance)"),
      (0.3, 0, 2, "as many labels (95 %: 0 to 2 more, so it may be chance)"), (0, 0, 0, "as many labels"),
      (-7, nil, nil, "7 fewer labels"),
    ] as [(Double, Double?, Double?, String)])
  func `A difference of labels is said in words`(value: Double, low: Double?, high: Double?, words: String) {
    #expect(Difference.labels(Self.mean(value, low, high), of: 10) == words)
    // Of runs that did not find so many, nobody knows by how much they differ.
    #expect(Difference.labels(Self.mean(value, low, high, count: 9), of: 10) == nil)
    #expect(Difference.labels(nil, of: 10) == nil)
  }

  @Test(
    arguments: [
      (-0.012, -0.014, -0.01, "lower by 0.0120 (95 %: 0.0100 to 0.0140)"),
      (0.00002, -0.01, 0.02, "the same (95 %: 0.0100 lower to 0.0200 higher, so it may be chance)"),
      (0.1, nil, nil, "higher by 0.1000"),
    ] as [(Double, Double?, Double?, String)])
  func `A difference of losses is said in words`(value: Double, low: Double?, high: Double?, words: String) {
    #expect(Difference.loss(Self.mean(value, low, high), of: 10) == words)
  }

  @Test func `Ways are compared repetition by repetition, from the same known items`() throws {
    let reply = try SimulationNotes().run {
      ($0.asking, $0.repetitionCount, $0.seed) = (["random", "certainty"], 12, 3)
    }
    let difference = try #require(reply.differences.first)
    func expected(_ figure: (ScreeningOrder) -> Double?) throws -> Estimate {
      let values = try (0..<12).map { repetition in
        let (one, other) = (reply.ways[1].runs[repetition], reply.ways[0].runs[repetition])
        #expect(one.priors == other.priors)
        return try #require(figure(one.screening)) - #require(figure(other.screening))
      }
      return try #require(Estimate.mean(of: values, seed: 3))
    }
    for (share, mean) in [(0.5, difference.read50), (0.8, difference.read80), (0.95, difference.read95)] {
      let estimate = try expected { $0.readCount(untilRecall: share).map(Double.init) }
      #expect(mean?.value == estimate.value && mean?.low == estimate.low && mean?.high == estimate.high)
      #expect(mean?.count == 12 && estimate.high < 0)
    }
    #expect(difference.loss?.value == (try expected(\.loss)).value)
    let text = reply.text(TextStyle()).replacing("\n", with: " ")
    #expect(text.contains("2 beside 1: the same recall of 50 % with "))
    #expect(text.contains(" fewer labels (95 %: ") && text.contains("; the loss is lower by 0."))
    #expect(!text.contains("--repeats"))
  }

  @Test func `What one repetition or a short run cannot say is said`() throws {
    let notes = try SimulationNotes()
    let once = try notes.run { ($0.asking, $0.repetitionCount) = (["certainty", "random"], 1) }
    #expect(once.differences[0].read95?.low == nil && once.differences[0].read95?.count == 1)
    let text = once.text(TextStyle()).replacing("\n", with: " ")
    #expect(!text.contains("95 %: "))
    #expect(
      text.contains(
        "Each way was played once: whether the differences are more than chance cannot be said; --repeats 10 or more says it."
      ))
    let few = try notes.run { ($0.asking, $0.stop) = (["random", "certainty"], "3") }
    let words = few.text(TextStyle()).replacing("\n", with: " ")
    #expect(words.contains("80 % were not reached in each repetition and 95 % were not reached in each repetition"))
    #expect(words.contains("Of 2 repetitions, intervals come out too narrow; --repeats 10 or more makes them honest."))
    #expect(try notes.run().text(TextStyle()).contains("--repeats") == false)
  }
}
