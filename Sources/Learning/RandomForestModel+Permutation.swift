public import GarimpoKernels
public import GarimpoMatrix

extension RandomForestModel {
  /// By how much a figure falls when a feature's values are shuffled among the rows: mean over `repeats`, shape
  /// `[features]`.
  ///
  /// Measure on rows that the forest was not fitted to. Features that no tree asks get 0 without being measured.
  /// Deterministic in the seed: feature `f`, repeat `r` shuffles with stream `f · repeats + r`.
  ///
  /// - Parameters:
  ///   - matrix: rows, shape `[rows, features]`.
  ///   - targets: their answers, shape `[rows]`.
  ///   - repeats: shuffles of each feature, at least 1.
  ///   - figure: what is measured, larger being better (average precision, say), of probabilities and answers.
  /// - Complexity: O(features asked · repeats · cost of scoring the rows).
  ///
  /// Source: Breiman, "Random forests", 2001, section 10; as `sklearn.inspection.permutation_importance`.
  public func permutationImportances(
    of matrix: CSRMatrix, _ targets: [Bool], repeats: Int = 5, seed: UInt64, on workers: WorkerPool,
    figure: ([Float], [Bool]) throws -> Double
  ) rethrows -> [Double] {
    precondition(targets.count == matrix.rowCount, "one target for each row")
    precondition(repeats >= 1, "at least one shuffle")
    var isAsked = [Bool](repeating: false, count: columnCount)
    for node in nodes where !node.isLeaf { isAsked[Int(node.feature)] = true }
    let intact = try figure(probabilities(of: matrix, on: workers), targets)
    var importances = [Double](repeating: 0, count: columnCount)
    for feature in 0..<columnCount where isAsked[feature] {
      var fall = 0.0
      for shuffle in 0..<repeats {
        var generator = SplitMix64(seed: seed, stream: UInt64(feature * repeats + shuffle))
        let shuffled = matrix.shuffling(column: feature, generator: &generator)
        fall += intact - (try figure(probabilities(of: shuffled, on: workers), targets))
      }
      importances[feature] = fall / Double(repeats)
    }
    return importances
  }
}

extension CSRMatrix {
  /// The same matrix with the values of one column in random order.
  func shuffling(column: Int, generator: inout SplitMix64) -> CSRMatrix {
    var shuffled = [Float](repeating: 0, count: rowCount)
    for row in 0..<rowCount {
      for entry in rowOffsets[row]..<rowOffsets[row + 1] where columnIndices[entry] == UInt32(column) {
        shuffled[row] = values[entry]
      }
    }
    // Fisher and Yates; the standard library's shuffle may become another from one Swift to the next.
    for place in 0..<max(0, rowCount - 1) {
      shuffled.swapAt(place, place + generator.next(below: rowCount - place))
    }
    var offsets = [0]
    var indices: [UInt32] = []
    var entries: [Float] = []
    for row in 0..<rowCount {
      var isPlaced = shuffled[row] == 0
      for entry in rowOffsets[row]..<rowOffsets[row + 1] where columnIndices[entry] != UInt32(column) {
        if !isPlaced && columnIndices[entry] > UInt32(column) {
          indices.append(UInt32(column))
          entries.append(shuffled[row])
          isPlaced = true
        }
        indices.append(columnIndices[entry])
        entries.append(values[entry])
      }
      if !isPlaced {
        indices.append(UInt32(column))
        entries.append(shuffled[row])
      }
      offsets.append(entries.count)
    }
    return CSRMatrix(columnCount: columnCount, rowOffsets: offsets, columnIndices: indices, values: entries)
  }
}
