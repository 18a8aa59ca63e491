import GarimpoKernels

/// Minimises ½‖w‖² + Σ costs · losses: Newton's steps, each found by conjugate gradients only as closely as it is worth.
///
/// One step solves H d = −g with H = I + Xᵀ D X, never formed: conjugate gradients need H times a vector, one pass over the
/// rows and one over the columns. They are preconditioned by the diagonal of H, and stop when what is left of −g is below
/// min(0.1, √(‖g‖ ÷ ‖g₀‖)) · ‖g‖: convergence is faster than linear. The step is halved until it gains enough (Armijo),
/// which costs O(rows) each time, as the decision values of the direction are kept.
///
/// Sources: Lin, Weng and Keerthi, "Trust region Newton method for large-scale logistic regression", 2008, for H and the
/// generalised second derivative of the squared hinge; Galli and Lin, "A study on truncated Newton methods for linear
/// classification", 2022, for line search in place of a trust region; Nocedal and Wright, "Numerical optimization", 2006,
/// algorithm 7.1, for where to stop.
struct TruncatedNewton {
  let problem: LinearProblem
  let parameters: LinearClassifier
  let workers: WorkerPool

  /// The share of the gain that the gradient promises which a step must make.
  private static let sufficientGain = 1e-4

  /// The optimum, from the weights of `start`.
  func solve(from start: LinearModel?) throws(LearningError) -> LinearSolution {
    var weights = problem.weights(of: start)
    var values = problem.decisionValues(weights, on: workers)
    var objective = self.objective(weights, values)
    let firstNorm = norm(gradient(problem.weights(of: nil), [Double](repeating: 0, count: values.count)))
    for iteration in 0... {
      if workers.isCancelled { throw .cancelled }
      let gradient = gradient(weights, values)
      let norm = norm(gradient)
      guard norm > parameters.tolerance, iteration < parameters.maxIterations else {
        return LinearSolution(weights: weights, gradientNorm: norm, iterationCount: iteration)
      }
      let forcing = min(0.1, (norm / max(firstNorm, norm)).squareRoot())
      let direction = direction(gradient, problem.curvatures(values), within: forcing * norm)
      let moved = problem.decisionValues(direction, on: workers)
      guard
        let step = step(
          along: direction, moved, from: weights, values, objective, slope: dot(gradient, direction))
      else {
        // Nothing is gained any more within the precision of `Double`.
        return LinearSolution(weights: weights, gradientNorm: norm, iterationCount: iteration)
      }
      for i in weights.indices { weights[i] += step.length * direction[i] }
      for row in values.indices { values[row] += step.length * moved[row] }
      objective = step.objective
    }
    preconditionFailure("the loop ends by returning")
  }

  /// What the intercept costs, as a share of what a weight does.
  private var interceptPenalty: Double { problem.intercept == .penalised ? 1 : 0 }

  private func objective(_ weights: [Double], _ values: [Double]) -> Double {
    var sum = 0.0
    for weight in weights.dropLast() { sum += weight * weight }
    sum += interceptPenalty * weights[weights.count - 1] * weights[weights.count - 1]
    return sum / 2 + problem.totalLoss(values)
  }

  private func gradient(_ weights: [Double], _ values: [Double]) -> [Double] {
    var gradient = problem.combined(problem.slopes(values), on: workers)
    for i in 0..<(weights.count - 1) { gradient[i] += weights[i] }
    gradient[weights.count - 1] += interceptPenalty * weights[weights.count - 1]
    return gradient
  }

  /// d with ‖H d + gradient‖ at most `tolerance`, by preconditioned conjugate gradients from 0.
  private func direction(_ gradient: [Double], _ curvatures: [Double], within tolerance: Double) -> [Double] {
    let diagonal = diagonal(curvatures)
    var solution = [Double](repeating: 0, count: gradient.count)
    var residual = gradient.map { -$0 }
    var scaled = zip(residual, diagonal).map { $0 / $1 }
    var search = scaled
    var product = dot(residual, scaled)
    // Exact arithmetic would need as many steps as there are weights.
    for _ in 0..<(gradient.count + 1) {
      guard norm(residual) > tolerance, product > 0 else { break }
      let image = timesHessian(search, curvatures)
      let bend = dot(search, image)
      guard bend > 0 else { break }
      let length = product / bend
      for i in solution.indices {
        solution[i] += length * search[i]
        residual[i] -= length * image[i]
        scaled[i] = residual[i] / diagonal[i]
      }
      let next = dot(residual, scaled)
      let share = next / product
      for i in search.indices { search[i] = scaled[i] + share * search[i] }
      product = next
    }
    return solution
  }

  private func timesHessian(_ vector: [Double], _ curvatures: [Double]) -> [Double] {
    var values = problem.decisionValues(vector, on: workers)
    for row in values.indices { values[row] *= curvatures[row] }
    var image = problem.combined(values, on: workers)
    for i in 0..<(vector.count - 1) { image[i] += vector[i] }
    image[vector.count - 1] += interceptPenalty * vector[vector.count - 1]
    return image
  }

  private func diagonal(_ curvatures: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: problem.features.count)
    problem.columns.multiplySquares(curvatures, into: &sums, on: workers)
    for i in sums.indices { sums[i] += 1 }
    let last = problem.intercept == .none ? 1 : interceptPenalty + curvatures.reduce(0, +)
    // With no row inside the hinge a free intercept has no curvature.
    sums.append(last > 0 ? last : 1)
    return sums
  }

  /// How far to go along `direction`, and the objective there; nil if nothing is gained.
  private func step(
    along direction: [Double], _ moved: [Double], from weights: [Double], _ values: [Double], _ objective: Double,
    slope: Double
  ) -> (length: Double, objective: Double)? {
    guard slope < 0 else { return nil }
    var penalty = (start: 0.0, middle: 0.0, end: 0.0)
    for i in weights.indices {
      let share = i == weights.count - 1 ? interceptPenalty : 1
      penalty.start += share * weights[i] * weights[i]
      penalty.middle += share * weights[i] * direction[i]
      penalty.end += share * direction[i] * direction[i]
    }
    var length = 1.0
    while length > 1e-12 {
      var sum = (penalty.start + length * (2 * penalty.middle + length * penalty.end)) / 2
      for row in values.indices {
        sum += problem.costs[row] * problem.loss.value(problem.signs[row] * (values[row] + length * moved[row]))
      }
      if sum <= objective + Self.sufficientGain * length * slope, sum < objective { return (length, sum) }
      length /= 2
    }
    return nil
  }
}

/// Σ a · b in ascending order.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count, "vectors of one length")
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}

/// √Σ a².
func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }
