public import GarimpoKernels
public import GarimpoMatrix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A fitted linear model: a decision value is the intercept plus weight · value over the features of a row.
public struct LinearModel: Sendable, Hashable {
  /// The parameters it was fitted with.
  public let parameters: LinearClassifier
  /// The number of features it expects.
  public let columnCount: Int
  /// The features that occurred in the training rows, ascending; all others weigh nothing.
  public let features: [UInt32]
  /// Their weights.
  public let weights: [Double]
  /// The intercept.
  public let intercept: Double
  /// The norm of the gradient at the weights; above the tolerance only if the steps were used up or the precision of
  /// `Double` was reached.
  public let gradientNorm: Double
  /// The solver's steps.
  public let iterationCount: Int

  /// The weight of each feature, shape `[features]`.
  public var denseWeights: [Double] {
    var dense = [Double](repeating: 0, count: columnCount)
    for (feature, weight) in zip(features, weights) { dense[Int(feature)] = weight }
    return dense
  }

  /// The decision value of each row, shape `[rows]`: above 0 for yes.
  public func decisionValues(of matrix: CSRMatrix, on workers: WorkerPool) -> [Double] {
    precondition(matrix.columnCount == columnCount, "the matrix must have the features of the training rows")
    var values = [Double](repeating: 0, count: matrix.rowCount)
    SparseLines(rowsOf: matrix).multiply(denseWeights, into: &values, on: workers)
    for row in values.indices { values[row] += intercept }
    return values
  }

  /// P(yes) of each row by the logistic function, shape `[rows]`. Of a model of another loss it is no probability.
  public func probabilities(of matrix: CSRMatrix, on workers: WorkerPool) -> [Float] {
    decisionValues(of: matrix, on: workers).map { Float(1 / (1 + exp(-$0))) }
  }
}

extension SparseLines {
  /// The rows of a matrix, shape `[rows, columns]`.
  init(rowsOf matrix: CSRMatrix) {
    self.init(
      width: matrix.columnCount, offsets: matrix.rowOffsets, indices: matrix.columnIndices, values: matrix.values)
  }
}
