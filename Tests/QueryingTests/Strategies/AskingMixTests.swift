import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoQuerying

struct AskingMixTests {
  private static func candidates(_ count: Int, seed: UInt64) -> QueryCandidates {
    var generator = SplitMix64(seed: seed, stream: 0)
    // Few levels, so that there are ties.
    let scores = (0..<count).map { _ in Double(generator.next(below: 7)) / 6 }
    return QueryCandidates(items: (0..<count).filter { $0 % 5 != 3 }, scores: scores, scale: .probability)
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
        let questions = try mix.draw(count, from: candidates, using: &generator)
        #expect(questions.count == min(count, candidates.items.count))
        #expect(Set(questions.map(\.item)).count == questions.count)
        let ranked = questions.filter { $0.strategy != .random }.map(\.item)
        // Without a random part nothing but rounding at the ends of the ranges could differ.
        #expect(ranked == Self.naive(mix, count, candidates, start: copy.nextUnit()))
        for question in questions {
          let probability = try #require(question.inclusionProbability)
          asked[question.item, default: 0] += 1
          if let known = probabilities[question.item] { #expect(abs(known - probability) < 1e-12) }
          probabilities[question.item] = probability
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

  @Test(
    arguments: [
      ("certainty, unstuck 15", 5, 15, "certainty 50%, random 50%"), ("certainty, unstuck 15", 5, 14, "itself"),
      ("certainty, unstuck 15", 6, 99, "itself"), ("certainty", 1, 99, "itself"),
      ("certainty, unstuck 1 1", 1, 1, "certainty 50%, random 50%"),
      ("certainty 60%, random 20%, uncertainty 20%, unstuck", 1, 20, "certainty 30%, uncertainty 10%, random 60%"),
    ])
  func `Who is stuck asks half at random`(text: String, positiveCount: Int, dryCount: Int, then: String) throws {
    let mix = try AskingMix(text)
    let asked = mix.mix(positiveCount: positiveCount, dryCount: dryCount)
    #expect(asked.description == (then == "itself" ? text.replacing("unstuck 15", with: "unstuck") : then))
    #expect(abs(asked.parts.reduce(0) { $0 + $1.share } - 1) < 1e-12)
  }

  @Test(
    arguments: [
      "certainty", "certainty 95%, random 5%", "uncertainty 12.5%, random 87.5%",
      "band 0.3 0.7 50%, power 2 uncertainty 20%, bald 5 30%", "uncertainty 0.3 40%, uncertainty 60%",
      "certainty, unstuck", "certainty, unstuck 30", "certainty 95%, random 5%, unstuck 15 2",
    ])
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
      (
        "sure",
        "way of asking: \"sure\" is not known; expected one of certainty, uncertainty, random, band, balance, power, softmax, "
          + "thompson, vote-entropy, bald, density, ranked-batch, k-center, clue, badge, typiclust, error-reduction"
      ),
      ("random 50%, random 50%", "way of asking: random is there twice; give it one share"),
      ("certainty, unstuck, unstuck 3", "way of asking: unstuck is there twice; name it once"),
      (
        "certainty, unstuck 15 5 2", "way of asking: unstuck is followed by \"2\"; expected nothing more"
      ),
      (
        "certainty, unstuck 0",
        "way of asking: the number of questions without a yes of unstuck is \"0\"; expected a whole number from 1 to 1000000, "
          + "as in unstuck 15 5"
      ),
      (
        "certainty, unstuck 15 50%",
        "way of asking: the number of known yes of unstuck is \"50%\"; expected a whole number from 1 to 1000000, "
          + "as in unstuck 15 5"
      ),
      (
        "random, unstuck",
        "way of asking: unstuck has no effect on what asks at random only; expected it beside another way, as in "
          + "\"certainty, unstuck\""
      ),
      (
        "unstuck",
        "way of asking: unstuck has no effect on what asks at random only; expected it beside another way, as in "
          + "\"certainty, unstuck\""
      ),
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
      ("uncertainty 50%, margin 50%", "way of asking: uncertainty is there twice; give it one share"),
      (
        "power 2 3 50%, random 50%",
        "way of asking: the score of power is \"3\"; expected certainty or uncertainty, as in power 2 uncertainty"
      ),
      (
        "density 2 3 50%, random 50%",
        "way of asking: the share of density 2 is \"3 50%\"; expected a percentage above 0 and at most 100, as in 30%"
      ),
      ("certainty 90%, random 5%", "way of asking: the shares sum to 95.0%; expected 100%"),
      ("random 50%", "way of asking: the shares sum to 50.0%; expected 100%"),
    ])
  func `What is no mix is refused with a sentence`(text: String, sentence: String) {
    #expect { try AskingMix(text) } throws: { "\($0)" == sentence }
  }

  /// The chance of each item to be asked, over many draws, and what the questions said of it.
  private static func frequencies(
    _ mix: AskingMix, _ count: Int, _ candidates: QueryCandidates, drawCount: Int
  ) throws -> [Int: (share: Double, stated: Double?)] {
    var found: [Int: (share: Double, stated: Double?)] = [:]
    for seed in 0..<drawCount {
      var generator = SplitMix64(seed: UInt64(seed), stream: 6)
      let questions = try mix.draw(count, from: candidates, using: &generator)
      #expect(questions.count == min(count, candidates.items.count))
      #expect(Set(questions.map(\.item)).count == questions.count)
      for question in questions {
        let known = found[question.item]
        if let known { #expect(known.stated == question.inclusionProbability) }
        found[question.item] = ((known?.share ?? 0) + 1 / Double(drawCount), question.inclusionProbability)
      }
    }
    return found
  }

  @Test(
    arguments: [
      ("power", 1), ("power 3 uncertainty", 1), ("softmax 4", 1), ("thompson", 1), ("band 0.3 0.8", 1),
      ("band 0.3 0.8", 3), ("band 0.3 0.8", 7), ("badge", 2), ("band 0.3 0.8 60%, certainty 40%", 4),
      ("power 50%, thompson 50%", 1), ("certainty 30%, power 2 30%, random 40%", 1),
      ("band 0.3 0.8 30%, uncertainty 30%, random 40%", 5), ("badge 40%, random 60%", 4),
      ("certainty 50%, clue 20%, random 30%", 4), ("k-center 50%, thompson 50%", 2), ("density 70%, random 30%", 3),
    ])
  func `What chance has a part in is asked exactly as often as its probability says`(text: String, count: Int) throws {
    let world = StrategyWorld(openCount: 9, answers: .both, levels: true, seed: 3)
    let drawCount = 2000
    let found = try Self.frequencies(AskingMix(text), count, world.candidates, drawCount: drawCount)
    for (item, figures) in found {
      let stated = try #require(figures.stated, "item \(item)")
      let deviation = (stated * (1 - stated) / Double(drawCount)).squareRoot()
      #expect(abs(figures.share - stated) <= 5 * deviation + 1e-9, "item \(item): \(figures.share), \(stated)")
    }
    // Together they are the number of questions, but for items so improbable that they were never seen.
    #expect(abs(found.values.reduce(0) { $0 + ($1.stated ?? 0) } - Double(count)) < 0.01)
  }

  @Test(
    arguments: [
      ("power", 2), ("thompson", 3), ("badge", 3), ("clue", 2), ("typiclust", 1), ("power 50%, band 0.3 0.8 50%", 2),
      ("typiclust 50%, random 50%", 1), ("certainty 50%, power 50%", 4),
    ])
  func `A probability that is not known is not stated, but for what is certain`(text: String, count: Int) throws {
    let world = StrategyWorld(openCount: 9, answers: .both, levels: true, seed: 3)
    let found = try Self.frequencies(AskingMix(text), count, world.candidates, drawCount: 50)
    let certain = text.hasPrefix("certainty") ? 2 : 0
    #expect(found.values.count { $0.stated == 1 } == certain)
    #expect(found.values.count { $0.stated == nil } == found.count - certain)
    // All of it is a census.
    let all = try Self.frequencies(AskingMix(text), 9, world.candidates, drawCount: 3)
    #expect(all.count == 9 && all.values.allSatisfy { $0.stated == 1 })
  }

  @Test func `A band that is empty is filled at random, and says so`() throws {
    let candidates = QueryCandidates(items: [0, 1, 2, 3], scores: [0.1, 0.3, 0.2, 0.1], scale: .probability)
    var generator = SplitMix64(seed: 1)
    for question in try AskingMix("band 0.25 0.9").draw(3, from: candidates, using: &generator) {
      #expect(question.strategy == (question.item == 1 ? .band(from: 0.25, to: 0.9) : .random))
      #expect(question.inclusionProbability == (question.item == 1 ? 1 : 2.0 / 3))
    }
  }

  @Test(arguments: QueryStrategy.allCases)
  func `Every way of asking gets through the smallest and strangest piles`(strategy: QueryStrategy) throws {
    let mixes = [AskingMix(strategy)] + (strategy == .random ? [] : [try AskingMix("\(strategy) 50%, random 50%")])
    var worlds = StrategyWorld.all(levels: true) + StrategyWorld.all(levels: false)
    for count in [1, 2, 5] {
      // All scores and members alike, all rows zero.
      for score in [0.0, 0.5, 1] {
        var world = StrategyWorld(openCount: count, answers: .both, levels: true, seed: 1)
        world.rows = world.rows.map { $0.map { _ in 0 } }
        world.candidates.features = QueryFeatures(CSRMatrix(dense: world.rows, columnCount: 6))
        world.candidates.scores = world.candidates.scores.map { _ in score }
        let members = [Float](repeating: Float(score), count: 7 * world.rows.count)
        world.candidates.committee = QueryCommittee(probabilities: members, itemCount: world.rows.count)
        worlds.append(world)
      }
    }
    for var world in worlds {
      if strategy.needs.contains(.refits) {
        guard Set(world.candidates.targets).count == 2 else { continue }
        try world.regress(tolerance: 1e-5)
      }
      let items = world.candidates.items
      for mix in mixes {
        for count in [0, 1, 2, items.count - 1, items.count, items.count + 1] where count >= 0 {
          var (generator, again) = (SplitMix64(seed: 5), SplitMix64(seed: 5))
          let questions = try mix.draw(count, from: world.candidates, using: &generator)
          #expect(questions.count == min(count, items.count))
          #expect(Set(questions.map(\.item)).isSubset(of: items) && Set(questions.map(\.item)).count == questions.count)
          for probability in questions.compactMap(\.inclusionProbability) {
            #expect(probability > 0 && probability <= 1)
          }
          #expect(try mix.draw(count, from: world.candidates, using: &again) == questions)
          if count >= items.count { #expect(questions.allSatisfy { $0.inclusionProbability == 1 }) }
        }
      }
    }
  }
}
