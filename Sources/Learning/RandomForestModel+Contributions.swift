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
  /// - Complexity: O(features + nodes on the way).
  public func contributions(
    of matrix: CSRMatrix, row: Int
  ) -> (base: Double, byFeature: [(feature: Int, amount: Double)]) {
    contributions(of: matrix, rows: CollectionOfOne(row))[0]
  }

  /// The same of several rows, in the order given: what they need beside is made once.
  ///
  /// - Complexity: O(features + rows · nodes on the way).
  public func contributions(
    of matrix: CSRMatrix, rows: some Collection<Int>
  ) -> [(base: Double, byFeature: [(feature: Int, amount: Double)])] {
    precondition(matrix.columnCount == columnCount, "the matrix must have the features of the training rows")
    precondition(rows.allSatisfy { $0 >= 0 && $0 < matrix.rowCount }, "row out of range")
    let treeCount = treeStarts.count - 1
    let count = Double(treeCount)
    let base = treeStarts.dropLast().reduce(0.0) { $0 + Double(nodes[$1].probability) } / count
    var values = [Float](repeating: 0, count: columnCount)
    var amounts = [Double](repeating: 0, count: columnCount)
    var isAsked = [Bool](repeating: false, count: columnCount)
    var asked: [Int] = []
    return rows.map { row in
      let entries = matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]
      for entry in entries {
        let value = matrix.values[entry]
        // What a tree takes for zero is zero here, too.
        values[Int(matrix.columnIndices[entry])] = value.magnitude > GiniSplit.equalWithin ? value : 0
      }
      for tree in 0..<treeCount {
        let root = treeStarts[tree]
        var place = root
        var node = nodes[root]
        while !node.isLeaf {
          let feature = Int(node.feature)
          place = values[feature] > node.threshold ? root + Int(node.right) : place + 1
          let child = nodes[place]
          if !isAsked[feature] {
            isAsked[feature] = true
            asked.append(feature)
          }
          amounts[feature] += Double(child.probability) - Double(node.probability)
          node = child
        }
      }
      asked.sort()
      let byFeature = asked.map { (feature: $0, amount: amounts[$0] / count) }
      for entry in entries { values[Int(matrix.columnIndices[entry])] = 0 }
      for feature in asked { (amounts[feature], isAsked[feature]) = (0, false) }
      asked.removeAll(keepingCapacity: true)
      return (base, byFeature)
    }
  }
}
