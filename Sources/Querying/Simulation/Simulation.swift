public import GarimpoEvaluation
public import GarimpoKernels
public import GarimpoLearning

/// Active learning played through on items whose answers are known: ask, look the answer up, learn, ask again.
///
/// ```swift
/// let simulation = Simulation(SimulationPlan(learner: .elasU4), on: pile)
/// let run = try simulation.run(priors: try simulation.priors(yes: 1, no: 1, repetition: 0), repetition: 0)
/// print(run.screening.loss ?? .nan)
/// ```
///
/// A run is a function of (pile, plan, priors, repetition): neither threads nor the clock show in it.
public struct Simulation: Sendable {
  /// What is simulated.
  public let plan: SimulationPlan
  private let pile: SimulationPile

  /// A simulation of `plan` on `pile`.
  ///
  /// - Throws: `SimulationError` if a batch is larger than the pile.
  public init(_ plan: SimulationPlan, on pile: SimulationPile) throws(SimulationError) {
    guard plan.batchSize >= 1, plan.batchSize <= pile.itemCount else {
      throw .batchTooLarge(plan.batchSize, itemCount: pile.itemCount)
    }
    self.plan = plan
    self.pile = pile
  }

  /// Items to be known from the start, drawn without replacement: the same of one repetition for every plan with one seed.
  public func priors(yes: Int, no: Int, repetition: Int) throws(SimulationError) -> [Int] {
    var generator = SplitMix64(seed: plan.seed, stream: UInt64(repetition) &* 3)
    var priors: [Int] = []
    for (count, isPositive) in [(yes, true), (no, false)] {
      var items = pile.targets.indices.filter { pile.targets[$0] == isPositive }
      guard count >= 0, count <= items.count else {
        throw .tooFewPriors(wanted: count, isPositive: isPositive, found: items.count)
      }
      for place in 0..<count { items.swapAt(place, place + generator.next(below: items.count - place)) }
      priors += items[..<count]
    }
    return priors
  }

  /// Plays once, from the items `priors`, whose answers are known.
  ///
  /// Until both answers are known there is nothing to learn from: items are asked in the order of the cold start.
  ///
  /// Where everything is drawn at random no learner is fitted: its scores would not be looked at.
  ///
  /// - Throws: `SimulationError` if the learner cannot take the data, or all positives are known.
  public func run(priors: [Int], repetition: Int, on workers: WorkerPool) throws(SimulationError) -> SimulationRun {
    guard priors.count(where: { pile.targets[$0] }) < pile.positiveCount else {
      throw .nothingToFind(positiveCount: pile.positiveCount)
    }
    var modelSeeds = SplitMix64(seed: plan.seed, stream: UInt64(repetition) &* 3 &+ 1)
    var asking = SplitMix64(seed: plan.seed, stream: UInt64(repetition) &* 3 &+ 2)
    var learner = SimulatedLearner(plan.learner, pile)
    var isOpen = [Bool](repeating: true, count: pile.itemCount)
    var answers = (yes: 0, no: 0)
    func isDone(_ asked: [SimulationRun.Question]) -> Bool {
      switch plan.stop {
      case .allFound: answers.yes == pile.positiveCount
      case .count(let count): asked.count >= count
      case .never: false
      }
    }
    func take(_ item: Int) {
      if plan.asking.looksAtScores { learner.learn(item, pile) }
      isOpen[item] = false
      if pile.targets[item] { answers.yes += 1 } else { answers.no += 1 }
    }
    for item in priors { take(item) }

    var questions: [SimulationRun.Question] = []
    var items = pile.targets.indices.filter { isOpen[$0] }
    while !items.isEmpty, !isDone(questions) {
      let drawn: [AskingMix.Question]
      if answers.yes > 0, answers.no > 0 {
        let scores =
          !plan.asking.looksAtScores
          ? ModelScores([], boundary: 0)
          : try Self.wrapping { () throws(LearningError) in
            try learner.scores(pile, seed: modelSeeds.next(), on: workers)
          }
        drawn = plan.asking.draw(
          plan.batchSize,
          from: QueryCandidates(items: items, scores: scores.values, boundary: scores.boundary), using: &asking)
      } else {
        drawn = coldStart(items, using: &asking)
      }
      for question in drawn where !isDone(questions) {
        take(question.item)
        questions.append(
          SimulationRun.Question(
            item: question.item, isPositive: pile.targets[question.item], strategy: question.strategy,
            inclusionProbability: question.inclusionProbability))
      }
      items.removeAll { !isOpen[$0] }
    }
    return SimulationRun(
      priors: priors, questions: questions, itemCount: pile.itemCount - priors.count,
      positiveCount: pile.positiveCount - priors.count { pile.targets[$0] })
  }

  private func coldStart(_ items: [Int], using generator: inout SplitMix64) -> [AskingMix.Question] {
    switch plan.coldStart {
    case .random:
      AskingMix(.random).draw(
        plan.batchSize, from: QueryCandidates(items: items, scores: [], boundary: 0), using: &generator)
    case .inOrder:
      items.prefix(plan.batchSize).map { .init(item: $0, strategy: .certainty, inclusionProbability: 1) }
    }
  }

  private static func wrapping<Value>(
    _ body: () throws(LearningError) -> Value
  ) throws(SimulationError) -> Value {
    do { return try body() } catch { throw .learner(error) }
  }
}

/// What is simulated.
public struct SimulationPlan: Sendable, Hashable, Codable {
  /// When a run ends; it always ends when nothing is left.
  public enum Stop: Sendable, Hashable, Codable {
    /// When all positives are found.
    case allFound
    /// After so many questions.
    case count(Int)
    /// When everything was asked.
    case never
  }

  /// What is asked before both answers are known.
  public enum ColdStart: String, Sendable, Hashable, Codable, CaseIterable {
    /// Items at random.
    case random
    /// Items in the order of the file, as ASReview does.
    case inOrder = "in-order"
  }

  /// What learns.
  public var learner: SimulationLearner
  /// How it asks.
  public var asking = AskingMix(.certainty)
  /// How many items are asked before it learns again, 1 or more.
  public var batchSize = 1
  /// When it ends.
  public var stop = Stop.allFound
  /// How it begins.
  public var coldStart = ColdStart.random
  /// The seed of everything drawn.
  public var seed: UInt64 = 0

  /// Whether anything is drawn once both answers are known: if not, repetitions from the same items are the same.
  public var draws: Bool {
    asking.draws || learner.draws
  }

  /// A plan.
  public init(learner: SimulationLearner) { self.learner = learner }
}

/// What came of playing once.
public struct SimulationRun: Sendable, Hashable, Codable {
  /// An item that was asked.
  public struct Question: Sendable, Hashable, Codable {
    /// Its index.
    public let item: Int
    /// Its answer.
    public let isPositive: Bool
    /// Which way of asking chose it.
    public let strategy: QueryStrategy
    /// The chance that it was to be asked at that moment.
    public let inclusionProbability: Double
  }

  /// The items that were known from the start.
  public let priors: [Int]
  /// The questions, in their order.
  public let questions: [Question]
  /// The number of items that were not known.
  public let itemCount: Int
  /// The number of positives among them.
  public let positiveCount: Int

  /// How soon the positives were found, those known from the start aside.
  public var screening: ScreeningOrder {
    ScreeningOrder(read: questions.map(\.isPositive), itemCount: itemCount, positiveCount: positiveCount)
  }
}
