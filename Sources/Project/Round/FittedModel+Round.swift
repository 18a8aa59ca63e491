import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix

extension FittedModel {
  /// P(yes) of each row, shape `[rows]`, of a model that gives probabilities.
  func shares(of matrix: CSRMatrix, on workers: WorkerPool) -> [Float] {
    if case .forest(let forest) = self { return forest.probabilities(of: matrix, on: workers) }
    guard let probabilities = probabilities(of: matrix, on: workers) else {
      preconditionFailure("a model that gives probabilities")
    }
    return probabilities.map { Float($0) }
  }

  /// The share of each feature in what moves the scores, shape `[features]`, as `RoundResult.Influence` says: all 0, and a
  /// note on why, where there are none. A forest of which no tree divides anything has no note.
  func importanceShares(over training: CSRMatrix) -> (shares: [Double], note: String?) {
    if case .forest(let forest) = self { return (forest.featureImportances, nil) }
    guard let importances = importances(over: training) else {
      return (
        [Double](repeating: 0, count: columnCount),
        "\(learner) scores by several learners, and what moved their scores has no common measure"
      )
    }
    let sum = importances.reduce(0, +)
    return sum > 0 ? (importances.map { $0 / sum }, nil) : (importances, "no feature has a say in \(learner)")
  }
}
