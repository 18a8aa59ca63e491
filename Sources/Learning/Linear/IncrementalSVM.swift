import GarimpoKernels

/// The linear support vector machine over a pile of items, fitted anew after each answer from where it was.
///
/// ```swift
/// var machine = IncrementalSVM(over: SimilarityRows(matrix), cost: 0.11, balance: .ratio(9.8))
/// machine.learn(7, isPositive: true)
/// machine.learn(3, isPositive: false)
/// try machine.fit()
/// let next = machine.decisionValues.indices.max { machine.decisionValues[$0] < machine.decisionValues[$1] }
/// ```
///
/// It is that of `LinearClassifier(.squaredHinge)` with a penalised intercept, in its dual form:
///
///     minimise ½ Σᵢⱼ αᵢ αⱼ yᵢ yⱼ (xᵢ·xⱼ + 1) + ¼ Σᵢ αᵢ² ÷ costᵢ − Σᵢ αᵢ   over αᵢ ≥ 0,     f(x) = Σᵢ αᵢ yᵢ (xᵢ·x + 1)
///
/// solved by coordinate descent. The products of a labelled item with all others are made once; from then on a fit needs only
/// them: a few visits to each pair of labelled items, and one to each pair of a labelled item and another. New answers change
/// the weights of the classes, and all αᵢ with them in proportion: from there two or three visits are enough.
///
/// Deterministic. Items with equal rows have equal decision values, to the last bit.
///
/// Source: Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale linear SVM", 2008,
/// here on the products instead of the rows.
public struct IncrementalSVM: Sendable {
  /// f of every item, shape `[items]`, as of the last fit; 0 before.
  public private(set) var decisionValues: [Double]
  /// The items with an answer, in the order in which they were learnt.
  public private(set) var labelled: [Int] = []
  /// The answers, in that order.
  public private(set) var targets: [Bool] = []
  /// How closely a fit finds the optimum: no coordinate's gradient is larger, where it could still go down. Above 0.
  public var tolerance = 1e-4

  private let similarities: SimilarityRows
  private let cost: Double
  private let balance: ClassBalance
  private var alphas: [Double] = []
  /// αᵢ yᵢ as of the last fit.
  private var applied: [Double] = []
  private var costs: [Double] = []
  /// x·x + 1 of each labelled item.
  private var squares: [Double] = []
  /// xᵢ·x + 1 of labelled item i and every item, shape `[labelled, items]`.
  private var rows: [Float] = []
  /// xᵢ·xⱼ + 1 of the labelled items, shape `[stride, stride]`, of which `[labelled, labelled]` is used.
  private var block: [Float] = []
  private var stride = 0

  /// Visits to all coordinates in one fit at most.
  private static let maxVisits = 1000

  /// A machine that has learnt nothing; `cost` is C, above 0.
  public init(over similarities: SimilarityRows, cost: Double, balance: ClassBalance) {
    precondition(cost > 0 && cost.isFinite, "C is a number above 0")
    self.similarities = similarities
    self.cost = cost
    self.balance = balance
    decisionValues = [Double](repeating: 0, count: similarities.count)
  }

  /// Takes the answer on an item, which must have none yet. The next fit learns from it.
  public mutating func learn(_ item: Int, isPositive: Bool) {
    precondition(!labelled.contains(item), "the item has an answer already")
    let products = similarities.products(ofRow: item)
    let place = labelled.count
    if place == stride { grow() }
    for earlier in 0..<place {
      let product = Float(products[labelled[earlier]] + 1)
      block[earlier * stride + place] = product
      block[place * stride + earlier] = product
    }
    block[place * stride + place] = Float(products[item] + 1)
    squares.append(Double(Float(products[item] + 1)))
    rows.append(contentsOf: products.lazy.map { Float($0 + 1) })
    labelled.append(item)
    targets.append(isPositive)
    alphas.append(0)
    applied.append(0)
    costs.append(0)
  }

  /// Brings the decision values to the optimum for all answers so far; both must be among them.
  ///
  /// - Throws: `LearningError` if they are not, or the balance makes no sense.
  /// - Complexity: O(labelled · (visits · labelled + items)).
  public mutating func fit() throws(LearningError) {
    let positives = targets.count { $0 }
    guard positives > 0, positives < targets.count else {
      throw targets.isEmpty ? .noRows : .oneClassOnly(isPositive: positives > 0, rowCount: targets.count)
    }
    let weights = try balance.weights(of: targets)
    for i in alphas.indices {
      let rowCost = cost * weights[i]
      if costs[i] > 0 { alphas[i] *= rowCost / costs[i] }
      costs[i] = rowCost
    }
    Self.descend(
      &alphas,
      over: Problem(
        signs: targets.map { $0 ? 1 : -1 }, diagonal: costs.map { 0.5 / $0 }, squares: squares, products: block,
        stride: stride, tolerance: tolerance))
    var changes = [Double](repeating: 0, count: alphas.count)
    for i in alphas.indices {
      let next = targets[i] ? alphas[i] : -alphas[i]
      changes[i] = next - applied[i]
      applied[i] = next
    }
    let rows = rows
    var sums = decisionValues.mutableSpan
    ScaledRows.add(changes.span, rows.span, to: &sums)
  }

  /// Coordinate descent from the alphas there are.
  private static func descend(
    _ alphas: inout [Double], over problem: Problem
  ) {
    let count = alphas.count
    var values = [Double](repeating: 0, count: count)
    var sums = values.mutableSpan
    let products = problem.products.span
    func row(_ i: Int) -> Range<Int> { i * problem.stride..<i * problem.stride + count }
    for i in 0..<count where alphas[i] != 0 {
      ScaledRows.add(problem.signs[i] * alphas[i], products.extracting(row(i)), to: &sums)
    }
    for _ in 0..<maxVisits {
      var largest = 0.0
      for i in 0..<count {
        let gradient = problem.signs[i] * sums[i] - 1 + problem.diagonal[i] * alphas[i]
        // At 0 only a gradient that leads upwards counts.
        let projected = alphas[i] > 0 ? gradient : min(gradient, 0)
        guard projected != 0 else { continue }
        largest = max(largest, projected.magnitude)
        let next = max(0, alphas[i] - gradient / (problem.squares[i] + problem.diagonal[i]))
        let change = next - alphas[i]
        guard change != 0 else { continue }
        alphas[i] = next
        ScaledRows.add(problem.signs[i] * change, products.extracting(row(i)), to: &sums)
      }
      if largest <= problem.tolerance { return }
    }
  }

  /// What coordinate descent works on; `products` has shape `[stride, stride]`.
  private struct Problem {
    var signs: [Double]
    var diagonal: [Double]
    var squares: [Double]
    var products: [Float]
    var stride: Int
    var tolerance: Double
  }

  /// Room for twice as many labelled items.
  private mutating func grow() {
    let next = max(16, 2 * stride)
    var larger = [Float](repeating: 0, count: next * next)
    for row in 0..<stride {
      for column in 0..<stride { larger[row * next + column] = block[row * stride + column] }
    }
    block = larger
    stride = next
  }
}
