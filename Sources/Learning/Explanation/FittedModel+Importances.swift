public import GarimpoMatrix

extension FittedModel {
  /// How much each feature matters over the rows of `matrix`, shape `[features]`, 0 or more; nil of several models together,
  /// whose importances have no common measure.
  ///
  /// - **Linear** and **naive Bayes**: |weight| (|log odds|) · standard deviation of the feature, rows without it counted as 0:
  ///   by how much the feature spreads the scores. In units of the score, so that they compare within one model only.
  /// - **Forests**: their share of the decrease in impurity at training (`featureImportances`); the rows do not matter.
  /// - **Calibrated**: those of the model within.
  ///
  /// Features that say the same share what they say; compare permutation.
  ///
  /// - Complexity: O(features + entries).
  public func importances(over matrix: CSRMatrix) -> [Double]? {
    precondition(matrix.columnCount == columnCount, "the matrix must have the features of the training rows")
    switch self {
    case .linear(let model): return Self.spreads(model.denseWeights, matrix)
    case .naiveBayes(let model): return Self.spreads(model.logOdds, matrix)
    case .forest(let model): return model.featureImportances
    case .calibrated(let model): return model.model.importances(over: matrix)
    case .ensemble: return nil
    }
  }

  /// |factor| · standard deviation (of the rows as they are, not estimated) of each column.
  private static func spreads(_ factors: [Double], _ matrix: CSRMatrix) -> [Double] {
    let columns = ColumnView(matrix)
    let count = Double(max(1, matrix.rowCount))
    return factors.indices.map { column in
      let entries = columns.entries(ofColumn: column)
      var sum = 0.0
      for entry in entries { sum += Double(columns.values[entry]) }
      let mean = sum / count
      // Twice over the entries: the difference of the squares' mean and the mean's square would lose digits.
      var squares = (count - Double(entries.count)) * mean * mean
      for entry in entries {
        let distance = Double(columns.values[entry]) - mean
        squares += distance * distance
      }
      return factors[column].magnitude * (squares / count).squareRoot()
    }
  }
}
