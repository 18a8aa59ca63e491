public import GarimpoKernels
public import GarimpoMatrix

/// The parameters of a linear model for two classes: logistic regression, or a linear support vector machine.
///
/// ```swift
/// let model = try LinearClassifier(.logistic, cost: 1).fit(matrix, targets, on: WorkerPool(threadCount: 2))
/// let scores = model.probabilities(of: pool, on: workers)
/// ```
///
/// `fit` finds the weights w and the intercept b that minimise
///
///     penalty(w) + Σᵢ cost · weightᵢ · loss(answerᵢ · (w·xᵢ + b)),      answerᵢ = +1 for yes, −1 for no
///
/// with penalty ½‖w‖² or ‖w‖₁. That is scikit-learn's `LogisticRegression` (intercept `.free`) and `LinearSVC` with squared
/// hinge (intercept `.penalised`), with C = `cost`.
///
/// Sources: Fan, Chang, Hsieh, Wang and Lin, "LIBLINEAR: a library for large linear classification", 2008, for the problem;
/// ``TruncatedNewton`` and ``ProximalNewton`` for how it is solved.
public struct LinearClassifier: Sendable, Hashable, Codable {
  /// What is paid for large weights.
  public enum Penalty: String, Sendable, Hashable, Codable {
    /// ½‖w‖²: all features speak a little.
    case squared
    /// ‖w‖₁: most weights are exactly 0.
    case absolute
  }

  /// What is done about the intercept.
  public enum Intercept: String, Sendable, Hashable, Codable {
    /// It is fitted, and nothing is paid for it.
    case free
    /// It is the weight of a feature that is 1 in every row, and paid for as the others are: LIBLINEAR's.
    case penalised
    /// It is 0.
    case none
  }

  /// The loss.
  public var loss: LinearLoss
  /// The penalty.
  public var penalty = Penalty.squared
  /// How much the losses count beside the penalty: C, above 0.
  public var cost: Double
  /// The intercept.
  public var intercept: Intercept
  /// How much the rows of either class weigh.
  public var balance: ClassBalance
  /// The solver stops when the norm of the gradient (of the subgradient that is nearest to 0) is at most this, above 0. With
  /// the squared penalty no weight is then farther than this from the optimum, a free intercept aside.
  public var tolerance = 1e-5
  /// The solver's steps at most, 1 or more.
  public var maxIterations = 200

  /// A linear model; the intercept is free with the logistic loss and penalised with the squared hinge.
  public init(_ loss: LinearLoss, cost: Double = 1, balance: ClassBalance = .none) {
    self.loss = loss
    self.cost = cost
    self.balance = balance
    intercept = loss == .logistic ? .free : .penalised
  }

  /// The model fitted to the rows of `matrix`, shape `[rows, features]`, whose answers are `targets`, shape `[rows]`.
  ///
  /// Deterministic, whatever the number of threads.
  ///
  /// - Parameters:
  ///   - weights: how much each row weighs beside `balance`, 0 or more; nil: 1.
  ///   - start: a model of the same features from which to begin, as that of the rows before the last; with the same
  ///     optimum it saves time only.
  /// - Throws: `LearningError` if a parameter is out of range, there are no rows, all answers are the same, or `workers` is
  ///   cancelled.
  /// - Complexity: O(steps · entries).
  public func fit(
    _ matrix: CSRMatrix, _ targets: [Bool], weights: [Double]? = nil, from start: LinearModel? = nil,
    on workers: WorkerPool
  ) throws(LearningError) -> LinearModel {
    precondition(targets.count == matrix.rowCount, "one target for each row")
    precondition(weights.map { $0.count == matrix.rowCount } ?? true, "one weight for each row")
    precondition(weights?.allSatisfy { $0 >= 0 && $0.isFinite } ?? true, "weights are 0 or more")
    precondition(start.map { $0.columnCount == matrix.columnCount } ?? true, "the features of the start are others")
    try validate(featureCount: matrix.columnCount)
    let positives = targets.count { $0 }
    guard positives > 0, positives < targets.count else {
      throw targets.isEmpty ? .noRows : .oneClassOnly(isPositive: positives > 0, rowCount: targets.count)
    }
    var costs = try balance.weights(of: targets)
    for row in costs.indices { costs[row] *= cost * (weights?[row] ?? 1) }
    let problem = LinearProblem(matrix, targets, costs: costs, loss: loss, intercept: intercept)
    let found =
      switch penalty {
      case .squared: try TruncatedNewton(problem: problem, parameters: self, workers: workers).solve(from: start)
      case .absolute: try ProximalNewton(problem: problem, parameters: self, workers: workers).solve(from: start)
      }
    return LinearModel(
      parameters: self, columnCount: matrix.columnCount, features: problem.features,
      weights: Array(found.weights.prefix(problem.features.count)), intercept: found.weights.last ?? 0,
      gradientNorm: found.gradientNorm, iterationCount: found.iterationCount)
  }

  /// Throws unless a model can be fitted with the parameters to rows of `featureCount` features.
  func validate(featureCount: Int) throws(LearningError) {
    func check(_ holds: Bool, _ name: String, _ found: String, _ expected: String) throws(LearningError) {
      if !holds { throw .parameterOutOfRange(name: name, found: found, expected: expected) }
    }
    try check(cost > 0 && cost.isFinite, "cost", "\(cost)", "a number above 0")
    try check(tolerance > 0 && tolerance.isFinite, "tolerance", "\(tolerance)", "a number above 0")
    try check(maxIterations >= 1, "maxIterations", "\(maxIterations)", "1 or more")
    guard featureCount > 0 else { throw .noFeatures }
  }
}
