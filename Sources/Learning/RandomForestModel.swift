public import GarimpoKernels
public import GarimpoMatrix

/// A fitted random forest.
public struct RandomForestModel: Sendable, Hashable {
  /// The parameters it was fitted with.
  public let parameters: RandomForest
  /// The seed it was fitted with.
  public let seed: UInt64
  /// The number of features it expects.
  public let columnCount: Int
  /// The nodes of all trees, tree after tree, each in preorder.
  public let nodes: [TreeNode]
  /// Where each tree starts in `nodes`, and the number of nodes at the end; shape `[trees + 1]`.
  public let treeStarts: [Int]
  /// Each feature's share of the decrease in impurity, mean over the trees; shape `[features]`, sums to 1 (all 0 if no
  /// tree has a cut). Favours features with many values; compare `permutationImportances`.
  public let featureImportances: [Double]
  /// P(yes) of each training row by the trees that did not see it; nil where every tree saw the row, or where it weighed
  /// nothing. Empty unless the parameters asked for it.
  public let outOfBagProbabilities: [Float?]

  /// P(yes) of each row, shape `[rows]`: the mean over the trees of the share of positives in the leaf that is reached.
  ///
  /// The sum over trees is exact in units of 2^-40, so the result depends neither on the order of the trees nor on how
  /// the rows are divided among threads. `matrix` must have the columns that the forest was fitted on.
  public func probabilities(of matrix: CSRMatrix, on workers: WorkerPool) -> [Float] {
    precondition(matrix.columnCount == columnCount, "the matrix must have the features of the training rows")
    let sums = SharedSums(count: matrix.rowCount)
    let treeCount = treeStarts.count - 1
    // A block of rows stays in the cache, but must be large enough to share the visit to each node of a tree.
    let blockSize = max(4096, 8 * nodes.count / treeCount)
    if matrix.rowCount > blockSize {
      // Each unit sends a block of the rows down all trees.
      workers.run(count: (matrix.rowCount + blockSize - 1) / blockSize) { block, _ in
        let first = block * blockSize
        let rows = first..<min(first + blockSize, matrix.rowCount)
        sums.add(leafSums(of: SortedColumns(matrix.selecting(rows: rows)), trees: 0..<treeCount), at: first)
      }
    } else {
      // Few rows: each unit sends all of them down some of the trees.
      let columns = SortedColumns(matrix)
      let unitCount = min(treeCount, workers.threadCount == 1 ? 1 : 4 * workers.threadCount)
      workers.run(count: unitCount) { unit, _ in
        let trees = (unit * treeCount / unitCount)..<((unit + 1) * treeCount / unitCount)
        sums.add(leafSums(of: columns, trees: trees), at: 0)
      }
    }
    return sums.values.map { Float(FixedPoint.mean($0, of: treeCount)) }
  }

  /// For each row the sum of the leaves that it reaches in the given trees, in fixed point.
  private func leafSums(of columns: SortedColumns, trees: Range<Int>) -> [UInt64] {
    var descent = RowDescent(columns: columns)
    descent.place(rows: Array(0..<UInt32(columns.rowCount)))
    var sums = [UInt64](repeating: 0, count: columns.rowCount)
    for tree in trees { descent.descend(nodes[treeStarts[tree]..<treeStarts[tree + 1]], sums: &sums) }
    return sums
  }
}

extension SortedColumns {
  /// The columns of a matrix.
  convenience init(_ matrix: CSRMatrix) {
    self.init(
      columnCount: matrix.columnCount, rowOffsets: matrix.rowOffsets, columnIndices: matrix.columnIndices,
      values: matrix.values)
  }
}
