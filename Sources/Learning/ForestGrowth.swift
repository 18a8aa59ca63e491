import GarimpoKernels
import Synchronization

/// Grows the trees of a forest on a pool of threads.
struct ForestGrowth: Sendable {
  let parameters: RandomForest
  let columns: SortedColumns
  let targets: [Bool]
  /// What the count of each row is multiplied by, 1 or more; nil: 1.
  let weights: [UInt32]?
  let seed: UInt64
  var draw: FeatureDraw

  init(
    parameters: RandomForest, columns: SortedColumns, targets: [Bool], weights: [UInt32]? = nil, seed: UInt64
  ) {
    self.parameters = parameters
    self.columns = columns
    self.targets = targets
    self.weights = weights
    self.seed = seed
    draw = FeatureDraw(
      featureCount: columns.columnCount, drawCount: parameters.maxFeatures.count(of: columns.columnCount),
      entryCount: columns.entryCount)
  }

  /// What the trees of one unit of work came to. All sums are sums of integers: adding units is exact in any order.
  private struct Harvest: Sendable {
    var trees: [Int: [TreeNode]] = [:]
    /// Sum over trees of each feature's share of the impurity decrease, in fixed point.
    var importances: [UInt64]
    /// Sum over the trees that did not see a row of its probability, in fixed point; empty unless asked for.
    var outOfBagSums: [UInt64]
    var outOfBagCounts: [UInt32]

    mutating func add(_ other: Harvest) {
      trees.merge(other.trees) { mine, _ in mine }
      for i in importances.indices { importances[i] += other.importances[i] }
      for i in outOfBagSums.indices { outOfBagSums[i] += other.outOfBagSums[i] }
      for i in outOfBagCounts.indices { outOfBagCounts[i] += other.outOfBagCounts[i] }
    }
  }

  private var scoresOutOfBag: Bool { parameters.bootstrap && parameters.scoresOutOfBag }

  /// The fitted forest; between two trees it looks whether it is to end.
  func run(on workers: WorkerPool) throws(LearningError) -> RandomForestModel {
    let rowCount = columns.rowCount
    let empty = Harvest(
      importances: Array(repeating: 0, count: columns.columnCount),
      outOfBagSums: Array(repeating: 0, count: scoresOutOfBag ? rowCount : 0),
      outOfBagCounts: Array(repeating: 0, count: scoresOutOfBag ? rowCount : 0))
    let total = Mutex(empty)
    let unitCount = min(parameters.treeCount, max(32, 4 * workers.threadCount))
    try workers.run(count: unitCount) { (unit, _) throws(LearningError) in
      let first = unit * parameters.treeCount / unitCount
      let last = (unit + 1) * parameters.treeCount / unitCount
      var harvest = empty
      try grow(trees: first..<last, into: &harvest, on: workers)
      total.withLock { $0.add(harvest) }
    }
    return assemble(total.withLock { $0 })
  }

  private func grow(
    trees: Range<Int>, into harvest: inout Harvest, on workers: WorkerPool
  ) throws(LearningError) {
    let rowCount = columns.rowCount
    var grower = TreeGrower(parameters: parameters, draw: draw, columns: columns)
    var descent = RowDescent(columns: columns)
    var multiplicities = [UInt32](repeating: 1, count: rowCount)
    var unseen: [UInt32] = []
    var decreases = [Double](repeating: 0, count: columns.columnCount)
    var cutFeatures: [Int] = []
    for tree in trees {
      guard !workers.isCancelled else { throw .cancelled }
      var generator = SplitMix64(seed: seed, stream: UInt64(tree))
      if parameters.bootstrap {
        for row in 0..<rowCount { multiplicities[row] = 0 }
        for _ in 0..<rowCount { multiplicities[generator.next(below: rowCount)] += 1 }
      }
      let counts = weights.map { zip(multiplicities, $0).map { $0 * $1 } } ?? multiplicities
      let nodes = grower.grow(
        multiplicities: counts, targets: targets, weights: classWeights(multiplicities), generator: &generator
      ) { feature, amount in
        guard amount > 0 else { return }
        if decreases[feature] == 0 { cutFeatures.append(feature) }
        decreases[feature] += amount
      }
      // Shares of the tree's decrease, as scikit-learn takes them before the mean over trees.
      var sum = 0.0
      for feature in cutFeatures { sum += decreases[feature] }
      for feature in cutFeatures {
        harvest.importances[feature] += FixedPoint.encode(decreases[feature] / sum)
        decreases[feature] = 0
      }
      cutFeatures.removeAll(keepingCapacity: true)
      if scoresOutOfBag {
        unseen.removeAll(keepingCapacity: true)
        for row in 0..<rowCount where multiplicities[row] == 0 {
          unseen.append(UInt32(row))
          harvest.outOfBagCounts[row] += 1
        }
        descent.place(rows: unseen)
        descent.descend(nodes[...], sums: &harvest.outOfBagSums)
      }
      harvest.trees[tree] = nodes
    }
  }

  private func classWeights(_ multiplicities: [UInt32]) -> (negative: Double, positive: Double) {
    var negatives = 0
    var positives = 0
    switch parameters.classWeight {
    case .none: return (1, 1)
    case .balanced:
      positives = targets.count { $0 }
      negatives = targets.count - positives
    case .balancedSubsample:
      for row in targets.indices {
        if targets[row] { positives += Int(multiplicities[row]) } else { negatives += Int(multiplicities[row]) }
      }
    }
    // A bootstrap sample of one class is a leaf whatever the weights.
    let half = Double(negatives + positives) / 2
    return (negatives > 0 ? half / Double(negatives) : 1, positives > 0 ? half / Double(positives) : 1)
  }

  private func assemble(_ harvest: Harvest) -> RandomForestModel {
    var nodes: [TreeNode] = []
    nodes.reserveCapacity(harvest.trees.values.reduce(0) { $0 + $1.count })
    var starts: [Int] = []
    for tree in 0..<parameters.treeCount {
      starts.append(nodes.count)
      nodes += harvest.trees[tree] ?? []
    }
    starts.append(nodes.count)
    let importanceSum = Double(harvest.importances.reduce(0, +))
    return RandomForestModel(
      parameters: parameters, seed: seed, columnCount: columns.columnCount, nodes: nodes, treeStarts: starts,
      featureImportances: harvest.importances.map { importanceSum > 0 ? Double($0) / importanceSum : 0 },
      outOfBagProbabilities: zip(harvest.outOfBagSums, harvest.outOfBagCounts).map {
        $1 > 0 ? Float(FixedPoint.mean($0, of: Int($1))) : nil
      })
  }
}
