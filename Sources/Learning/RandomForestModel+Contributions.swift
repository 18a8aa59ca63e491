import GarimpoKernels
public import GarimpoMatrix

extension RandomForestModel {
  /// What each feature adds to P(yes) of row `row` of `matrix`: the score is `base` plus the sum of all amounts.
  ///
  /// On its way down a tree a row meets nodes with ever other shares of positives; each change, child less parent, is given
  /// to the feature that the parent asked. `base` is the mean share at the roots, an amount the mean over the trees of what
  /// its feature was given, in ascending order of the features, those without a node on the way left out. An absent word
  /// speaks too: the way down goes left at it.
  ///
  /// The sum equals the score within 1e-6 (nodes keep their shares as `Float`). Deterministic: trees are added in their order.
  /// What a feature adds depends on the nodes above it, so that of two features that say the same the one asked first gets
  /// more.
  ///
  /// Source: Saabas, "Interpreting random forests", 2014, as the package `treeinterpreter` 0.2 computes it.
  /// - Complexity: O(nodes on the way · log entries of the row).
  public func contributions(
    of matrix: CSRMatrix, row: Int
  ) -> (base: Double, byFeature: [(feature: Int, amount: Double)]) {
    precondition(matrix.columnCount == columnCount, "the matrix must have the features of the training rows")
    precondition(row >= 0 && row < matrix.rowCount, "row out of range")
    var base = 0.0
    var amounts: [Int32: Double] = [:]
    let treeCount = treeStarts.count - 1
    for tree in 0..<treeCount {
      let root = treeStarts[tree]
      var node = nodes[root]
      var place = root
      base += Double(node.probability)
      while !node.isLeaf {
        let value = matrix[row, Int(node.feature)]
        // What a tree takes for zero is zero here, too.
        let isAbove = (value.magnitude > GiniSplit.equalWithin ? value : 0) > node.threshold
        place = isAbove ? root + Int(node.right) : place + 1
        let child = nodes[place]
        amounts[node.feature, default: 0] += Double(child.probability) - Double(node.probability)
        node = child
      }
    }
    let count = Double(treeCount)
    return (
      base / count, amounts.sorted { $0.key < $1.key }.map { (feature: Int($0.key), amount: $0.value / count) }
    )
  }
}
