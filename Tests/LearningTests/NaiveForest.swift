import GarimpoKernels
import GarimpoMatrix

@testable import GarimpoLearning

/// The random forest written for reading: dense rows, recursion, every feature scanned in every node.
///
/// It takes the same random draws in the same order as the fast one, so the trees must be equal node by node.
struct NaiveForest {
  var parameters: RandomForest
  var rows: [[Float]]
  var targets: [Bool]
  var seed: UInt64
  var forcedByRow: Bool?
  /// What the count of each row is multiplied by; empty: 1.
  var rowWeights: [Int] = []

  private var featureCount: Int { rows.first?.count ?? 0 }

  init(_ parameters: RandomForest, _ rows: [[Float]], _ targets: [Bool], seed: UInt64, forcedByRow: Bool? = nil) {
    self.parameters = parameters
    self.rows = rows
    self.targets = targets
    self.seed = seed
    self.forcedByRow = forcedByRow
  }

  /// The trees, each with its nodes in preorder.
  func trees() -> [[TreeNode]] { (0..<parameters.treeCount).map(tree) }

  func multiplicities(ofTree tree: Int, _ generator: inout SplitMix64) -> [Int] {
    guard parameters.bootstrap else { return Array(repeating: 1, count: rows.count) }
    var counts = [Int](repeating: 0, count: rows.count)
    for _ in rows { counts[generator.next(below: rows.count)] += 1 }
    return counts
  }

  private func tree(_ index: Int) -> [TreeNode] {
    var generator = SplitMix64(seed: seed, stream: UInt64(index))
    let counts = multiplicities(ofTree: index, &generator)
    var nodes: [TreeNode] = []
    var order = Array(0..<featureCount)
    let weighted = rowWeights.isEmpty ? counts : zip(counts, rowWeights).map { $0 * $1 }
    grow(rows.indices.filter { counts[$0] > 0 }, 0, weighted, weights(counts), &order, &generator, &nodes)
    return nodes
  }

  private func weights(_ counts: [Int]) -> [Bool: Double] {
    var total: [Bool: Int] = [:]
    for row in rows.indices {
      total[targets[row], default: 0] += parameters.classWeight == .balancedSubsample ? counts[row] : 1
    }
    guard parameters.classWeight != .none else { return [true: 1, false: 1] }
    let all = Double(total.values.reduce(0, +))
    return total.filter { $0.value > 0 }.mapValues { all / 2 / Double($0) }
  }

  private func grow(
    _ members: [Int], _ depth: Int, _ counts: [Int], _ weights: [Bool: Double], _ order: inout [Int],
    _ generator: inout SplitMix64, _ nodes: inout [TreeNode]
  ) {
    func count(_ rows: [Int], _ target: Bool) -> Int {
      rows.reduce(0) { $0 + (targets[$1] == target ? counts[$1] : 0) }
    }
    let positive = Double(count(members, true)) * weights[true, default: 1]
    let negative = Double(count(members, false)) * weights[false, default: 1]
    let index = nodes.count
    nodes.append(
      TreeNode(feature: -1, threshold: 0, right: 0, probability: Float(positive / (positive + negative))))
    let limits = parameters.limits
    let isLeaf =
      positive == 0 || negative == 0 || members.count < limits.minSamplesSplit
      || members.count < 2 * limits.minSamplesLeaf || depth >= limits.maxDepth ?? .max
    guard !isLeaf else { return }

    var best: (cost: Double, feature: Int, threshold: Float)?
    func consider(_ feature: Int) -> Bool {
      let values = members.map { rows[$0][feature] }
      guard let low = values.min(), let high = values.max(), high - low > 1e-7 else { return false }
      var thresholds: [Float] = []
      if parameters.split == .random {
        thresholds = [GiniSplit.randomThreshold(from: low, to: high, generator: &generator)]
      } else {
        let sorted = values.sorted()
        for (a, b) in zip(sorted, sorted.dropFirst()) where b - a > 1e-7 { thresholds.append(GiniSplit.middle(a, b)) }
      }
      var mine: (cost: Double, threshold: Float)?
      for threshold in thresholds {
        let right = members.filter { rows[$0][feature] > threshold }
        guard right.count >= limits.minSamplesLeaf, members.count - right.count >= limits.minSamplesLeaf else {
          continue
        }
        let cost = GiniSplit.cost(
          right: ClassCounts(negative: count(right, false), positive: count(right, true)),
          node: ClassCounts(negative: count(members, false), positive: count(members, true)),
          negativeWeight: weights[false, default: 1], positiveWeight: weights[true, default: 1])
        if cost < mine?.cost ?? .infinity { mine = (cost, threshold) }
      }
      if let mine, mine.cost < best?.cost ?? .infinity { best = (mine.cost, feature, mine.threshold) }
      return true
    }

    var draw = FeatureDraw(
      featureCount: featureCount, drawCount: parameters.maxFeatures.count(of: featureCount),
      entryCount: rows.reduce(0) { $0 + $1.count { $0 != 0 } })
    draw.forcedByRow = forcedByRow
    if draw.isByRow(entryCount: members.reduce(0) { $0 + rows[$1].count { $0 != 0 } }) {
      var usable = (0..<featureCount).filter { feature in
        let values = members.map { rows[$0][feature] }
        return (values.max() ?? 0) - (values.min() ?? 0) > 1e-7
      }
      guard !usable.isEmpty else { return }
      for i in 0..<draw.usableDrawCount(usableCount: usable.count, generator: &generator) {
        usable.swapAt(i, i + generator.next(below: usable.count - i))
        _ = consider(usable[i])
      }
    } else {
      var hasUsable = false
      var i = 0
      while i < featureCount && (i < draw.drawCount || !hasUsable) {
        order.swapAt(i, i + generator.next(below: featureCount - i))
        if consider(order[i]) { hasUsable = true }
        i += 1
      }
    }
    guard let best else { return }
    nodes[index].feature = Int32(best.feature)
    nodes[index].threshold = best.threshold
    let left = members.filter { rows[$0][best.feature] <= best.threshold }
    let right = members.filter { rows[$0][best.feature] > best.threshold }
    grow(left, depth + 1, counts, weights, &order, &generator, &nodes)
    nodes[index].right = UInt32(nodes.count)
    grow(right, depth + 1, counts, weights, &order, &generator, &nodes)
  }

  /// P(yes) of a row: the mean over trees of the leaf it reaches, walking one node at a time.
  static func probability(_ row: [Float], _ trees: [[TreeNode]]) -> Double {
    trees.reduce(0) { $0 + Double(leaf(row, $1).probability) } / Double(trees.count)
  }

  static func leaf(_ row: [Float], _ tree: [TreeNode]) -> TreeNode {
    var node = 0
    while !tree[node].isLeaf {
      node = row[Int(tree[node].feature)] <= tree[node].threshold ? node + 1 : Int(tree[node].right)
    }
    return tree[node]
  }
}
