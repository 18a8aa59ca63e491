import GarimpoKernels
import GarimpoMatrix

/// The training rows as the solvers of linear models see them: only features that occur, by rows and by columns.
///
/// A vector of weights has a place for each of `features` and, last, the intercept.
struct LinearProblem: Sendable {
  /// The features that occur, ascending.
  let features: [UInt32]
  /// Shape `[rows, features]`.
  let rows: SparseLines
  /// Shape `[features, rows]`.
  let columns: SparseLines
  /// +1 for yes, −1 for no.
  let signs: [Double]
  /// What the loss of each row costs.
  let costs: [Double]
  let loss: LinearLoss
  let intercept: LinearClassifier.Intercept

  init(
    _ matrix: CSRMatrix, _ targets: [Bool], costs: [Double], loss: LinearLoss, intercept: LinearClassifier.Intercept
  ) {
    var places = [UInt32](repeating: 0, count: matrix.columnCount)
    for column in matrix.columnIndices { places[Int(column)] = 1 }
    var features: [UInt32] = []
    for column in places.indices where places[column] == 1 {
      places[column] = UInt32(features.count)
      features.append(UInt32(column))
    }
    let compact = CSRMatrix(
      trustedColumnCount: features.count, rowOffsets: matrix.rowOffsets,
      columnIndices: matrix.columnIndices.map { places[Int($0)] }, values: matrix.values)
    let view = ColumnView(compact)
    self.features = features
    rows = SparseLines(rowsOf: compact)
    columns = SparseLines(
      width: compact.rowCount, offsets: view.columnOffsets, indices: view.rowIndices, values: view.values)
    signs = targets.map { $0 ? 1 : -1 }
    self.costs = costs
    self.loss = loss
    self.intercept = intercept
  }

  /// The weights of a model, in the places of this problem; zeros without one.
  func weights(of model: LinearModel?) -> [Double] {
    var weights = [Double](repeating: 0, count: features.count + 1)
    guard let model else { return weights }
    var known = 0
    for (place, feature) in features.enumerated() {
      while known < model.features.count, model.features[known] < feature { known += 1 }
      if known < model.features.count, model.features[known] == feature { weights[place] = model.weights[known] }
    }
    if intercept != .none { weights[features.count] = model.intercept }
    return weights
  }

  /// The decision values of the rows at `weights`.
  func decisionValues(_ weights: [Double], on workers: WorkerPool) -> [Double] {
    var values = [Double](repeating: 0, count: rows.count)
    rows.multiply(Array(weights.prefix(features.count)), into: &values, on: workers)
    let last = weights[features.count]
    for row in values.indices { values[row] += last }
    return values
  }

  /// Σ factor · row over the rows, shape `[features + 1]`; the last, of the intercept, is 0 if there is none.
  func combined(_ factors: [Double], on workers: WorkerPool) -> [Double] {
    var sums = [Double](repeating: 0, count: features.count)
    columns.multiply(factors, into: &sums, on: workers)
    sums.append(intercept == .none ? 0 : factors.reduce(0, +))
    return sums
  }

  /// Σ cost · loss over the rows at their decision values.
  func totalLoss(_ values: [Double]) -> Double {
    var sum = 0.0
    for row in values.indices { sum += costs[row] * loss.value(signs[row] * values[row]) }
    return sum
  }

  /// The derivative of each row's loss by its decision value.
  func slopes(_ values: [Double]) -> [Double] {
    values.indices.map { costs[$0] * signs[$0] * loss.slope(signs[$0] * values[$0]) }
  }

  /// The second derivative of each row's loss by its decision value.
  func curvatures(_ values: [Double]) -> [Double] {
    values.indices.map { costs[$0] * loss.curvature(signs[$0] * values[$0]) }
  }
}

/// What a solver of linear models found.
struct LinearSolution: Sendable {
  var weights: [Double]
  var gradientNorm: Double
  var iterationCount: Int
}
