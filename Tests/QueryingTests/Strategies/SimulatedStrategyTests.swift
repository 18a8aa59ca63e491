import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import Testing

@testable import GarimpoQuerying

struct SimulatedStrategyTests {
  private static let workers = WorkerPool(threadCount: 1)

  /// Items of which a quarter is positive, recognised by their first features.
  private static func pile(_ count: Int = 40, seed: UInt64 = 1) throws -> SimulationPile {
    var generator = SplitMix64(seed: seed, stream: 9)
    var rows: [[Float]] = []
    var targets: [Bool] = []
    for item in 0..<count {
      let isPositive = item < 2 ? item == 0 : generator.next(below: 4) == 0
      rows.append(
        (0..<12).map { feature in
          let share = isPositive && feature < 3 ? 2 : 6
          return generator.next(below: share) == 0 ? Float(generator.nextUnit()) + 0.1 : 0
        })
      targets.append(isPositive)
    }
    return try SimulationPile(CSRMatrix(dense: rows, columnCount: 12), targets)
  }

  private static let learners: [SimulationLearner] = [
    .elasU4, .linear(LinearClassifier(.logistic, balance: .balanced)), .naiveBayes(NaiveBayes(.multinomial)),
    .forest(RandomForest(treeCount: 10)),
  ]

  /// The learners, by their places above, that cannot serve a way of asking.
  private static func refusing(_ strategy: QueryStrategy) -> Set<Int> {
    switch strategy {
    case .thompson: [0, 1, 2]
    case .errorReduction: [0, 2, 3]
    case .band, .balance, .bald: [0]
    default: []
    }
  }

  @Test(arguments: QueryStrategy.allCases)
  func `Each way of asking plays with each learner that can serve it`(strategy: QueryStrategy) throws {
    let pile = try Self.pile(24)
    for (place, learner) in Self.learners.enumerated() {
      var plan = SimulationPlan(learner: learner)
      plan.asking = AskingMix(strategy)
      plan.stop = .never
      if Self.refusing(strategy).contains(place) {
        #expect(throws: SimulationError.self) { try Simulation(plan, on: pile) }
        continue
      }
      for batch in [1, 6] {
        plan.batchSize = batch
        let simulation = try Simulation(plan, on: pile)
        let priors = try simulation.priors(yes: 1, no: 1, repetition: 0)
        let run = try simulation.run(priors: priors, repetition: 0, on: Self.workers)
        #expect(Set(run.questions.map(\.item) + priors).count == 24)
        // The band is filled at random; all else is asked by its own way.
        #expect(run.questions.allSatisfy { $0.strategy == strategy || strategy == .band() && $0.strategy == .random })
        #expect(try simulation.run(priors: priors, repetition: 0, on: WorkerPool(threadCount: 3)) == run)
        if !plan.draws { #expect(try simulation.run(priors: priors, repetition: 1, on: Self.workers) == run) }
      }
    }
  }

  @Test func `What is kept from step to step chooses as what is made anew`() throws {
    let pile = try Self.pile(seed: 3)
    let features = QueryFeatures(pile.matrix)
    for strategy in [QueryStrategy.rankedBatch, .kCenter] {
      var plan = SimulationPlan(learner: .elasU4)
      (plan.asking, plan.batchSize, plan.stop) = (AskingMix(strategy), 3, .never)
      let simulation = try Simulation(plan, on: pile)
      let priors = try simulation.priors(yes: 1, no: 1, repetition: 0)
      var known = priors
      let run = try simulation.run(priors: priors, repetition: 0, on: Self.workers)
      var exact = LinearClassifier(.squaredHinge, cost: 0.11, balance: .ratio(9.8))
      exact.tolerance = 1e-8
      while known.count < pile.itemCount {
        let model = try exact.fit(
          pile.matrix.selecting(rows: known), known.map { pile.targets[$0] }, on: Self.workers)
        var candidates = QueryCandidates(
          items: pile.targets.indices.filter { !known.contains($0) },
          scores: model.decisionValues(of: pile.matrix, on: Self.workers), scale: .margin)
        (candidates.features, candidates.labelled) = (features, known)
        candidates.targets = known.map { pile.targets[$0] }
        var generator = SplitMix64(seed: 0)
        known += try AskingMix(strategy).draw(3, from: candidates, using: &generator).map(\.item)
      }
      #expect(run.questions.map(\.item) == Array(known.dropFirst(2)))
    }
  }

  @Test func `Without answers the most typical items can begin`() throws {
    let pile = try Self.pile()
    var plan = SimulationPlan(learner: .elasU4)
    (plan.coldStart, plan.stop) = (.typical, .never)
    let run = try Simulation(plan, on: pile).run(priors: [], repetition: 0, on: Self.workers)
    let typical = run.questions.prefix { $0.strategy == .typiclust() }
    // As long as only one answer is known, and no longer.
    #expect(Set(typical.map(\.isPositive)).count == 2 && Set(typical.dropLast().map(\.isPositive)).count == 1)
    #expect(run.questions.dropFirst(typical.count).allSatisfy { $0.strategy == .certainty })
    // With nothing known there is one cluster, and nothing is drawn.
    let other = try Simulation(plan, on: pile).run(priors: [], repetition: 1, on: Self.workers)
    #expect(other.questions[0].item == run.questions[0].item)
  }

  @Test func `A committee knows both answers, and its members differ`() throws {
    let pile = try Self.pile()
    let known = [0, 1, 2, 3, 4, 5, 6, 7]
    for learner in Self.learners.prefix(3) {
      let committee = try learner.committee(5, known: known, pile, seed: 3, on: Self.workers)
      #expect(committee.memberCount == 5 && committee.itemCount == 40)
      #expect(try learner.committee(5, known: known, pile, seed: 3, on: WorkerPool(threadCount: 2)) == committee)
      #expect(try learner.committee(5, known: known, pile, seed: 4, on: Self.workers) != committee)
      let members = Set((0..<5).map { committee.probabilities[$0 * 40..<($0 + 1) * 40] })
      #expect(members.count > 1)
      #expect(committee.probabilities.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
    // With one item of either answer there is nothing to draw: a member is the learner itself.
    let regression = LinearClassifier(.logistic)
    let alone = try SimulationLearner.linear(regression).committee(2, known: [0, 1], pile, seed: 1, on: Self.workers)
    let model = try regression.fit(pile.matrix.selecting(rows: [0, 1]), [true, false], on: Self.workers)
    #expect(alone.probabilities == (0..<2).flatMap { _ in model.probabilities(of: pile.matrix, on: Self.workers) })
  }

  @Test(
    arguments: [
      (
        "thompson", 2,
        "simulation: thompson does not go with naive Bayes: expected the trees of a forest; choose a forest"
      ),
      (
        "certainty 50%, error-reduction 50%", 3,
        "simulation: error-reduction does not go with a forest: expected a logistic regression that is fitted again for each "
          + "candidate; choose logistic regression"
      ),
      (
        "uncertainty 0.3", 0,
        "simulation: uncertainty 0.3 does not go with a support vector machine: expected probabilities; choose logistic "
          + "regression, naive Bayes or a forest"
      ),
      (
        "bald 5", 3,
        "simulation: bald 5 does not go with a forest: expected a learner of which a number of members can be made; leave the "
          + "number out: the members are the trees"
      ),
      (
        "bald 5 50%, vote-entropy 6 50%", 1,
        "simulation: \"bald 5 50%, vote-entropy 6 50%\" has committees of different sizes; expected one number of members"
      ),
    ])
  func `What does not go together is refused before anything is played`(text: String, learner: Int, sentence: String)
    throws
  {
    var plan = SimulationPlan(learner: Self.learners[learner])
    plan.asking = try AskingMix(text)
    let pile = try Self.pile()
    #expect { try Simulation(plan, on: pile) } throws: { "\($0)" == sentence }
  }

  @Test func `Ways that look at no learner fit none`() throws {
    // Naive Bayes cannot take this pile, and would say so.
    let pile = try SimulationPile(
      CSRMatrix(dense: [[-1], [1], [1], [2]], columnCount: 1), [true, false, false, true])
    for strategy in [QueryStrategy.kCenter, .typiclust(), .random] {
      var plan = SimulationPlan(learner: .naiveBayes(NaiveBayes(.multinomial)))
      (plan.stop, plan.asking) = (.never, AskingMix(strategy))
      #expect(try Simulation(plan, on: pile).run(priors: [0, 1], repetition: 0, on: Self.workers).questions.count == 2)
    }
  }
}
