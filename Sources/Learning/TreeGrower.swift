import GarimpoKernels

/// Grows one tree at a time; holds the scratch memory that trees share.
struct TreeGrower: ~Copyable {
  private let parameters: RandomForest
  private let draw: FeatureDraw
  private let columns: SortedColumns
  private var segments: RowSegments
  private var entries: EntryBuffer
  private var tally: FeatureTally
  /// All features, in the order of the draws so far.
  private var all: FeatureList
  /// The usable features of a small node.
  private var usable: FeatureList
  private var pending: [Pending] = []

  /// A node that waits for its turn: the right children on the way to the node at hand.
  private struct Pending {
    var node: Node
    /// The parent, whose `right` is this node.
    var parent: Int
  }

  /// The training rows of a node.
  private struct Node {
    var segment: RowSegments.Segment
    var counts: ClassCounts
    /// Entries of its rows.
    var entryCount: Int
    var depth: Int
  }

  /// The best cut found so far.
  private struct Cut {
    var feature: Int
    var split: GiniSplit
  }

  init(parameters: RandomForest, draw: FeatureDraw, columns: SortedColumns) {
    self.parameters = parameters
    self.draw = draw
    self.columns = columns
    segments = RowSegments(rowCount: columns.rowCount)
    entries = EntryBuffer(capacity: columns.rowCount)
    tally = FeatureTally(featureCount: columns.columnCount)
    all = FeatureList(capacity: columns.columnCount)
    usable = FeatureList(capacity: columns.columnCount)
  }

  /// The tree grown on the rows with the given multiplicities, nodes in preorder, and what each feature contributed.
  ///
  /// - Parameters:
  ///   - weights: the weights of the negative and the positive class.
  ///   - decrease: called for each cut with the feature and the decrease in weight × Gini impurity.
  mutating func grow(
    multiplicities: [UInt32], targets: [Bool], weights: (negative: Double, positive: Double),
    generator: inout SplitMix64, decrease: (_ feature: Int, _ amount: Double) -> Void
  ) -> [TreeNode] {
    let counts = segments.place(multiplicities: multiplicities.span, targets: targets.span)
    all.fillAll()
    var nodes: [TreeNode] = []
    var entryCount = 0
    for row in 0..<columns.rowCount where multiplicities[row] > 0 { entryCount += columns.count(ofRow: row) }
    let root = RowSegments.Segment(start: 0, count: segments.placedCount)
    pending.append(
      Pending(node: Node(segment: root, counts: counts, entryCount: entryCount, depth: 0), parent: -1))
    while let next = pending.popLast() {
      if next.parent >= 0 { nodes[next.parent].right = UInt32(nodes.count) }
      // The left child follows its parent in the array, so the way down to the left is a loop.
      var node = next.node
      while true {
        let cut = isLeaf(node) ? nil : bestCut(node, weights: weights, generator: &generator)
        let positive = Double(node.counts.positive) * weights.positive
        let weight = positive + Double(node.counts.negative) * weights.negative
        nodes.append(
          TreeNode(
            feature: cut.map { Int32($0.feature) } ?? -1, threshold: cut?.split.threshold ?? 0, right: 0,
            probability: Float(positive / weight)))
        guard let cut else { break }
        let impurity = positive * (weight - positive) / weight
        decrease(cut.feature, max(0, 2 * (impurity - cut.split.cost)))
        let right = separate(&node, cut)
        pending.append(Pending(node: right, parent: nodes.count - 1))
      }
    }
    return nodes
  }

  private func isLeaf(_ node: Node) -> Bool {
    let limits = parameters.limits
    return node.counts.isPure || node.segment.count < limits.minSamplesSplit
      || node.segment.count / 2 < limits.minSamplesLeaf || node.depth >= limits.maxDepth ?? .max
  }

  /// Moves the rows above the threshold behind the rest; `node` becomes the left child, the right one is returned.
  private mutating func separate(_ node: inout Node, _ cut: Cut) -> Node {
    let moved = segments.moveAbove(cut.split.threshold, column: cut.feature, of: columns, in: node.segment)
    node.segment.count -= moved.rowCount
    node.counts = node.counts - moved.counts
    node.entryCount -= moved.entryCount
    node.depth += 1
    return Node(
      segment: .init(start: node.segment.start + node.segment.count, count: moved.rowCount), counts: moved.counts,
      entryCount: moved.entryCount, depth: node.depth)
  }

  // MARK: Choosing a cut

  private mutating func bestCut(
    _ node: Node, weights: (negative: Double, positive: Double), generator: inout SplitMix64
  ) -> Cut? {
    let summary = NodeSummary(
      counts: node.counts, rowCount: node.segment.count, negativeWeight: weights.negative,
      positiveWeight: weights.positive, minSamplesLeaf: parameters.limits.minSamplesLeaf)
    var best: Cut?
    if draw.isByRow(entryCount: node.entryCount) {
      segments.tally(columns, in: node.segment, into: &tally)
      tally.drain(fullCount: node.segment.count, into: &usable)
      // A feature that all rows have may have one value in all of them.
      usable.resolveMarks { segments.varies(column: $0, of: columns, in: node.segment) }
      guard usable.count > 0 else { return nil }
      for i in 0..<draw.usableDrawCount(usableCount: usable.count, generator: &generator) {
        let feature = usable.draw(i, generator: &generator)
        _ = consider(feature, node, summary, &generator, &best)
      }
    } else {
      var hasUsable = false
      var i = 0
      while i < all.count && (i < draw.drawCount || !hasUsable) {
        let feature = all.draw(i, generator: &generator)
        if consider(feature, node, summary, &generator, &best) { hasUsable = true }
        i += 1
      }
    }
    return best
  }

  /// Tries one feature; returns whether it varies in the node.
  @inline(__always)
  private mutating func consider(
    _ feature: Int, _ node: Node, _ summary: NodeSummary, _ generator: inout SplitMix64, _ best: inout Cut?
  ) -> Bool {
    let search =
      switch parameters.split {
      case .best:
        segments.searchBest(column: feature, of: columns, in: node.segment, node: summary, using: &entries)
      case .random:
        segments.searchRandom(
          column: feature, of: columns, in: node.segment, node: summary, using: &entries, generator: &generator)
      }
    if let split = search.split, split.cost < best?.split.cost ?? .infinity {
      best = Cut(feature: feature, split: split)
    }
    return search.varies
  }
}
