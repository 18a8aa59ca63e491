import GarimpoKernels
import Testing

@testable import GarimpoQuerying

struct AskingMixTests {
  private static func candidates(_ count: Int, seed: UInt64) -> QueryCandidates {
    var generator = SplitMix64(seed: seed, stream: 0)
    // Few levels, so that there are ties.
    let scores = (0..<count).map { _ in Double(generator.next(below: 7)) / 6 }
    return QueryCandidates(items: (0..<count).filter { $0 % 5 != 3 }, scores: scores, boundary: 0.5)
  }

  /// The same draw, written out place by place.
  private static func naive(_ mix: AskingMix, _ count: Int, _ candidates: QueryCandidates, start: Double) -> [Int] {
    let count = min(count, candidates.items.count)
    var taken: [Int] = []
    var before = 0.0
    for part in mix.parts {
      let after = before + part.share * Double(count)
      let wanted = Int((after + start).rounded(.down)) - Int((before + start).rounded(.down))
      before = after
      guard part.strategy != .random else { continue }
      let ordered = candidates.items.filter { !taken.contains($0) }.sorted { a, b in
        let (left, right) = (candidates.scores[a], candidates.scores[b])
        let (x, y) = part.strategy == .certainty ? (-left, -right) : (abs(left - 0.5), abs(right - 0.5))
        return x < y || x == y && a < b
      }
      taken += ordered.prefix(wanted)
    }
    return taken
  }

  @Test(
    arguments: [
      "certainty", "uncertainty", "random", "certainty 95%, random 5%", "uncertainty 50%, certainty 20%, random 30%",
      "random 25%, uncertainty 75%",
    ], [1, 2, 3, 7, 20])
  func `What ranks takes its best, and each item is asked as often as its probability says`(text: String, count: Int)
    throws
  {
    let mix = try AskingMix(text)
    for size in [1, 3, 12] {
      let candidates = Self.candidates(size, seed: UInt64(size))
      var (asked, probabilities) = ([Int: Int](), [Int: Double]())
      let drawCount = 500
      for seed in 0..<drawCount {
        var generator = SplitMix64(seed: UInt64(seed), stream: 5)
        var copy = generator
        let questions = mix.draw(count, from: candidates, using: &generator)
        #expect(questions.count == min(count, candidates.items.count))
        #expect(Set(questions.map(\.item)).count == questions.count)
        let ranked = questions.filter { $0.strategy != .random }.map(\.item)
        // Without a random part nothing but rounding at the ends of the ranges could differ.
        #expect(ranked == Self.naive(mix, count, candidates, start: copy.nextUnit()))
        for question in questions {
          asked[question.item, default: 0] += 1
          if let known = probabilities[question.item] { #expect(abs(known - question.inclusionProbability) < 1e-12) }
          probabilities[question.item] = question.inclusionProbability
        }
      }
      // All probabilities together are the number of questions, as far as items were seen at all.
      for (item, probability) in probabilities {
        let share = Double(asked[item] ?? 0) / Double(drawCount)
        let deviation = (probability * (1 - probability) / Double(drawCount)).squareRoot()
        #expect(
          abs(share - probability) <= 5 * deviation + 1e-9, "\(size) items, item \(item): \(share), \(probability)")
      }
      if mix.parts.contains(where: { $0.strategy == .random }) {
        #expect(abs(probabilities.values.reduce(0, +) - Double(min(count, candidates.items.count))) < 1e-9)
      }
    }
  }

  @Test(arguments: ["certainty", "certainty 95%, random 5%", "uncertainty 12.5%, random 87.5%"])
  func `A mix is read from what it prints`(text: String) throws {
    #expect(try AskingMix(text).description == text)
    #expect(try AskingMix(AskingMix(text).description) == AskingMix(text))
  }

  @Test(
    arguments: [
      (
        "", "way of asking: \"\" has an empty part; expected ways with their shares, as in \"certainty 95%, random 5%\""
      ),
      (
        "certainty 50%,",
        "way of asking: \"certainty 50%,\" has an empty part; expected ways with their shares, as in \"certainty 95%, random 5%\""
      ),
      ("sure", "way of asking: \"sure\" is not known; expected one of certainty, uncertainty, random"),
      ("random 50%, random 50%", "way of asking: random is there twice; give it one share"),
      (
        "random 50",
        "way of asking: the share of random is \"50\"; expected a percentage above 0 and at most 100, as in 30%"
      ),
      (
        "random 0%",
        "way of asking: the share of random is \"0%\"; expected a percentage above 0 and at most 100, as in 30%"
      ),
      (
        "random 5 %",
        "way of asking: the share of random is \"5 %\"; expected a percentage above 0 and at most 100, as in 30%"
      ),
      (
        "certainty, random 5%",
        "way of asking: certainty has no share; where there are several, each needs one, as in certainty 30%"
      ),
      ("certainty 90%, random 5%", "way of asking: the shares sum to 95.0%; expected 100%"),
      ("random 50%", "way of asking: the shares sum to 50.0%; expected 100%"),
    ])
  func `What is no mix is refused with a sentence`(text: String, sentence: String) {
    #expect { try AskingMix(text) } throws: { "\($0)" == sentence }
  }
}
