import GarimpoEvaluation
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import Testing

@testable import GarimpoQuerying

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct SimulatedStoppingTests {
  private static let workers = WorkerPool(threadCount: 1)
  private static let promise = RecallPromise(recall: 0.8, risk: 0.2)

  /// Items of which an eighth is positive, recognised by their first features.
  private static func pile(_ count: Int = 120, seed: UInt64 = 1) throws -> SimulationPile {
    var generator = SplitMix64(seed: seed, stream: 9)
    var rows: [[Float]] = []
    var targets: [Bool] = []
    for item in 0..<count {
      let isPositive = item < 4 ? item % 2 == 0 : generator.next(below: 8) == 0
      rows.append(
        (0..<12).map { feature in
          generator.next(below: isPositive && feature < 3 ? 2 : 6) == 0 ? Float(generator.nextUnit()) + 0.1 : 0
        })
      targets.append(isPositive)
    }
    return try SimulationPile(CSRMatrix(dense: rows, columnCount: 12), targets)
  }

  private static let answerRules: [StoppingRule] = [
    .inARow(12), .knee(), .kneeBudget, .quasiHypergeometric(promise), .yieldPlateau(0.1, labels: 20), .budget(30),
    .budget(500), .minutes(10, pace: 20),
  ]
  private static let tailRules: [StoppingRule] = [.hypergeometric(promise, after: 8), .sequential(promise, after: 8)]
  private static let modelRules: [StoppingRule] = [
    .kappa(0.9, ModelComparison(windows: 2, every: 3)), .deltaF(0.3, ModelComparison(windows: 2, every: 3)),
  ]
  private static let learners: [SimulationLearner] = [
    .elasU4, .linear(LinearClassifier(.logistic)), .naiveBayes(NaiveBayes(.multinomial)),
  ]

  private static func run(
    _ rules: [StoppingRule], _ learner: SimulationLearner = .elasU4, asking: String = "certainty",
    stop: SimulationPlan.Stop = .never, batch: Int = 1, repetition: Int = 0, on pile: SimulationPile
  ) throws -> SimulationRun {
    var plan = SimulationPlan(learner: learner)
    (plan.asking, plan.stop, plan.batchSize, plan.stopping) = (try AskingMix(asking), stop, batch, rules)
    let simulation = try Simulation(plan, on: pile)
    return try simulation.run(
      priors: try simulation.priors(yes: 1, no: 1, repetition: repetition), repetition: repetition, on: workers)
  }

  @Test(arguments: learners, ["certainty", "uncertainty 50%, random 50%", "random"])
  func `Questions are the same with stopping rules and without`(learner: SimulationLearner, asking: String) throws {
    let pile = try Self.pile()
    for (batch, stop) in [(1, SimulationPlan.Stop.allFound), (7, .never), (3, .count(20))] {
      let plain = try Self.run([], learner, asking: asking, stop: stop, batch: batch, on: pile)
      let watched = try Self.run(
        Self.answerRules + Self.tailRules + Self.modelRules, learner, asking: asking, stop: stop, batch: batch, on: pile
      )
      #expect(plain.questions == watched.questions && plain.priors == watched.priors)
      #expect(plain.stopping == nil && watched.stopping?.count == 12)
    }
  }

  @Test(arguments: 0..<4)
  func `Rules that look at answers are judged as a watch judges the questions`(repetition: Int) throws {
    let pile = try Self.pile()
    let run = try Self.run(Self.answerRules, repetition: repetition, on: pile)
    var watch = StoppingWatch(Self.answerRules, pileCount: 120, priors: run.priors)
    for question in run.questions {
      watch.take(StoppingAnswer(item: question.item, isPositive: question.isPositive, isRandom: false))
    }
    let outcomes = try #require(run.stopping)
    #expect(outcomes.map(\.rule) == Self.answerRules)
    for (outcome, first) in zip(outcomes, watch.firstReached) {
      #expect(outcome.readCount == first)
      #expect(outcome.recall == (first.map { run.screening.recall(at: $0) } ?? 1))
      #expect(outcome.workSaved == (first.map { Double(118 - $0) / 118 } ?? 0))
      #expect(outcome.foundCount == first.map { run.screening.found(among: $0) })
    }
    #expect(outcomes[5].readCount == 30 && outcomes[6].readCount == nil && outcomes[7].readCount == 30)
  }

  @Test(arguments: ["certainty", "random"], 0..<3)
  func `A run that ends with the last yes judges rules that look at answers as one that reads all`(
    asking: String, repetition: Int
  ) throws {
    let pile = try Self.pile()
    var lastCount = 0
    func outcomes(_ stop: SimulationPlan.Stop) throws -> [StoppingOutcome] {
      let run = try Self.run(
        Self.answerRules + Self.tailRules + Self.modelRules, asking: asking, stop: stop, repetition: repetition,
        on: pile)
      lastCount = run.questions.count
      return try #require(run.stopping)
    }
    let whole = try outcomes(.never)
    let ended = try outcomes(.allFound)
    // Where the last of all items is a yes, everything was read.
    let saved: Double? = lastCount == 118 ? 0 : nil
    #expect(Array(ended.prefix(10)) == Array(whole.prefix(10)))
    for (early, late) in zip(ended.suffix(2), whole.suffix(2)) {
      #expect(early.readCount == late.readCount || (early.readCount == nil && early.recall == 1 && late.recall == 1))
      #expect(early.readCount != nil || early.workSaved == saved)
    }
    // A run that ends before knows nothing of what was not reached.
    let cut = try outcomes(.count(5))
    #expect(cut.allSatisfy { $0.readCount == nil && $0.recall == nil && $0.workSaved == nil })
  }

  @Test func `A random tail is drawn once so many are no, and the rule is judged on it`() throws {
    let pile = try Self.pile(200)
    var seen: Set<Int> = []
    for repetition in 0..<6 {
      let run = try Self.run(Self.tailRules, repetition: repetition, on: pile)
      var watch = StoppingWatch([.inARow(8)], pileCount: 200, priors: run.priors)
      for question in run.questions {
        watch.take(StoppingAnswer(item: question.item, isPositive: question.isPositive, isRandom: false))
      }
      let start = try #require(watch.firstReached[0])
      for outcome in try #require(run.stopping) {
        let read = try #require(outcome.readCount)
        #expect(read > start && read <= 198)
        // What had been found before the tail is found.
        #expect((outcome.foundCount ?? 0) >= run.screening.found(among: start))
        #expect((outcome.recall ?? 0) <= 1)
        seen.insert(read)
      }
      #expect(try Self.run(Self.tailRules, repetition: repetition, on: pile) == run)
    }
    #expect(seen.count > 2)
  }

  @Test func `Where all is drawn at random the run itself is the tail`() throws {
    let pile = try Self.pile(200)
    let run = try Self.run(Self.tailRules, asking: "random", on: pile)
    var watch = StoppingWatch(Self.tailRules, pileCount: 200, priors: run.priors)
    for question in run.questions {
      watch.take(StoppingAnswer(item: question.item, isPositive: question.isPositive, isRandom: true))
    }
    #expect(run.stopping?.map(\.readCount) == watch.firstReached && watch.firstReached.allSatisfy { $0 != nil })
  }

  @Test func `Claims of tests on random tails hold in simulated projects`() throws {
    let rules: [StoppingRule] = [
      .sequential(Self.promise, after: 5), .hypergeometric(Self.promise, after: 5), .inARow(5),
    ]
    var runs: [SimulationRun] = []
    for world in 0..<25 {
      let pile = try Self.pile(120, seed: UInt64(world))
      for repetition in 0..<8 {
        runs.append(try Self.run(rules, stop: .allFound, repetition: repetition, on: pile))
      }
    }
    let summaries = SimulationRun.stoppingSummaries(runs)
    #expect(summaries.map(\.rule) == rules && summaries.allSatisfy { $0.runCount == 200 })
    #expect(summaries[0].isClaimKept == true && summaries[1].isClaimKept == true && summaries[2].isClaimKept == nil)
    #expect((summaries[0].held?.value ?? 0) >= 0.8 - 0.085 && (summaries[1].held?.value ?? 0) >= 0.8 - 0.085)
    #expect(SimulationRun.stoppingSummaries([]).isEmpty)
  }

  @Test func `Rules that look at models have one fitted, be it only for them`() throws {
    let pile = try Self.pile()
    let rules = Self.modelRules + [.quantCI(RecallPromise(recall: 0.5, risk: 0.5))]
    let run = try Self.run(rules, .linear(LinearClassifier(.logistic)), asking: "random", batch: 5, on: pile)
    // The same by hand: a model after each batch.
    var watch = StoppingWatch(
      rules, pileCount: 120, priors: run.priors,
      seed: {
        var seeds = SplitMix64(seed: 0x5709_9106_7A11, stream: 0); return seeds.next()
      }())
    var known = run.priors
    var last: FittedModel?
    for start in stride(from: 0, to: run.questions.count, by: 5) {
      let model = try SimulationLearner.linear(LinearClassifier(.logistic)).fit(
        pile.matrix.selecting(rows: known), known.map { pile.targets[$0] }, seed: 0, from: last, on: Self.workers)
      last = model
      let scores = model.scores(of: pile.matrix, on: Self.workers).values
      watch.take(
        StoppingOpinion(
          predictions: scores.map { $0 >= 0 },
          probabilities: model.probabilities(of: pile.matrix, on: Self.workers)))
      for question in run.questions[start..<min(start + 5, run.questions.count)] {
        watch.take(StoppingAnswer(item: question.item, isPositive: question.isPositive, isRandom: true))
        known.append(question.item)
      }
    }
    #expect(run.stopping?.map(\.readCount) == watch.firstReached)
    #expect(watch.firstReached[0] != nil && watch.firstReached[2] != nil)
  }

  @Test func `Outcomes are written and read again, and are not there where no rule is`() throws {
    let pile = try Self.pile()
    let run = try Self.run(Self.answerRules + Self.tailRules, stop: .allFound, on: pile)
    let data = try JSONEncoder().encode(run)
    #expect(try JSONDecoder().decode(SimulationRun.self, from: data) == run)
    let plain = try JSONEncoder().encode(try Self.run([], on: pile))
    #expect(!String(decoding: plain, as: UTF8.self).contains("stopping"))
    #expect(String(decoding: data, as: UTF8.self).contains("\"rule\":\"in-a-row 12\""))
  }

  @Test func `Rules that cannot be watched are refused with a sentence`() throws {
    let pile = try Self.pile()
    func said(_ rules: [StoppingRule], _ learner: SimulationLearner = .elasU4) -> String {
      var plan = SimulationPlan(learner: learner)
      plan.stopping = rules
      do {
        _ = try Simulation(plan, on: pile)
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      said([.inARow(5), .knee(), .inARow(5)])
        == "simulation: the stopping rule \"in-a-row 5\" is there twice; name it once")
    #expect(
      said([.metricPlateau()])
        == "simulation: the stopping rule \"metric-plateau 0.005\" cannot be watched: no metric is measured here; leave it out, "
        + "or use yield-plateau")
    #expect(
      said([.minutes(90)])
        == "simulation: the stopping rule \"minutes 90\" cannot be watched: nobody looks at the clock here; say how many seconds "
        + "a label takes, as in minutes 90 pace=20")
    #expect(
      said([.quantCI()])
        == "simulation: the stopping rule \"quant-ci recall=95% risk=5%\" cannot be watched: a support vector machine gives no "
        + "probabilities; choose logistic regression, naive Bayes or a forest, or calibrate the learner, as in platt(svm)"
    )
    #expect(said([.quantCI()], .naiveBayes(NaiveBayes(.multinomial))).isEmpty)
  }
}
