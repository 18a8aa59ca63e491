public import GarimpoKernels
public import GarimpoMatrix
import Synchronization

extension RandomForestModel {
  /// P(yes) of each row by each tree alone, shape `[trees, rows]`: the share of positives in the leaf that the row reaches.
  ///
  /// `matrix` must have the columns that the forest was fitted on. Does not depend on the number of threads.
  ///
  /// - Complexity: as `probabilities(of:on:)`, and O(trees · rows) of memory.
  public func treeProbabilities(of matrix: CSRMatrix, on workers: WorkerPool) -> [Float] {
    precondition(matrix.columnCount == columnCount, "the matrix must have the features of the training rows")
    let treeCount = treeStarts.count - 1
    let rowCount = matrix.rowCount
    let columns = SortedColumns(matrix)
    let unitCount = min(treeCount, workers.threadCount == 1 ? 1 : 4 * workers.threadCount)
    let parts = Mutex([[Float]](repeating: [], count: unitCount))
    workers.run(count: unitCount) { unit, _ in
      let trees = (unit * treeCount / unitCount)..<((unit + 1) * treeCount / unitCount)
      let part = leaves(of: columns, trees: trees)
      parts.withLock { $0[unit] = part }
    }
    var all: [Float] = []
    all.reserveCapacity(treeCount * rowCount)
    for part in parts.withLock({ $0 }) { all += part }
    return all
  }

  /// The leaf of each row in each of the given trees, shape `[trees, rows]`.
  private func leaves(of columns: SortedColumns, trees: Range<Int>) -> [Float] {
    let rowCount = columns.rowCount
    var descent = RowDescent(columns: columns)
    descent.place(rows: Array(0..<UInt32(rowCount)))
    var leaves: [Float] = []
    leaves.reserveCapacity(trees.count * rowCount)
    var sums = [UInt64](repeating: 0, count: rowCount)
    for tree in trees {
      for row in sums.indices { sums[row] = 0 }
      descent.descend(nodes[treeStarts[tree]..<treeStarts[tree + 1]], sums: &sums)
      for sum in sums { leaves.append(Float(FixedPoint.mean(sum, of: 1))) }
    }
    return leaves
  }
}
