import GarimpoKernels
public import GarimpoLearning
import GarimpoMatrix

/// What learns in a simulation: any learner.
public typealias SimulationLearner = LearnerChoice

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

  /// The scores of all items, fitted to what is known; `seed` is for learners that draw.
  mutating func scores(
    _ pile: SimulationPile, seed: UInt64, on workers: WorkerPool
  ) throws(LearningError) -> ModelScores {
    switch self {
    case .incremental(var machine):
      self = .refitted(.elasU4, known: [], last: nil)
      defer { self = .incremental(machine) }
      try machine.fit()
      return ModelScores(machine.decisionValues, boundary: 0)
    case .refitted(let learner, let known, let last):
      let model = try learner.fit(
        pile.matrix.selecting(rows: known), known.map { pile.targets[$0] }, seed: seed, from: last, on: workers)
      // No other learner begins from its last model: it is let go.
      if case .linear = learner { self = .refitted(learner, known: known, last: model) }
      return model.scores(of: pile.matrix, on: workers)
    }
  }
}
