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
  /// For ways of asking that compare items; nil: none does.
  private let features: QueryFeatures?

  /// A simulation of `plan` on `pile`.
  ///
  /// - Throws: `SimulationError` if a batch is larger than the pile, or a way of asking does not go with the learner.
  public init(_ plan: SimulationPlan, on pile: SimulationPile) throws(SimulationError) {
    guard plan.batchSize >= 1, plan.batchSize <= pile.itemCount else {
      throw .batchTooLarge(plan.batchSize, itemCount: pile.itemCount)
    }
    try plan.learner.check(plan.asking)
    try plan.learner.check(plan.stopping)
    self.plan = plan
    self.pile = pile
    features =
      plan.asking.needs.contains(.features) || plan.coldStart == .typical ? QueryFeatures(pile.matrix) : nil
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
  /// Where neither a way of asking nor a stopping rule looks at what the learner thinks, none is fitted. Stopping rules are only
  /// watched: the questions are the same with them and without.
  ///
  /// - Throws: `SimulationError` if the learner cannot take the data, all positives are known, or `workers` are cancelled.
  public func run(priors: [Int], repetition: Int, on workers: WorkerPool) throws(SimulationError) -> SimulationRun {
    guard priors.count(where: { pile.targets[$0] }) < pile.positiveCount else {
      throw .nothingToFind(positiveCount: pile.positiveCount)
    }
    var modelSeeds = SplitMix64(seed: plan.seed, stream: UInt64(repetition) &* 3 &+ 1)
    var asking = SplitMix64(seed: plan.seed, stream: UInt64(repetition) &* 3 &+ 2)
    var learner = SimulatedLearner(plan.learner, pile)
    var isOpen = [Bool](repeating: true, count: pile.itemCount)
    var answers = (yes: 0, no: 0)
    /// The questions since the last that brought a yes.
    var dryCount = 0
    func isDone(_ asked: [SimulationRun.Question]) -> Bool {
      switch plan.stop {
      case .allFound: answers.yes == pile.positiveCount
      case .count(let count): asked.count >= count
      case .never: false
      }
    }
    let needs = plan.asking.needs
    let learns = plan.looksAtLearner
    var judge: StoppingJudge?
    if !plan.stopping.isEmpty {
      judge = StoppingJudge(plan, targets: pile.targets, priors: priors, repetition: repetition)
    }
    var known: [Int] = []
    var nearness: LabelledNearness?
    if needs.contains(.nearness) { nearness = LabelledNearness(itemCount: pile.itemCount) }
    func take(_ item: Int) {
      known.append(item)
      if learns { learner.learn(item, pile) }
      if let features { nearness?.add(item, features) }
      isOpen[item] = false
      if pile.targets[item] { answers.yes += 1 } else { answers.no += 1 }
    }
    for item in priors { take(item) }

    var questions: [SimulationRun.Question] = []
    var items = pile.targets.indices.filter { isOpen[$0] }
    while !items.isEmpty, !isDone(questions) {
      guard !workers.isCancelled else { throw .learner(.cancelled) }
      let drawn: [AskingMix.Question]
      var candidates = QueryCandidates(items: items, scores: [], scale: plan.learner.scale)
      (candidates.features, candidates.nearness, candidates.workers) = (features, nearness, workers)
      (candidates.labelled, candidates.targets) = (known, known.map { pile.targets[$0] })
      drawn = try Self.wrapping { () throws(LearningError) in
        guard answers.yes > 0, answers.no > 0 else { return try coldStart(candidates, using: &asking) }
        if needs.contains(.learner) || judge?.looksAtModels == true {
          try think(learner: &learner, seed: modelSeeds.next(), on: workers, &candidates)
          judge?.take(candidates)
        }
        return try plan.asking.mix(positiveCount: answers.yes, dryCount: dryCount)
          .draw(plan.batchSize, from: candidates, using: &asking)
      }
      for question in drawn where !isDone(questions) {
        take(question.item)
        dryCount = pile.targets[question.item] ? 0 : dryCount + 1
        judge?.take(question.item, isRandom: question.strategy == .random)
        questions.append(
          SimulationRun.Question(
            item: question.item, isPositive: pile.targets[question.item], strategy: question.strategy,
            inclusionProbability: question.inclusionProbability))
      }
      items.removeAll { !isOpen[$0] }
    }
    return SimulationRun(
      priors: priors, questions: questions, itemCount: pile.itemCount - priors.count,
      positiveCount: pile.positiveCount - priors.count { pile.targets[$0] }, stopping: judge?.outcomes())
  }

  /// Asks the learner what it thinks.
  private func think(
    learner: inout SimulatedLearner, seed: UInt64, on workers: WorkerPool, _ candidates: inout QueryCandidates
  ) throws(LearningError) {
    let needsCommittee = plan.asking.needs.contains(.committee)
    let opinion = try learner.opinion(pile, withTrees: needsCommittee, seed: seed, on: workers)
    (candidates.scores, candidates.regression, candidates.committee) =
      (opinion.scores, opinion.regression, opinion.trees)
    if needsCommittee, opinion.trees == nil {
      let wanted = plan.asking.parts.compactMap { $0.strategy.memberCount }.first
      candidates.committee = try plan.learner.committee(
        wanted ?? SimulationLearner.usualMemberCount, known: candidates.labelled, pile, seed: seed, on: workers)
    }
  }

  private func coldStart(
    _ candidates: QueryCandidates, using generator: inout SplitMix64
  ) throws(LearningError) -> [AskingMix.Question] {
    switch plan.coldStart {
    case .random: try AskingMix(.random).draw(plan.batchSize, from: candidates, using: &generator)
    case .inOrder:
      candidates.items.prefix(plan.batchSize).map { .init(item: $0, strategy: .certainty, inclusionProbability: 1) }
    case .typical: try AskingMix(.typiclust()).draw(plan.batchSize, from: candidates, using: &generator)
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
    /// The most typical items of clusters without an answer.
    case typical = "typiclust"
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
  /// The rules that are watched side by side; none ends the run.
  public var stopping: [StoppingRule] = []
  /// The seed of everything drawn.
  public var seed: UInt64 = 0

  /// Whether anything is drawn once both answers are known: if not, repetitions from the same items are the same.
  public var draws: Bool {
    asking.draws || learner.draws || asking.needs.contains(.committee)
  }

  /// Whether a way of asking or a stopping rule looks at what is learnt: if not, nothing is fitted.
  public var looksAtLearner: Bool { asking.needs.contains(.learner) || stopping.contains(where: \.looksAtModels) }

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
    /// The chance that it was to be asked at that moment; nil: not known.
    public let inclusionProbability: Double?
  }

  /// The items that were known from the start.
  public let priors: [Int]
  /// The questions, in their order.
  public let questions: [Question]
  /// The number of items that were not known.
  public let itemCount: Int
  /// The number of positives among them.
  public let positiveCount: Int
  /// What came of each stopping rule of the plan, in its order; nil: the plan has none.
  public let stopping: [StoppingOutcome]?

  /// How soon the positives were found, those known from the start aside.
  public var screening: ScreeningOrder {
    ScreeningOrder(read: questions.map(\.isPositive), itemCount: itemCount, positiveCount: positiveCount)
  }

  /// How each stopping rule did over `runs` of one plan, in its order; empty if it has none.
  public static func stoppingSummaries(_ runs: [SimulationRun]) -> [StoppingSummary] {
    let outcomes = runs.compactMap(\.stopping)
    guard let count = outcomes.first?.count else { return [] }
    precondition(outcomes.allSatisfy { $0.count == count }, "runs of one plan")
    return (0..<count).map { place in StoppingSummary(outcomes.map { $0[place] }) }
  }
}
