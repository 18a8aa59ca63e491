import Foundation
import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct LinearClassifierTests {
  private static let workers = WorkerPool(threadCount: 2)

  /// The problem as the documentation states it, with its gradient, from dense rows.
  private struct Naive {
    var world: World
    var parameters: LinearClassifier
    var weights: [Double]?

    private var costs: [Double] {
      let positives = Double(world.targets.count { $0 })
      let count = Double(world.targets.count)
      return world.targets.indices.map { row in
        let yes = world.targets[row]
        let share =
          switch parameters.balance {
          case .none: 1.0
          case .balanced: count / (2 * (yes ? positives : count - positives))
          case .ratio(let ratio):
            (yes ? 1 : positives / ratio / (count - positives)) * count / (positives + positives / ratio)
          }
        return share * parameters.cost * (weights?[row] ?? 1)
      }
    }

    /// The derivative of the losses by each weight and, last, by the intercept.
    func gradient(_ model: LinearModel) -> [Double] {
      let dense = model.denseWeights
      let costs = costs
      var gradient = [Double](repeating: 0, count: dense.count + 1)
      for (row, values) in world.rows.enumerated() {
        let sign = world.targets[row] ? 1.0 : -1.0
        let margin = sign * (zip(values, dense).map { Double($0) * $1 }.reduce(0, +) + model.intercept)
        let slope =
          switch parameters.loss {
          case .logistic: -1 / (1 + exp(margin))
          case .squaredHinge: -2 * max(0, 1 - margin)
          }
        for column in values.indices { gradient[column] += costs[row] * sign * slope * Double(values[column]) }
        gradient[dense.count] += costs[row] * sign * slope
      }
      return gradient
    }

    /// How far the model is from fulfilling the conditions of the optimum: 0 only there, as the problem is convex.
    func defect(_ model: LinearModel) -> Double {
      let gradient = gradient(model)
      let weights = model.denseWeights + [model.intercept]
      var sum = 0.0
      for i in weights.indices {
        let isIntercept = i == weights.count - 1
        if isIntercept, parameters.intercept == .none { continue }
        let price = isIntercept && parameters.intercept == .free ? 0.0 : 1.0
        let left =
          switch parameters.penalty {
          case .squared: gradient[i] + price * weights[i]
          case .absolute where weights[i] == 0: max(0, abs(gradient[i]) - price)
          case .absolute: gradient[i] + (weights[i] > 0 ? price : -price)
          }
        sum += left * left
      }
      return sum.squareRoot()
    }
  }

  /// Values of sizes that text and scaled numbers have.
  private static func scaled(_ world: World) -> World {
    var world = world
    for row in world.rows.indices {
      for column in world.rows[row].indices where column % 4 == 3 { world.rows[row][column] /= 700 }
    }
    return world
  }

  private static let worlds =
    [2, 3, 10].flatMap { rows in [1, 3, 10].map { World.random(rowCount: rows, columnCount: $0, seed: 4) } }.map(scaled)
    + [scaled(.random(rowCount: 40, columnCount: 12, seed: 5))]

  private static let variants: [LinearClassifier] = [LinearLoss.logistic, .squaredHinge].flatMap { loss in
    [LinearClassifier.Penalty.squared, .absolute].flatMap { penalty in
      [LinearClassifier.Intercept.free, .penalised, .none].flatMap { intercept in
        [(0.11, ClassBalance.none), (1, .balanced), (10, .ratio(9.8))].map { cost, balance in
          var parameters = LinearClassifier(loss, cost: cost, balance: balance)
          (parameters.penalty, parameters.intercept) = (penalty, intercept)
          return parameters
        }
      }
    }
  }

  @Test(arguments: variants)
  func `The weights are those of the optimum`(parameters: LinearClassifier) throws {
    for world in Self.worlds {
      let model = try parameters.fit(world.matrix, world.targets, on: Self.workers)
      #expect(model.gradientNorm <= parameters.tolerance, "\(world.name): \(model.iterationCount) steps")
      // The rows are `Float`; the sums of both are not in one order.
      #expect(Naive(world: world, parameters: parameters).defect(model) <= parameters.tolerance * 1.01, "\(world.name)")
      if parameters.intercept == .none { #expect(model.intercept == 0) }
    }
  }

  @Test(arguments: variants)
  func `A weight of two is a row that is there twice, and of none a row that is not there`(
    parameters: LinearClassifier
  ) throws {
    let world = Self.scaled(.random(rowCount: 40, columnCount: 12, seed: 3))
    var parameters = parameters
    parameters.balance = .none
    parameters.tolerance = 1e-7
    let weights = world.targets.indices.map { Double($0 % 3) }
    let rows = world.targets.indices.flatMap { Array(repeating: $0, count: $0 % 3) }
    let weighted = try parameters.fit(world.matrix, world.targets, weights: weights, on: Self.workers)
    let repeated = try parameters.fit(
      CSRMatrix(dense: rows.map { world.rows[$0] }), rows.map { world.targets[$0] }, on: Self.workers)
    #expect(Naive(world: world, parameters: parameters, weights: weights).defect(weighted) < 1e-6)
    for (a, b) in zip(weighted.denseWeights, repeated.denseWeights) { #expect(abs(a - b) < 1e-5) }
  }

  @Test(arguments: variants)
  func `A start from another model ends at the same optimum, and nothing depends on the threads`(
    parameters: LinearClassifier
  ) throws {
    let world = Self.scaled(.random(rowCount: 40, columnCount: 12, seed: 7))
    let half = world.matrix.selecting(rows: Array(0..<20))
    var parameters = parameters
    parameters.tolerance = 1e-6
    let first = try parameters.fit(half, Array(world.targets.prefix(20)), on: Self.workers)
    let cold = try parameters.fit(world.matrix, world.targets, on: Self.workers)
    let warm = try parameters.fit(world.matrix, world.targets, from: first, on: Self.workers)
    for (a, b) in zip(cold.denseWeights + [cold.intercept], warm.denseWeights + [warm.intercept]) {
      #expect(abs(a - b) < 1e-5)
    }
    #expect(try parameters.fit(world.matrix, world.targets, from: cold, on: Self.workers).iterationCount == 0)
    for threads in [1, 3] {
      #expect(try parameters.fit(world.matrix, world.targets, on: WorkerPool(threadCount: threads)) == cold)
    }
  }

  @Test func `Decision values and probabilities are those of the weights`() throws {
    let world = Self.scaled(.random(rowCount: 40, columnCount: 12, seed: 1))
    let model = try LinearClassifier(.logistic).fit(world.matrix, world.targets, on: Self.workers)
    let values = model.decisionValues(of: world.matrix, on: Self.workers)
    let scores = model.probabilities(of: world.matrix, on: Self.workers)
    for (row, dense) in world.rows.enumerated() {
      let expected = model.intercept + zip(dense, model.denseWeights).map { Double($0) * $1 }.reduce(0, +)
      #expect(abs(values[row] - expected) < 1e-12)
      #expect(abs(Double(scores[row]) - 1 / (1 + exp(-expected))) < 1e-7)
    }
    #expect(Set(values).count > 10)
  }

  @Test func `A feature that no training row has weighs nothing`() throws {
    let matrix = CSRMatrix(columnCount: 4, rowOffsets: [0, 1, 2], columnIndices: [1, 3], values: [1, 1])
    let model = try LinearClassifier(.squaredHinge).fit(matrix, [true, false], on: Self.workers)
    #expect(model.features == [1, 3] && model.denseWeights[0] == 0 && model.denseWeights[2] == 0)
    #expect(model.denseWeights[1] > 0 && model.denseWeights[3] < 0)
  }

  @Test func `What cannot be fitted is refused with a sentence`() {
    let matrix = CSRMatrix(dense: [[1], [2]])
    func said(_ targets: [Bool] = [true, false], _ change: (inout LinearClassifier) -> Void = { _ in }) -> String {
      var parameters = LinearClassifier(.logistic)
      change(&parameters)
      do {
        _ = try parameters.fit(matrix, targets, on: Self.workers)
        return ""
      } catch { return "\(error)" }
    }
    #expect(said { $0.cost = 0 } == "cost is 0.0, expected a number above 0")
    #expect(said { $0.tolerance = -.infinity } == "tolerance is -inf, expected a number above 0")
    #expect(said { $0.maxIterations = 0 } == "maxIterations is 0, expected 1 or more")
    #expect(said { $0.balance = .ratio(0) } == "ratio is 0.0, expected a number above 0")
    #expect(
      said([true, true])
        == "all 2 training rows are labelled yes: a model needs both answers; label items until there is at least one no"
    )
    #expect(throws: LearningError.cancelled) {
      try LinearClassifier(.logistic).fit(
        matrix, [true, false], on: WorkerPool(threadCount: 1, isCancelled: { true }))
    }
  }
}
