public import GarimpoKernels
public import GarimpoMatrix

/// The parameters of a random forest for two classes: many trees, each grown on a bootstrap sample of the rows, each node
/// cut at the best of a few features drawn at random; the forest's P(yes) is the mean over the trees.
///
/// ```swift
/// let forest = RandomForest(treeCount: 1000, classWeight: .balanced)
/// let model = try forest.fit(matrix, targets, seed: 0, on: WorkerPool(threadCount: 2))
/// let scores = model.probabilities(of: pool, on: workers)
/// ```
///
/// The meaning is that of scikit-learn's `RandomForestClassifier`, 1.5 to 1.8 (Gini impurity; class weights multiply the
/// bootstrap counts); with `split: .random` and `bootstrap: false` that of `ExtraTreesClassifier`. Random numbers differ,
/// so single trees differ; figures over many trees agree.
///
/// Sources: Breiman, "Random forests", 2001; Geurts, Ernst and Wehenkel, "Extremely randomized trees", 2006.
public struct RandomForest: Sendable, Hashable, Codable {
  /// How the threshold of a feature is found.
  public enum Split: String, Sendable, Hashable, Codable {
    /// The one with the lowest impurity.
    case best
    /// One drawn uniformly between the smallest and largest value in the node.
    case random
  }

  /// The number of trees, 1 to 1,000,000.
  public var treeCount: Int
  /// How thresholds are found.
  public var split: Split
  /// Whether a tree sees a bootstrap sample (rows drawn with replacement) or all rows.
  public var bootstrap: Bool
  /// The weights of the two classes.
  public var classWeight: ClassWeight
  /// How many features a node draws.
  public var maxFeatures: MaxFeatures
  /// How far trees grow.
  public var limits: TreeLimits
  /// Whether each training row is scored by the trees that did not see it (needs the bootstrap).
  public var scoresOutOfBag: Bool

  /// A forest; without arguments that of scikit-learn's defaults.
  public init(
    treeCount: Int = 100, classWeight: ClassWeight = .none, maxFeatures: MaxFeatures = .squareRoot,
    limits: TreeLimits = TreeLimits()
  ) {
    self.treeCount = treeCount
    self.classWeight = classWeight
    self.maxFeatures = maxFeatures
    self.limits = limits
    split = .best
    bootstrap = true
    scoresOutOfBag = false
  }

  /// Extremely randomised trees: every tree sees all rows, thresholds are drawn at random.
  public static func extraTrees(
    treeCount: Int = 100, classWeight: ClassWeight = .none, maxFeatures: MaxFeatures = .squareRoot,
    limits: TreeLimits = TreeLimits()
  ) -> RandomForest {
    var forest = RandomForest(
      treeCount: treeCount, classWeight: classWeight, maxFeatures: maxFeatures, limits: limits)
    forest.split = .random
    forest.bootstrap = false
    return forest
  }

  /// The forest fitted to the rows of `matrix`, shape `[rows, features]`, whose answers are `targets`, shape `[rows]`.
  ///
  /// Deterministic in (parameters, data, seed): tree `t` draws from stream `t` of the seed, and all sums over trees are
  /// sums of integers, so neither the number of threads nor their timing can show. No recursion: trees on text are
  /// hundreds of levels deep.
  ///
  /// - Parameter weights: how much each row counts beside `classWeight`, a whole number, as impurities are sums of integers;
  ///   nil: 1. They multiply the bootstrap counts, as in scikit-learn; a row of weight 0 is as if it were not there. Class
  ///   weights and limits count rows, whatever these weigh.
  /// - Throws: `LearningError` if a parameter is out of range, a weight is no whole number, there are no rows, all answers
  ///   are the same, or `workers` is cancelled.
  /// - Complexity: O(trees · (entries of the drawn columns over all nodes)); a node never visits columns that it did not
  ///   draw, nor, when it is small, those that are constant in it.
  public func fit(
    _ matrix: CSRMatrix, _ targets: [Bool], weights: [Double]? = nil, seed: UInt64, on workers: WorkerPool
  ) throws(LearningError) -> RandomForestModel {
    guard let weights else { return try fit(matrix, targets, weights: nil, seed: seed, drawingByRow: nil, on: workers) }
    precondition(targets.count == matrix.rowCount, "one target for each row")
    let counts = try Self.counts(weights, rowCount: matrix.rowCount)
    let rows = counts.indices.filter { counts[$0] > 0 }
    let model = try fit(
      matrix.selecting(rows: rows), rows.map { targets[$0] }, weights: rows.map { counts[$0] }, seed: seed,
      drawingByRow: nil, on: workers)
    guard rows.count < counts.count, !model.outOfBagProbabilities.isEmpty else { return model }
    var outOfBag = [Float?](repeating: nil, count: counts.count)
    for (place, row) in rows.enumerated() { outOfBag[row] = model.outOfBagProbabilities[place] }
    return RandomForestModel(
      parameters: self, seed: seed, columnCount: model.columnCount, nodes: model.nodes, treeStarts: model.treeStarts,
      featureImportances: model.featureImportances, outOfBagProbabilities: outOfBag)
  }

  /// The weights as integers, so small that no count of a bootstrap sample overflows.
  private static func counts(_ weights: [Double], rowCount: Int) throws(LearningError) -> [UInt32] {
    precondition(weights.count == rowCount, "one weight for each row")
    let most = Int(Int32.max) / max(1, rowCount)
    var counts: [UInt32] = []
    counts.reserveCapacity(rowCount)
    for (row, weight) in weights.enumerated() {
      guard let count = Int(exactly: weight), count >= 0, count <= most else {
        throw .weightNotWhole(weight, row: row, most: most)
      }
      counts.append(UInt32(count))
    }
    return counts
  }

  /// The same with weights of 1 or more, and with the way of drawing features forced, for tests.
  func fit(
    _ matrix: CSRMatrix, _ targets: [Bool], weights: [UInt32]? = nil, seed: UInt64, drawingByRow: Bool?,
    on workers: WorkerPool
  ) throws(LearningError) -> RandomForestModel {
    precondition(targets.count == matrix.rowCount, "one target for each row")
    try validate(featureCount: matrix.columnCount)
    let positives = targets.count { $0 }
    guard positives > 0, positives < targets.count else {
      throw targets.isEmpty ? .noRows : .oneClassOnly(isPositive: positives > 0, rowCount: targets.count)
    }
    let columns = SortedColumns(matrix)
    var growth = ForestGrowth(parameters: self, columns: columns, targets: targets, weights: weights, seed: seed)
    growth.draw.forcedByRow = drawingByRow
    return try growth.run(on: workers)
  }

  /// Throws unless a forest can be fitted with the parameters to rows of `featureCount` features.
  func validate(featureCount: Int) throws(LearningError) {
    func check(_ holds: Bool, _ name: String, _ found: String, _ expected: String) throws(LearningError) {
      if !holds { throw .parameterOutOfRange(name: name, found: found, expected: expected) }
    }
    try check(treeCount >= 1, "treeCount", "\(treeCount)", "1 or more")
    try check(treeCount <= 1_000_000, "treeCount", "\(treeCount)", "at most 1000000")
    try check(limits.minSamplesLeaf >= 1, "minSamplesLeaf", "\(limits.minSamplesLeaf)", "1 or more")
    try check(limits.minSamplesSplit >= 2, "minSamplesSplit", "\(limits.minSamplesSplit)", "2 or more")
    try check((limits.maxDepth ?? 1) >= 1, "maxDepth", "\(limits.maxDepth ?? 1)", "1 or more, or no limit")
    switch maxFeatures {
    case .share(let share): try check(share > 0 && share <= 1, "maxFeatures", "\(share)", "a share above 0, at most 1")
    case .count(let count): try check(count >= 1, "maxFeatures", "\(count)", "1 or more")
    case .squareRoot, .log2: break
    }
    guard featureCount > 0 else { throw .noFeatures }
  }
}

/// Weights of the two classes; they multiply the rows' counts.
public enum ClassWeight: String, Sendable, Hashable, Codable {
  /// Both classes weigh 1.
  case none
  /// A class weighs rows ÷ (2 · its rows), over all training rows.
  case balanced
  /// The same, counted in each tree's bootstrap sample.
  case balancedSubsample
}

/// How many features a node draws, of `d`; always at least 1 and at most `d`, fractions rounded down.
public enum MaxFeatures: Sendable, Hashable, Codable {
  /// √d.
  case squareRoot
  /// log₂ d.
  case log2
  /// A share of d, above 0 and at most 1.
  case share(Double)
  /// A number, at least 1.
  case count(Int)

  /// The number of features drawn out of `featureCount`.
  public func count(of featureCount: Int) -> Int {
    let drawn =
      switch self {
      case .squareRoot: Int(Double(featureCount).squareRoot())
      case .log2: featureCount > 0 ? Int.bitWidth - 1 - featureCount.leadingZeroBitCount : 0
      case .share(let share): Int(share * Double(featureCount))
      case .count(let count): count
      }
    return max(1, min(drawn, featureCount))
  }
}

/// How far a tree grows. Rows are counted once however often the bootstrap drew them.
public struct TreeLimits: Sendable, Hashable, Codable {
  /// Fewest distinct rows in a leaf.
  public var minSamplesLeaf: Int
  /// Fewest distinct rows in a node that is split.
  public var minSamplesSplit: Int
  /// The deepest level of a leaf, the root being level 0; nil: no limit.
  public var maxDepth: Int?

  /// Limits; without arguments trees grow until their leaves are pure.
  public init(minSamplesLeaf: Int = 1, minSamplesSplit: Int = 2, maxDepth: Int? = nil) {
    self.minSamplesLeaf = minSamplesLeaf
    self.minSamplesSplit = minSamplesSplit
    self.maxDepth = maxDepth
  }
}
