import GarimpoKernels

/// Sends many rows down a tree together.
///
/// Rows on text are "feature absent, go left" at almost every node, and a tree is hundreds of levels deep: walking each
/// row down visits all of them. Instead the rows of a node are kept as a segment, and a cut moves those few that have
/// the feature. A node costs the entries of its feature above the threshold, or its rows, whichever is less; and nothing
/// once no row is left.
struct RowDescent: ~Copyable {
  private let columns: SortedColumns
  private var segments: RowSegments
  private var pending: [(segment: RowSegments.Segment, node: Int)] = []

  init(columns: SortedColumns) {
    self.columns = columns
    segments = RowSegments(rowCount: columns.rowCount)
  }

  /// Chooses the rows that go down from now on.
  mutating func place(rows: [UInt32]) { segments.place(rows: rows.span) }

  /// Adds to the sum of each placed row the probability of the leaf that it reaches, in fixed point.
  mutating func descend(_ tree: ArraySlice<TreeNode>, sums: inout [UInt64]) {
    guard segments.placedCount > 0 else { return }
    let root = tree.startIndex
    pending.append((.init(start: 0, count: segments.placedCount), root))
    while let (segment, start) = pending.popLast() {
      var rest = segment
      var index = start
      while rest.count > 0 {
        let node = tree[index]
        if node.isLeaf {
          let amount = FixedPoint.encode(Double(node.probability))
          var span = sums.mutableSpan
          if amount > 0 { segments.add(amount, toRowsOf: rest, sums: &span) }
          break
        }
        let moved = segments.moveAbove(node.threshold, column: Int(node.feature), of: columns, in: rest).rowCount
        rest.count -= moved
        if moved > 0 { pending.append((.init(start: rest.start + rest.count, count: moved), root + Int(node.right))) }
        index += 1
      }
    }
  }
}
