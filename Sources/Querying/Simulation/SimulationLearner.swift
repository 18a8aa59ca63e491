import GarimpoKernels
public import GarimpoLearning
import GarimpoMatrix

/// What learns in a simulation.
public enum SimulationLearner: Sendable, Hashable, Codable {
  /// A linear model.
  case linear(LinearClassifier)
  /// Naive Bayes.
  case naiveBayes(NaiveBayes)
  /// A forest.
  case forest(RandomForest)

  /// The default of ASReview 3 (ELAS u4): a support vector machine, C = 0.11, the positives 9.8 times as heavy as the negatives.
  public static var elasU4: SimulationLearner {
    .linear(LinearClassifier(.squaredHinge, cost: 0.11, balance: .ratio(9.8)))
  }

  /// Whether it draws at random when it is fitted.
  var draws: Bool { if case .forest = self { true } else { false } }

  /// The score at which yes and no are equally probable.
  var boundary: Double {
    switch self {
    case .linear, .naiveBayes: 0
    case .forest: 0.5
    }
  }
}

/// A learner in the course of a simulation: what it knows, and what it thinks of all items.
enum SimulatedLearner: Sendable {
  /// The support vector machine goes on from its last fit.
  case incremental(IncrementalSVM)
  /// Everything else is fitted to all that is known each time; a linear model starts from the last.
  case refitted(SimulationLearner, known: [Int], last: LinearModel?)

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
  ) throws(LearningError) -> [Double] {
    switch self {
    case .incremental(var machine):
      self = .refitted(.elasU4, known: [], last: nil)
      defer { self = .incremental(machine) }
      try machine.fit()
      return machine.decisionValues
    case .refitted(let learner, let known, let last):
      let rows = pile.matrix.selecting(rows: known)
      let targets = known.map { pile.targets[$0] }
      switch learner {
      case .linear(let parameters):
        let model = try parameters.fit(rows, targets, from: last, on: workers)
        self = .refitted(learner, known: known, last: model)
        return model.decisionValues(of: pile.matrix, on: workers)
      case .naiveBayes(let parameters):
        return try parameters.fit(rows, targets).decisionValues(of: pile.matrix, on: workers)
      case .forest(let parameters):
        return try parameters.fit(rows, targets, seed: seed, on: workers)
          .probabilities(of: pile.matrix, on: workers).map(Double.init)
      }
    }
  }
}
