public import GarimpoEvaluation
public import GarimpoLearning
public import GarimpoMatrix

/// Items whose answers are all known, on which asking is simulated.
public struct SimulationPile: Sendable {
  /// The features, shape `[items, features]`.
  public let matrix: CSRMatrix
  /// The answers, shape `[items]`.
  public let targets: [Bool]
  /// The scalar products of the items, for learners that work on them.
  let similarities: SimilarityRows

  /// A pile; both answers must be there.
  ///
  /// - Throws: `SimulationError` if they are not.
  public init(_ matrix: CSRMatrix, _ targets: [Bool]) throws(SimulationError) {
    precondition(targets.count == matrix.rowCount, "one answer for each item")
    let positives = targets.count { $0 }
    guard positives > 0 else { throw .noPositive(itemCount: targets.count) }
    guard positives < targets.count else { throw .noNegative(itemCount: targets.count) }
    self.matrix = matrix
    self.targets = targets
    similarities = SimilarityRows(matrix)
  }

  /// The number of items.
  public var itemCount: Int { targets.count }
  /// The number of positives.
  public var positiveCount: Int { targets.count { $0 } }
}

/// Why nothing can be simulated.
public enum SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
  case noPositive(itemCount: Int)
  case noNegative(itemCount: Int)
  case tooFewPriors(wanted: Int, isPositive: Bool, found: Int)
  case nothingToFind(positiveCount: Int)
  case batchTooLarge(Int, itemCount: Int)
  case learner(LearningError)
  /// A way of asking needs what the learner does not have.
  case unserved(QueryStrategy, learner: String, needed: String, advice: String)
  /// A stopping rule is there twice.
  case repeatedRule(StoppingRule)
  /// A stopping rule looks at what a simulation or the learner does not have.
  case unwatched(StoppingRule, lacks: String, advice: String)
  /// Two ways of asking want committees of different sizes.
  case twoCommittees(AskingMix)

  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .noPositive(let count):
      "simulation: none of the \(count) labelled items is a yes; expected some of either answer"
    case .noNegative(let count): "simulation: all \(count) labelled items are a yes; expected some of either answer"
    case .tooFewPriors(let wanted, let isPositive, let found):
      "simulation: \(wanted) items labelled \(isPositive ? "yes" : "no") are to be known from the start, there are \(found); "
        + "expected at most that many"
    case .nothingToFind(let count):
      "simulation: \(count == 1 ? "the only yes is" : "all \(count) yes are") known from the start, and nothing is left to find; "
        + "expected at least one yes more"
    case .batchTooLarge(let size, let count):
      "simulation: a batch of \(size) from a pile of \(count) items; expected a batch from 1 to \(count)"
    case .learner(let error): "simulation: \(error)"
    case .unserved(let strategy, let learner, let needed, let advice):
      "simulation: \(strategy.rawValue) does not go with \(learner): expected \(needed); \(advice)"
    case .repeatedRule(let rule): "simulation: the stopping rule \"\(rule)\" is there twice; name it once"
    case .unwatched(let rule, let lacks, let advice):
      "simulation: the stopping rule \"\(rule)\" cannot be watched: \(lacks); \(advice)"
    case .twoCommittees(let mix):
      "simulation: \"\(mix)\" has committees of different sizes; expected one number of members"
    }
  }
}
