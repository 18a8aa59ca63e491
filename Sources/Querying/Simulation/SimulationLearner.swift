import GarimpoKernels
public import GarimpoLearning
import GarimpoMatrix

/// What learns in a simulation: any learner.
public typealias SimulationLearner = LearnerChoice

extension LearnerChoice {
  /// What the scores say that a simulation has of it.
  var scale: ScoreScale {
    switch self {
    case .linear(let parameters): parameters.loss == .logistic ? .logOdds : .margin
    case .naiveBayes: .logOdds
    case .forest, .calibrated: .probability
    case .ensemble: scoresByPlace ? .margin : .probability
    }
  }
}

/// A learner in the course of a simulation: what it knows, and what it thinks of all items.
enum SimulatedLearner: Sendable {
  /// The support vector machine goes on from its last fit.
  case incremental(IncrementalSVM)
  /// Everything else is fitted to all that is known each time; a linear model starts from the last.
  case refitted(SimulationLearner, known: [Int], last: FittedModel?)

  init(_ learner: SimulationLearner, _ pile: SimulationPile) {
    if case .linear(let parameters) = learner, parameters.loss == .squaredHinge, parameters.penalty == .squared,
      parameters.intercept == .penalised
    {
      self = .incremental(IncrementalSVM(over: pile.similarities, cost: parameters.cost, balance: parameters.balance))
    } else {
      self = .refitted(learner, known: [], last: nil)
    }
  }

  /// Takes the answer on an item.
  mutating func learn(_ item: Int, _ pile: SimulationPile) {
    switch self {
    case .incremental(var machine):
      // So that the machine is not copied.
      self = .refitted(.elasU4, known: [], last: nil)
      machine.learn(item, isPositive: pile.targets[item])
      self = .incremental(machine)
    case .refitted(let learner, var known, let last):
      known.append(item)
      self = .refitted(learner, known: known, last: last)
    }
  }

  /// What it thinks.
  struct Opinion {
    /// The scores of all items.
    var scores: [Double]
    /// The trees, if it is a forest and they were asked for.
    var trees: QueryCommittee?
    /// The regression, if it is one.
    var regression: LinearModel?
  }

  /// What it thinks of all items, fitted to what is known; `seed` is for learners that draw.
  mutating func opinion(
    _ pile: SimulationPile, withTrees: Bool, seed: UInt64, on workers: WorkerPool
  ) throws(LearningError) -> Opinion {
    switch self {
    case .incremental(var machine):
      self = .refitted(.elasU4, known: [], last: nil)
      defer { self = .incremental(machine) }
      try machine.fit()
      return Opinion(scores: machine.decisionValues)
    case .refitted(let learner, let known, let last):
      let model = try learner.fit(
        pile.matrix.selecting(rows: known), known.map { pile.targets[$0] }, seed: seed, from: last, on: workers)
      let scores = model.scores(of: pile.matrix, on: workers)
      var opinion = Opinion(scores: scores.values)
      switch model {
      case .linear(let regression):
        // No other learner begins from its last model: it is let go.
        self = .refitted(learner, known: known, last: model)
        opinion.regression = regression
      case .forest(let forest) where withTrees:
        opinion.trees = QueryCommittee(
          probabilities: forest.treeProbabilities(of: pile.matrix, on: workers), itemCount: pile.itemCount)
      case .ensemble where learner.scoresByPlace:
        // A margin has its boundary at 0.
        opinion.scores = scores.values.map { $0 - scores.boundary }
      case .forest, .naiveBayes, .calibrated, .ensemble: break
      }
      return opinion
    }
  }
}
