import GarimpoEvaluation
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import Testing

@testable import GarimpoQuerying

struct SimulationTests {
  private static let workers = WorkerPool(threadCount: 1)

  /// Items of which a quarter is positive, recognised by their first features.
  private static func pile(_ count: Int = 60, seed: UInt64 = 1) throws -> SimulationPile {
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
    .ensemble(Ensemble(.ranks, of: [.init(.elasU4), .init(.naiveBayes(NaiveBayes(.complement)), weight: 2)])),
  ]

  /// The order in which everything is read if the best is asked each time, with a model from nothing at each step.
  private static func naive(_ learner: LinearClassifier, _ pile: SimulationPile, _ priors: [Int]) throws -> [Int] {
    var known = priors
    while known.count < pile.itemCount {
      let model = try learner.fit(
        pile.matrix.selecting(rows: known), known.map { pile.targets[$0] }, on: workers)
      let values = model.decisionValues(of: pile.matrix, on: workers)
      let open = pile.targets.indices.filter { !known.contains($0) }
      known.append(open.dropFirst().reduce(open[0]) { values[$1] > values[$0] ? $1 : $0 })
    }
    return Array(known.dropFirst(priors.count))
  }

  @Test func `Who is stuck asks at random, until a yes comes`() throws {
    var randomCount = 0
    for seed in 0..<6 as Range<UInt64> {
      let pile = try Self.pile(seed: seed)
      var plan = SimulationPlan(learner: .elasU4)
      (plan.stop, plan.seed, plan.asking) = (.never, seed, try AskingMix("certainty, unstuck 2 4"))
      let simulation = try Simulation(plan, on: pile)
      let priors = try simulation.priors(yes: 1, no: 1, repetition: 0)
      let run = try simulation.run(priors: priors, repetition: 0, on: Self.workers)
      var (foundCount, dryCount) = (1, 0)
      for (place, question) in run.questions.enumerated() {
        let probability = try #require(question.inclusionProbability)
        if dryCount >= 2 && foundCount <= 4 {
          let chance = 0.5 / Double(pile.itemCount - priors.count - place)
          // The best item is asked by either half.
          #expect([chance, 0.5 + chance].contains { abs(probability - $0) < 1e-12 })
          if question.strategy == .random { randomCount += 1 }
        } else {
          #expect(question.strategy == .certainty && probability == 1)
        }
        (foundCount, dryCount) = question.isPositive ? (foundCount + 1, 0) : (foundCount, dryCount + 1)
      }
    }
    #expect(randomCount > 0)
  }

  @Test(arguments: 0..<6)
  func `The default asks as one that learns from nothing at each step`(seed: UInt64) throws {
    let pile = try Self.pile(seed: seed)
    var plan = SimulationPlan(learner: .elasU4)
    (plan.stop, plan.seed) = (.never, seed)
    let simulation = try Simulation(plan, on: pile)
    let priors = try simulation.priors(yes: 1, no: 1, repetition: 0)
    let run = try simulation.run(priors: priors, repetition: 0, on: Self.workers)
    var exact = LinearClassifier(.squaredHinge, cost: 0.11, balance: .ratio(9.8))
    exact.tolerance = 1e-7
    #expect(run.questions.map(\.item) == (try Self.naive(exact, pile, priors)))
    #expect(run.questions.allSatisfy { $0.strategy == .certainty && $0.inclusionProbability == 1 })
  }

  @Test(arguments: learners)
  func `Each item is asked once, with its answer, until all positives are found`(learner: SimulationLearner) throws {
    let pile = try Self.pile()
    for batch in [1, 7] {
      var plan = SimulationPlan(learner: learner)
      plan.asking = try AskingMix("certainty 60%, uncertainty 20%, random 20%")
      plan.batchSize = batch
      let simulation = try Simulation(plan, on: pile)
      let priors = try simulation.priors(yes: 2, no: 3, repetition: 1)
      #expect(priors.map { pile.targets[$0] } == [true, true, false, false, false] && Set(priors).count == 5)
      let run = try simulation.run(priors: priors, repetition: 1, on: Self.workers)
      let asked = run.questions.map(\.item)
      #expect(Set(asked + priors).count == asked.count + 5)
      #expect(run.questions.allSatisfy { $0.isPositive == pile.targets[$0.item] })
      #expect(run.itemCount == 55 && run.positiveCount == pile.positiveCount - 2)
      #expect(run.questions.last?.isPositive == true && run.screening.foundPlaces.count == run.positiveCount)
      #expect(Set(run.questions.map(\.strategy)).count == 3)
      #expect(run.questions.compactMap(\.inclusionProbability).count == run.questions.count)
      #expect(run.questions.compactMap(\.inclusionProbability).allSatisfy { $0 > 0 && $0 <= 1 })
      // The same again, and with other threads; another repetition differs.
      #expect(try simulation.run(priors: priors, repetition: 1, on: WorkerPool(threadCount: 2)) == run)
      #expect(try simulation.run(priors: priors, repetition: 2, on: Self.workers) != run)
    }
  }

  @Test(arguments: learners)
  func `A learner finds positives sooner than chance`(learner: SimulationLearner) throws {
    let pile = try Self.pile(150)
    func meanLoss(_ asking: AskingMix) throws -> Double {
      var plan = SimulationPlan(learner: learner)
      plan.asking = asking
      plan.batchSize = 10
      let simulation = try Simulation(plan, on: pile)
      return try (0..<5).reduce(0) { sum, repetition in
        let priors = try simulation.priors(yes: 1, no: 1, repetition: repetition)
        let run = try simulation.run(priors: priors, repetition: repetition, on: Self.workers)
        return sum + (run.screening.loss ?? .nan) / 5
      }
    }
    let chance = try meanLoss(AskingMix(.random))
    #expect(abs(chance - 0.5) < 0.1)
    #expect(try meanLoss(AskingMix(.certainty)) < chance - 0.1)
  }

  @Test func `Without priors the beginning is drawn, or goes in order`() throws {
    let pile = try Self.pile()
    var plan = SimulationPlan(learner: .elasU4)
    plan.stop = .count(20)
    let drawn = try Simulation(plan, on: pile).run(priors: [], repetition: 0, on: Self.workers)
    #expect(drawn.questions.count == 20 && drawn.questions[0].strategy == .random)
    #expect(drawn.questions[0].inclusionProbability == 1.0 / 60)
    plan.coldStart = .inOrder
    let ordered = try Simulation(plan, on: pile).run(priors: [], repetition: 0, on: Self.workers)
    // Item 0 is a yes, item 1 a no: then it learns.
    #expect(ordered.questions.prefix(2).map(\.item) == [0, 1])
    plan.stop = .never
    #expect(try Simulation(plan, on: pile).run(priors: [], repetition: 0, on: Self.workers).questions.count == 60)
  }

  @Test func `What cannot be simulated is refused with a sentence`() throws {
    let matrix = CSRMatrix(dense: [[1], [2], [3]], columnCount: 1)
    func said(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      said { _ = try SimulationPile(matrix, [false, false, false]) }
        == "simulation: none of the 3 labelled items is a yes; expected some of either answer")
    #expect(
      said { _ = try SimulationPile(matrix, [true, true, true]) }
        == "simulation: all 3 labelled items are a yes; expected some of either answer")
    let pile = try SimulationPile(matrix, [true, false, false])
    var plan = SimulationPlan(learner: .elasU4)
    #expect(
      said { _ = try Simulation(plan, on: pile).priors(yes: 2, no: 0, repetition: 0) }
        == "simulation: 2 items labelled yes are to be known from the start, there are 1; expected at most that many")
    #expect(
      said { _ = try Simulation(plan, on: pile).run(priors: [0], repetition: 0, on: Self.workers) }
        == "simulation: the only yes is known from the start, and nothing is left to find; expected at least one yes more"
    )
    plan.batchSize = 4
    #expect(
      said { _ = try Simulation(plan, on: pile) }
        == "simulation: a batch of 4 from a pile of 3 items; expected a batch from 1 to 3")
    let negative = try SimulationPile(
      CSRMatrix(dense: [[-1], [1], [1], [2]], columnCount: 1), [true, false, false, true])
    #expect(
      said {
        var plan = SimulationPlan(learner: .naiveBayes(NaiveBayes(.multinomial)))
        plan.stop = .never
        _ = try Simulation(plan, on: negative).run(priors: [0, 1], repetition: 0, on: Self.workers)
      }
        == "simulation: feature 0 has the value -1.0; naive Bayes takes values of 0 or more: choose another learner, or leave the feature out"
    )
  }
}
