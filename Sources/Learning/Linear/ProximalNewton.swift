import GarimpoKernels

/// Minimises ‖w‖₁ + Σ costs · losses: each step minimises the second-order model of the losses plus the penalty, by
/// coordinate descent.
///
/// A coordinate's minimum is a soft threshold; it needs the feature's column and the decision values of the step so far,
/// which are kept. After a first pass over all features only those are visited that are not 0, until their changes are a tenth
/// of what is left of the subgradient; then all are visited once more. The step is halved until it gains enough.
///
/// Sources: Yuan, Ho and Lin, "An improved GLMNET for L1-regularized logistic regression", 2012; Friedman, Hastie and
/// Tibshirani, "Regularization paths for generalized linear models via coordinate descent", 2010, for the active set.
struct ProximalNewton {
  let problem: LinearProblem
  let parameters: LinearClassifier
  let workers: WorkerPool

  /// The share of the gain that the model promises which a step must make.
  private static let sufficientGain = 0.01
  /// Added to all curvatures, so that features whose rows are all outside the hinge do not run away.
  private static let damping = 1e-9
  /// Visits to all features within one step at most.
  private static let maxRounds = 100

  /// The optimum, from the weights of `start`.
  func solve(from start: LinearModel?) throws(LearningError) -> LinearSolution {
    var weights = problem.weights(of: start)
    var values = problem.decisionValues(weights, on: workers)
    var objective = penalty(weights) + problem.totalLoss(values)
    for iteration in 0... {
      if workers.isCancelled { throw .cancelled }
      let gradient = problem.combined(problem.slopes(values), on: workers)
      let norm = norm(subgradient(weights, gradient))
      guard norm > parameters.tolerance, iteration < parameters.maxIterations else {
        return LinearSolution(weights: weights, gradientNorm: norm, iterationCount: iteration)
      }
      let (direction, moved) = direction(weights, gradient, problem.curvatures(values), within: 0.1 * norm)
      let end = zip(weights, direction).map { $0 + $1 }
      let promise = dot(gradient, direction) + penalty(end) - penalty(weights)
      guard let step = step(direction, moved, from: weights, values, objective, promise: promise) else {
        // Nothing is gained any more within the precision of `Double`.
        return LinearSolution(weights: weights, gradientNorm: norm, iterationCount: iteration)
      }
      // A whole step lands on zeros exactly.
      weights = step.length == 1 ? end : zip(weights, direction).map { $0 + step.length * $1 }
      for row in values.indices { values[row] += step.length * moved[row] }
      objective = step.objective
    }
    preconditionFailure("the loop ends by returning")
  }

  /// What weight `place` costs for each unit of its size.
  private func price(_ place: Int) -> Double {
    place < problem.features.count || problem.intercept == .penalised ? 1 : 0
  }

  private func penalty(_ weights: [Double]) -> Double {
    var sum = 0.0
    for i in weights.indices { sum += price(i) * weights[i].magnitude }
    return sum
  }

  /// The subgradient that is nearest to 0.
  private func subgradient(_ weights: [Double], _ gradient: [Double]) -> [Double] {
    weights.indices.map { i in
      let price = price(i)
      if weights[i] != 0 { return gradient[i] + (weights[i] > 0 ? price : -price) }
      return max(0, gradient[i].magnitude - price)
    }
  }

  /// The step that minimises the second-order model, and what it adds to the decision values.
  private func direction(
    _ weights: [Double], _ gradient: [Double], _ curvatures: [Double], within tolerance: Double
  ) -> (direction: [Double], moved: [Double]) {
    var descent = CoordinateDescent(problem: problem, weights: weights, gradient: gradient, curvatures: curvatures)
    let all = Array(0..<(weights.count - (problem.intercept == .none ? 1 : 0)))
    for _ in 0..<Self.maxRounds {
      let change = descent.visit(all, prices: price, damping: Self.damping)
      if change <= tolerance { break }
      let active = all.filter { weights[$0] + descent.direction[$0] != 0 }
      for _ in 0..<Self.maxRounds
      where descent.visit(active, prices: price, damping: Self.damping) <= tolerance { break }
    }
    return (descent.direction, descent.moved)
  }

  /// How far to go, and the objective there; nil if nothing is gained.
  private func step(
    _ direction: [Double], _ moved: [Double], from weights: [Double], _ values: [Double], _ objective: Double,
    promise: Double
  ) -> (length: Double, objective: Double)? {
    guard promise < 0 else { return nil }
    var length = 1.0
    while length > 1e-12 {
      let sum =
        penalty(weights.indices.map { weights[$0] + length * direction[$0] })
        + problem.totalLoss(values.indices.map { values[$0] + length * moved[$0] })
      if sum <= objective + Self.sufficientGain * length * promise, sum < objective { return (length, sum) }
      length /= 2
    }
    return nil
  }
}

/// The minimum of a second-order model with an L1 penalty, one coordinate after the other.
private struct CoordinateDescent {
  let problem: LinearProblem
  let weights: [Double]
  let gradient: [Double]
  let curvatures: [Double]
  /// The step so far.
  private(set) var direction: [Double]
  /// What it adds to the decision values.
  private(set) var moved: [Double]
  /// The second derivative by each coordinate, once it was visited.
  private var bends: [Double?]

  init(problem: LinearProblem, weights: [Double], gradient: [Double], curvatures: [Double]) {
    self.problem = problem
    self.weights = weights
    self.gradient = gradient
    self.curvatures = curvatures
    direction = [Double](repeating: 0, count: weights.count)
    moved = [Double](repeating: 0, count: curvatures.count)
    bends = Array(repeating: nil, count: weights.count)
  }

  /// Minimises by each of `places` once; the norm of the changes, each times its curvature.
  mutating func visit(_ places: [Int], prices: (Int) -> Double, damping: Double) -> Double {
    var sum = 0.0
    for place in places {
      let bend = bend(place) + damping
      let slope = gradient[place] + slopeSoFar(place) + damping * direction[place]
      let target = weights[place] + direction[place] - slope / bend
      let threshold = prices(place) / bend
      let next = target > threshold ? target - threshold : target < -threshold ? target + threshold : 0
      let change = next - weights[place] - direction[place]
      guard change != 0 else { continue }
      direction[place] = next - weights[place]
      move(place, by: change)
      sum += change * bend * change * bend
    }
    return sum.squareRoot()
  }

  private mutating func bend(_ place: Int) -> Double {
    if let known = bends[place] { return known }
    var sum = 0.0
    if place == problem.features.count {
      sum = curvatures.reduce(0, +)
    } else {
      for entry in entries(place) {
        let value = Double(problem.columns.values[entry])
        sum += curvatures[Int(problem.columns.indices[entry])] * value * value
      }
    }
    bends[place] = sum
    return sum
  }

  /// The derivative by a coordinate of the second-order part at the step so far.
  private func slopeSoFar(_ place: Int) -> Double {
    var sum = 0.0
    if place == problem.features.count {
      for row in moved.indices { sum += curvatures[row] * moved[row] }
    } else {
      for entry in entries(place) {
        let row = Int(problem.columns.indices[entry])
        sum += curvatures[row] * moved[row] * Double(problem.columns.values[entry])
      }
    }
    return sum
  }

  private mutating func move(_ place: Int, by change: Double) {
    if place == problem.features.count {
      for row in moved.indices { moved[row] += change }
    } else {
      for entry in entries(place) {
        moved[Int(problem.columns.indices[entry])] += change * Double(problem.columns.values[entry])
      }
    }
  }

  private func entries(_ place: Int) -> Range<Int> {
    problem.columns.offsets[place]..<problem.columns.offsets[place + 1]
  }
}
