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
/// them. New answers change the weights of the classes, and all αᵢ with them in proportion: so what each class contributes to f
/// is kept apart, and changes by one factor. From there few αᵢ still have to move, and only the products of their items are
/// looked at.
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
  ///
  /// Decision values are off by about as much. A coordinate that is close enough is not touched, and most are after one answer
  /// more: with 1e-4 a fit takes six times as long.
  public var tolerance = 1e-3

  private let similarities: SimilarityRows
  private let cost: Double
  private let balance: ClassBalance
  private var alphas: [Double] = []
  private var costs: [Double] = []
  /// 1 for yes and −1 for no, of each labelled item.
  private var signs: [Double] = []
  /// What the positives and what the negatives contribute to f of every item, shape `[items]`.
  private var positiveParts: [Double]
  private var negativeParts: [Double]
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
    positiveParts = decisionValues
    negativeParts = decisionValues
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
    signs.append(isPositive ? 1 : -1)
    alphas.append(0)
    costs.append(0)
  }

  /// Brings the decision values to the optimum for all answers so far; both must be among them.
  ///
  /// - Throws: `LearningError` if they are not, or the balance makes no sense.
  /// - Complexity: O(items + moved · (visits · labelled + items)), where `moved` of the labelled items are not yet optimal.
  public mutating func fit() throws(LearningError) {
    let positives = targets.count { $0 }
    guard positives > 0, positives < targets.count else {
      throw targets.isEmpty ? .noRows : .oneClassOnly(isPositive: positives > 0, rowCount: targets.count)
    }
    rescale(to: try balance.weights(of: targets).map { cost * $0 })
    let before = alphas
    descend()
    var changes = (positive: before, negative: before)
    for i in alphas.indices {
      changes.positive[i] = targets[i] ? alphas[i] - before[i] : 0
      changes.negative[i] = targets[i] ? 0 : before[i] - alphas[i]
    }
    let rows = rows
    var parts = positiveParts.mutableSpan
    ScaledRows.add(changes.positive.span, rows.span, to: &parts)
    parts = negativeParts.mutableSpan
    ScaledRows.add(changes.negative.span, rows.span, to: &parts)
    for item in decisionValues.indices { decisionValues[item] = positiveParts[item] + negativeParts[item] }
  }

  /// Takes new costs; each α keeps its share of its cost.
  ///
  /// All of one class have one cost, so that their parts change by one factor.
  private mutating func rescale(to newCosts: [Double]) {
    var factors = (positive: 1.0, negative: 1.0)
    for i in alphas.indices {
      if costs[i] > 0 {
        let factor = newCosts[i] / costs[i]
        alphas[i] *= factor
        if targets[i] { factors.positive = factor } else { factors.negative = factor }
      }
      costs[i] = newCosts[i]
    }
    for item in decisionValues.indices {
      positiveParts[item] *= factors.positive
      negativeParts[item] *= factors.negative
    }
  }

  /// Coordinate descent from the alphas there are, over the labelled items.
  private mutating func descend() {
    let count = alphas.count
    let sums = labelled.map { positiveParts[$0] + negativeParts[$0] }
    // What has changed since the beginning is small, so that `Float` loses nothing.
    var changes = [Float](repeating: 0, count: count)
    let block = block
    for _ in 0..<Self.maxVisits {
      var isOptimal = true
      for i in 0..<count {
        let diagonal = 0.5 / costs[i]
        let gradient = signs[i] * (sums[i] + Double(changes[i])) - 1 + diagonal * alphas[i]
        // At 0 only a gradient that leads upwards counts.
        guard (alphas[i] > 0 ? gradient.magnitude : -gradient) > tolerance else { continue }
        isOptimal = false
        let next = max(0, alphas[i] - gradient / (squares[i] + diagonal))
        let change = Float(signs[i] * (next - alphas[i]))
        alphas[i] = next
        var sums = changes.mutableSpan
        ScaledRows.add(change, block.span.extracting(i * stride..<i * stride + count), to: &sums)
      }
      if isOptimal { return }
    }
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
