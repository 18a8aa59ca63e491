/// The best place to cut one feature in one node by Gini impurity.
package struct GiniSplit: Sendable {
  /// What is minimised: Σ over both sides of (weight of negatives × weight of positives ÷ weight). It is half the sum of
  /// weight × Gini impurity.
  package var cost: Double
  /// Rows with a value at or below it go left.
  package var threshold: Float

  /// Values that differ by no more than this count as equal (scikit-learn's `FEATURE_THRESHOLD`).
  package static let equalWithin: Float = 1e-7

  /// Half the sum of weight × Gini impurity over the two sides.
  @inline(__always)
  package static func cost(
    right: ClassCounts, node: ClassCounts, negativeWeight: Double, positiveWeight: Double
  ) -> Double {
    let left = node - right
    let leftNegative = Double(left.negative) * negativeWeight
    let leftPositive = Double(left.positive) * positiveWeight
    let rightNegative = Double(right.negative) * negativeWeight
    let rightPositive = Double(right.positive) * positiveWeight
    let leftWeight = leftNegative + leftPositive
    let rightWeight = rightNegative + rightPositive
    // One division; symmetric in left and right, so that mirrored cuts tie exactly.
    return (leftNegative * leftPositive * rightWeight + rightNegative * rightPositive * leftWeight)
      / (leftWeight * rightWeight)
  }

  /// The largest `Float` at or below the middle of `low` and `high`, and never `high` itself: for every `Float` x the
  /// answer to "x <= threshold" is that of the exact middle.
  @inline(__always)
  package static func middle(_ low: Float, _ high: Float) -> Float {
    let exact = Double(low) / 2 + Double(high) / 2
    var rounded = Float(exact)
    if Double(rounded) > exact { rounded = rounded.nextDown }
    return rounded >= high ? low : rounded
  }
}

/// What a node is, for whoever looks for its best cut.
package struct NodeSummary: Sendable {
  /// The class counts of its rows.
  package var counts: ClassCounts
  /// The number of its distinct rows.
  package var rowCount: Int
  /// The weight of a negative.
  package var negativeWeight: Double
  /// The weight of a positive.
  package var positiveWeight: Double
  /// Fewest distinct rows on either side of a cut.
  package var minSamplesLeaf: Int

  /// A summary.
  package init(
    counts: ClassCounts, rowCount: Int, negativeWeight: Double, positiveWeight: Double, minSamplesLeaf: Int
  ) {
    self.counts = counts
    self.rowCount = rowCount
    self.negativeWeight = negativeWeight
    self.positiveWeight = positiveWeight
    self.minSamplesLeaf = minSamplesLeaf
  }

  @inline(__always)
  func cost(right: UInt64) -> Double {
    GiniSplit.cost(
      right: ClassCounts(packed: right), node: counts, negativeWeight: negativeWeight, positiveWeight: positiveWeight)
  }
}

extension EntryBuffer {
  /// The smallest and largest value in the node, zero included when a row has no entry.
  @inline(__always)
  package func range(rowCount: Int) -> (low: Float, high: Float) {
    guard count > 0 else { return (0, 0) }
    // SAFETY: count is at least 1.
    let low = unsafe values[0]
    let high = unsafe values[count - 1]
    return count < rowCount ? (min(low, 0), max(high, 0)) : (low, high)
  }

  /// The best cut of the feature whose entries are held, or nil if none leaves `minSamplesLeaf` rows on both sides.
  /// `entryCounts` are the class counts of all entries together; rows of the node without an entry have the value zero.
  ///
  /// Among equal costs the lowest threshold is taken, as scikit-learn does. Between two single rows of the same class no
  /// cut can be best (Fayyad and Irani, 1992), so none is tried there; minimal leaf sizes can make it so.
  @inline(__always)
  package mutating func bestSplit(entryCounts: ClassCounts, node: NodeSummary) -> GiniSplit? {
    guard count > 0 else { return nil }
    let zeroRowCount = node.rowCount - count
    // Without negative values the rows at zero are the lowest and need no place in the buffer.
    // SAFETY: count is at least 1.
    if unsafe values[0] < 0 && zeroRowCount > 0 {
      let zeroIndex = insertZero(counts: node.counts - entryCounts)
      return bestSplit(node: node, zeroIndex: zeroIndex, zeroRowCount: zeroRowCount)
    }
    if node.minSamplesLeaf > 1 { return bestSplit(node: node, zeroIndex: -1, zeroRowCount: zeroRowCount) }

    var bestCost = Double.infinity
    var best = -1
    var right: UInt64 = 0
    var i = count - 1
    var isTied = false
    while i > 0 {
      // SAFETY: 0 < i < count.
      let upper = unsafe counts[i]
      let lower = unsafe counts[i - 1]
      right &+= upper
      let isCut = unsafe values[i] - values[i - 1] > GiniSplit.equalWithin
      let isNextTied = unsafe i > 1 && values[i - 1] - values[i - 2] <= GiniSplit.equalWithin
      if isCut && (isTied || isNextTied || (upper &>> 32 == 0) != (lower &>> 32 == 0)) {
        let cost = node.cost(right: right)
        if cost <= bestCost {
          bestCost = cost
          best = i
        }
      }
      isTied = !isCut
      i -= 1
    }
    // SAFETY: count is at least 1, and best lies in 0 ..< count.
    if unsafe zeroRowCount > 0 && values[0] > GiniSplit.equalWithin {
      let cost = node.cost(right: entryCounts.packed)
      if cost <= bestCost { return unsafe GiniSplit(cost: cost, threshold: GiniSplit.middle(0, values[0])) }
    }
    guard best > 0 else { return nil }
    return unsafe GiniSplit(cost: bestCost, threshold: GiniSplit.middle(values[best - 1], values[best]))
  }

  /// The general case: every cut is tried; the rows at zero may stand among the entries, at `zeroIndex`.
  private func bestSplit(node: NodeSummary, zeroIndex: Int, zeroRowCount: Int) -> GiniSplit? {
    var best: GiniSplit?
    var right: UInt64 = 0
    var i = count - 1
    while i >= 0 {
      // SAFETY: 0 <= i < count.
      right &+= unsafe counts[i]
      let high = unsafe values[i]
      let low: Float
      if i > 0 {
        low = unsafe values[i - 1]
      } else if zeroIndex < 0 && zeroRowCount > 0 {
        low = 0
      } else {
        break
      }
      let rightRows = count - i + (i <= zeroIndex ? zeroRowCount - 1 : 0)
      if high - low > GiniSplit.equalWithin && rightRows >= node.minSamplesLeaf
        && node.rowCount - rightRows >= node.minSamplesLeaf
      {
        let cost = node.cost(right: right)
        if cost <= best?.cost ?? .infinity { best = GiniSplit(cost: cost, threshold: GiniSplit.middle(low, high)) }
      }
      i -= 1
    }
    return best
  }

  /// The cut of the feature at a given threshold, or nil if a side would have fewer than `minSamplesLeaf` rows.
  package func split(at threshold: Float, entryCounts: ClassCounts, node: NodeSummary) -> GiniSplit? {
    var right: UInt64 = 0
    var i = count - 1
    // SAFETY: 0 <= i < count.
    while i >= 0, unsafe values[i] > threshold {
      right &+= unsafe counts[i]
      i -= 1
    }
    var rightRows = count - 1 - i
    if threshold < 0 {
      right &+= (node.counts - entryCounts).packed
      rightRows += node.rowCount - count
    }
    guard rightRows >= node.minSamplesLeaf && node.rowCount - rightRows >= node.minSamplesLeaf else { return nil }
    return GiniSplit(cost: node.cost(right: right), threshold: threshold)
  }
}

extension RowSegments {
  /// What came of looking at one feature in one node.
  package struct Search: Sendable {
    /// Whether the feature varies in the node.
    package var varies: Bool
    /// Its best cut, if it has one.
    package var split: GiniSplit?
  }

  /// Looks for the cut of a column with the lowest impurity.
  package func searchBest(
    column: Int, of columns: SortedColumns, in segment: Segment, node: NodeSummary, using buffer: inout EntryBuffer
  ) -> Search {
    let counts = gather(column: column, of: columns, in: segment, into: &buffer)
    let range = buffer.range(rowCount: node.rowCount)
    guard range.high - range.low > GiniSplit.equalWithin else { return Search(varies: false, split: nil) }
    return Search(varies: true, split: buffer.bestSplit(entryCounts: counts, node: node))
  }

  /// Looks at one cut of a column, at a threshold drawn uniformly between its smallest and largest value.
  package func searchRandom(
    column: Int, of columns: SortedColumns, in segment: Segment, node: NodeSummary, using buffer: inout EntryBuffer,
    generator: inout SplitMix64
  ) -> Search {
    let counts = gather(column: column, of: columns, in: segment, into: &buffer)
    let range = buffer.range(rowCount: node.rowCount)
    guard range.high - range.low > GiniSplit.equalWithin else { return Search(varies: false, split: nil) }
    let threshold = GiniSplit.randomThreshold(from: range.low, to: range.high, generator: &generator)
    return Search(varies: true, split: buffer.split(at: threshold, entryCounts: counts, node: node))
  }
}

extension GiniSplit {
  /// A threshold drawn uniformly from `low ..< high`.
  package static func randomThreshold(from low: Float, to high: Float, generator: inout SplitMix64) -> Float {
    let drawn = Float(Double(low) + generator.nextUnit() * (Double(high) - Double(low)))
    return drawn >= high ? low : drawn
  }
}
