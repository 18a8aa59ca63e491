public import GarimpoKernels
public import GarimpoMatrix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a `LearnerChoice` has learnt.
public indirect enum FittedModel: Sendable, Hashable {
  /// A linear model.
  case linear(LinearModel)
  /// Naive Bayes.
  case naiveBayes(NaiveBayesModel)
  /// A forest.
  case forest(RandomForestModel)
  /// A model with a curve from its scores to probabilities.
  case calibrated(CalibratedModel)
  /// Models that score together.
  case ensemble(EnsembleModel)

  /// The learner with the parameters that it was fitted with.
  public var learner: LearnerChoice {
    switch self {
    case .linear(let model): .linear(model.parameters)
    case .naiveBayes(let model): .naiveBayes(model.parameters)
    case .forest(let model): .forest(model.parameters)
    case .calibrated(let model): .calibrated(model.parameters)
    case .ensemble(let model): .ensemble(model.parameters)
    }
  }

  /// The number of features it expects.
  public var columnCount: Int {
    switch self {
    case .linear(let model): model.columnCount
    case .naiveBayes(let model): model.columnCount
    case .forest(let model): model.columnCount
    case .calibrated(let model): model.model.columnCount
    case .ensemble(let model): model.members.first?.model.columnCount ?? 0
    }
  }

  /// The score of each row, shape `[rows]`: what orders them best. Decision values where the model has some, as these
  /// still differ where probabilities have become 1.
  public func scores(of matrix: CSRMatrix, on workers: WorkerPool) -> ModelScores {
    switch self {
    case .linear(let model): ModelScores(model.decisionValues(of: matrix, on: workers), boundary: 0)
    case .naiveBayes(let model): ModelScores(model.decisionValues(of: matrix, on: workers), boundary: 0)
    case .forest(let model):
      ModelScores(model.probabilities(of: matrix, on: workers).map(Double.init), boundary: 0.5)
    case .calibrated(let model): ModelScores(model.probabilities(of: matrix, on: workers), boundary: 0.5)
    case .ensemble(let model): model.scores(of: matrix, on: workers)
    }
  }

  /// P(yes) of each row, shape `[rows]`; nil if the learner gives none (`LearnerChoice.givesProbabilities`).
  public func probabilities(of matrix: CSRMatrix, on workers: WorkerPool) -> [Double]? {
    guard learner.givesProbabilities else { return nil }
    let values = scores(of: matrix, on: workers).values
    switch self {
    case .linear, .naiveBayes: return values.map { 1 / (1 + exp(-$0)) }
    case .forest, .calibrated, .ensemble: return values
    }
  }
}

/// The scores of some rows.
public struct ModelScores: Sendable, Hashable {
  /// The score of each row; more is more probably yes.
  public var values: [Double]
  /// The score at which yes and no are equally probable: 0 of decision values, 0.5 of probabilities.
  public var boundary: Double

  /// Scores.
  public init(_ values: [Double], boundary: Double) {
    self.values = values
    self.boundary = boundary
  }
}
