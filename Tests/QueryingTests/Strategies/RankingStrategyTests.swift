import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import Testing

@testable import GarimpoQuerying

struct RankingStrategyTests {
  private static let counts = [1, 2, 3, 7, 100]

  /// Checks that what was chosen is best by `figure`, as far as rounding lets one say.
  private static func expectBest(
    _ chosen: [Int], _ request: QueryRequest, within tolerance: Double = 1e-9, by figure: (Int) throws -> Double
  ) rethrows {
    #expect(chosen.count == request.count && Set(chosen).count == chosen.count)
    #expect(chosen.allSatisfy { request.open.contains($0) })
    let figures = try chosen.map(figure)
    for (a, b) in zip(figures, figures.dropFirst()) { #expect(a >= b - tolerance) }
    guard let least = figures.last else { return }
    for item in request.open where !chosen.contains(item) { #expect(try figure(item) <= least + tolerance) }
  }

  private static func each(
    _ worlds: [StrategyWorld], _ body: (StrategyWorld, QueryRequest, NaiveStrategies) throws -> Void
  ) rethrows {
    for world in worlds {
      for count in counts {
        for taken in [0, 1] {
          let request = world.request(count, taking: taken)
          try body(world, request, NaiveStrategies(world, request))
        }
      }
    }
  }

  @Test(arguments: [true, false])
  func `Certainty, uncertainty and thresholds take the best, equal ones by index`(levels: Bool) {
    for scale in [ScoreScale.probability, .logOdds, .margin] {
      for size in [0, 1, 2, 9, 100] {
        let world = StrategyWorld(openCount: size, answers: .both, levels: levels, seed: 4, scale: scale)
        for count in [1, 5, 70, 100] {
          let request = world.request(count)
          let naive = NaiveStrategies(world, request)
          let scores = world.candidates.scores
          #expect(CertaintySampling().choose(request) == naive.greedily { item, _, _ in scores[item] })
          let boundary = scale == .probability ? 0.5 : 0
          #expect(
            UncertaintySampling(threshold: nil).choose(request)
              == naive.greedily { item, _, _ in -abs(scores[item] - boundary) })
          #expect(
            UncertaintySampling(threshold: 0.25).choose(request)
              == naive.greedily { item, _, _ in -abs(naive.probability(item) - 0.25) })
        }
      }
    }
  }

  @Test func `The closest to the boundary have the least margin and the most entropy`() {
    let world = StrategyWorld(openCount: 40, answers: .both, levels: false, seed: 9)
    let request = world.request(12)
    let naive = NaiveStrategies(world, request)
    let chosen = UncertaintySampling(threshold: nil).choose(request)
    #expect(chosen == naive.greedily { item, _, _ in -abs(naive.probability(item) - (1 - naive.probability(item))) })
    #expect(chosen == naive.greedily { item, _, _ in NaiveStrategies.entropy(naive.probability(item)) })
  }

  @Test func `A forest's score is at no distance from a threshold of the same decimals`() {
    let candidates = QueryCandidates(
      items: [0, 1, 2], scores: [Double(Float(0.31)), Double(Float(0.3)), 0.3000001], scale: .probability)
    let request = QueryRequest(count: 1, open: [0, 1, 2], taken: [], candidates: candidates)
    #expect(UncertaintySampling(threshold: 0.3).choose(request) == [1])
  }

  @Test(arguments: [true, false])
  func `Committees are asked where they are divided`(levels: Bool) {
    Self.each(StrategyWorld.all(levels: levels)) { _, request, naive in
      if !request.open.isEmpty {
        Self.expectBest(VoteEntropy().choose(request), request, by: naive.voteEntropy)
        Self.expectBest(MutualInformation().choose(request), request, by: naive.divergence)
        for item in request.open {
          let figure = MutualInformation.figure(request.candidates.knownCommittee, item)
          #expect(abs(figure - naive.divergence(item)) < 1e-9)
        }
      }
    }
  }

  @Test func `Members of one mind are at exactly no distance, whatever their mind`() {
    let committee = QueryCommittee(
      probabilities: [0.1, 0.3, 1, 0.1, 0.3, 1, 0.1, 0.3, 1], itemCount: 3)
    for item in 0..<3 { #expect(MutualInformation.figure(committee, item) == 0) }
  }

  @Test func `Votes that are divided alike are equal, whichever way they go`() {
    let committee = QueryCommittee(
      probabilities: [0.9, 0.1, 0.5, 0.9, 0.1, 0.5, 0.1, 0.9, 0.5, 0.5, 0.5, 0.5], itemCount: 3)
    var candidates = QueryCandidates(items: [0, 1, 2], scores: [0, 0, 0], scale: .probability)
    candidates.committee = committee
    let request = QueryRequest(count: 3, open: [1, 0, 2], taken: [], candidates: candidates)
    #expect(VoteEntropy().choose(request) == [2, 0, 1])
  }

  @Test(arguments: [true, false], [0.5, 1])
  func `Density weighs by the mean cosine to all open items`(levels: Bool, power: Double) {
    Self.each(StrategyWorld.all(levels: levels)) { _, request, naive in
      let density = InformationDensity(power: power)
      for (item, figure) in zip(request.open, density.figures(request)) {
        #expect(abs(figure - naive.density(item, power: power)) < 1e-7)
      }
      Self.expectBest(density.choose(request), request, within: 2e-7) { naive.density($0, power: power) }
    }
  }

  @Test func `Items unlike the mean count for nothing`() {
    var world = StrategyWorld(openCount: 3, answers: .none, levels: true, seed: 1)
    world.rows = [[1, 0], [1, 0], [-1, 0]]
    world.candidates = QueryCandidates(items: [0, 1, 2], scores: [0.9, 0.8, 0.5], scale: .probability)
    world.candidates.features = QueryFeatures(CSRMatrix(dense: world.rows, columnCount: 2))
    #expect(InformationDensity(power: 0.5).figures(world.request(1))[2] == 0)
    #expect(InformationDensity(power: 0.5).choose(world.request(3)) == [1, 0, 2])
  }

  @Test(arguments: [true, false])
  func `Ranked batches are those of the formula, step by step`(levels: Bool) {
    Self.each(StrategyWorld.all(levels: levels)) { _, request, naive in
      #expect(RankedBatch().choose(request) == naive.rankedBatch())
    }
  }

  @Test(arguments: [true, false])
  func `Centres are farthest from all that is known, step by step`(levels: Bool) {
    Self.each(StrategyWorld.all(levels: levels)) { _, request, naive in
      #expect(KCenterGreedy().choose(request) == naive.kCenter())
    }
  }

  @Test func `Nearness that is kept equals nearness made anew`() {
    for world in StrategyWorld.all(levels: false) {
      var kept = LabelledNearness(itemCount: world.rows.count)
      for item in world.candidates.labelled { kept.add(item, world.candidates.knownFeatures) }
      #expect(world.candidates.knownNearness == kept)
      for item in world.rows.indices {
        let naive = NaiveStrategies(world, world.request(1))
        let nearest = world.candidates.labelled.map { naive.distance(item, $0) }.min() ?? .infinity
        #expect(abs(kept.squares[item].squareRoot() - nearest) < 1e-7 || kept.squares[item] == nearest)
      }
    }
  }

  @Test(arguments: [true, false])
  func `The balancer brings the expected answers together, step by step`(levels: Bool) {
    Self.each(StrategyWorld.all(levels: levels)) { _, request, naive in
      #expect(ClassBalancer().choose(request) == naive.balance())
    }
  }

  @Test func `While yes are rare the balancer asks as certainty does, while no are, the other way`() {
    var world = StrategyWorld(openCount: 20, answers: .both, levels: false, seed: 2)
    world.candidates.targets = [false, false, false, true, false]
    #expect(ClassBalancer().choose(world.request(1)) == CertaintySampling().choose(world.request(1)))
    world.candidates.targets = world.candidates.targets.map { !$0 }
    let scores = world.candidates.scores
    #expect(
      ClassBalancer().choose(world.request(1)).map { scores[$0] } == [world.request(1).open.map { scores[$0] }.min()])
  }

  @Test(arguments: [1, 2, 5, 10, 25])
  func `Error reduction expects what fitting from nothing gives`(openCount: Int) throws {
    for levels in [true, false] {
      var world = StrategyWorld(openCount: openCount, answers: .both, levels: levels, seed: 7)
      try world.regress()
      for (limit, count) in [(4, 1), (4, 3), (100, 2), (1, 100)] {
        let request = world.request(count)
        let naive = NaiveStrategies(world, request)
        let tried = UncertaintySampling(threshold: nil).choose(
          world.request(max(limit, 2 * request.count)))
        var wish = request
        wish.open = tried
        let chosen = try ErrorReduction(candidateLimit: limit).choose(request)
        try Self.expectBest(chosen, wish, within: 1e-5) { -(try naive.expectedLoss($0)) }
        for item in tried {
          let loss = try ErrorReduction(candidateLimit: limit).expectedLoss(item, request)
          #expect(abs(loss - (try naive.expectedLoss(item))) < 1e-6)
        }
      }
    }
  }

  @Test(arguments: QueryStrategy.allCases)
  func `The order of the items in the pile does not change what is chosen`(strategy: QueryStrategy) throws {
    guard case .ranks(let rule) = strategy.rule else { return }
    for seed in 0..<10 {
      var world = StrategyWorld(openCount: 30, answers: .both, levels: false, seed: UInt64(seed))
      // No two rows alike, so that there are no ties to be decided by index.
      for item in world.rows.indices { world.rows[item][0] = Float(item * item % 97) / 50 + Float(item) / 7 }
      world.candidates.features = QueryFeatures(CSRMatrix(dense: world.rows, columnCount: 6))
      if strategy.needs.contains(.refits) { try world.regress() }
      let (other, places) = world.shuffled(seed: UInt64(seed))
      let chosen = try rule.choose(world.request(6))
      let others = try rule.choose(other.request(6))
      if strategy == .voteEntropy() {
        // Votes are counted: there are always ties, and only the figures can be the same.
        let (naive, moved) = (
          NaiveStrategies(world, world.request(6)), NaiveStrategies(other, other.request(6))
        )
        for (a, b) in zip(chosen, others) { #expect(abs(naive.voteEntropy(a) - moved.voteEntropy(b)) < 1e-12) }
      } else {
        #expect(others.sorted() == chosen.map { places[$0] }.sorted())
      }
      var request = world.request(6)
      request.open.reverse()
      #expect(try rule.choose(request) == chosen)
    }
  }
}
