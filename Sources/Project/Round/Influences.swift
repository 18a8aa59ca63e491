import GarimpoMatrix

/// Which features moved the scores, and which way.
struct Influences {
  private let all: [RoundResult.Influence]

  /// - Parameters:
  ///   - importances: each feature's share of what moved the scores.
  ///   - training: the training rows, for the median that divides a feature and for how often it occurs.
  ///   - scored: rows with their scores.
  init(
    names: [String], importances: [Double], training: CSRMatrix, scored: [(matrix: CSRMatrix, scores: [Float])]
  ) {
    let columnCount = names.count
    let columns = ColumnView(training)
    let medians = (0..<columnCount).map {
      Self.median(of: columns.values[columns.entries(ofColumn: $0)], rowCount: training.rowCount)
    }

    // Sum and number of the scores of rows above the median, feature by feature; the others are the rest. Rows without an
    // entry are zero, which is above a negative median only.
    var above = [(sum: Double, count: Int)](repeating: (0, 0), count: columnCount)
    var total = (sum: 0.0, count: 0)
    for (matrix, scores) in scored {
      for row in 0..<matrix.rowCount {
        let score = Double(scores[row])
        total.sum += score
        total.count += 1
        for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
          let column = Int(matrix.columnIndices[entry])
          let isAbove = matrix.values[entry] > medians[column]
          // A negative median counts every row above it, but those with an entry at or below it.
          let sign = medians[column] < 0 ? (isAbove ? 0 : -1) : (isAbove ? 1 : 0)
          above[column].sum += Double(sign) * score
          above[column].count += sign
        }
      }
    }
    for column in 0..<columnCount where medians[column] < 0 {
      above[column].sum += total.sum
      above[column].count += total.count
    }
    all = names.indices.map { column in
      let (sum, count) = above[column]
      let rest = total.count - count
      let effect = count > 0 && rest > 0 ? sum / Double(count) - (total.sum - sum) / Double(rest) : 0
      return RoundResult.Influence(
        feature: names[column], importance: importances[column], effect: effect,
        trainCount: columns.entries(ofColumn: column).count)
    }
  }

  /// The features with the largest importance, at most `count`; equal ones in the order of the columns. Those without a
  /// say are left out.
  func strongest(_ count: Int) -> [RoundResult.Influence] {
    let order = all.indices.filter { all[$0].importance > 0 }
      .sorted { (all[$1].importance, $0) < (all[$0].importance, $1) }
    return order.prefix(count).map { all[$0] }
  }

  /// The lower median of a column whose entries are given and whose other rows are zero.
  private static func median(of entries: ArraySlice<Float>, rowCount: Int) -> Float {
    let sorted = entries.sorted()
    let negativeCount = sorted.count { $0 < 0 }
    let place = max(0, (rowCount - 1) / 2)
    let zeroCount = rowCount - sorted.count
    if place < negativeCount { return sorted[place] }
    return place < negativeCount + zeroCount ? 0 : sorted[place - zeroCount]
  }
}
