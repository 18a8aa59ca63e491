public import GarimpoMatrix

/// The scalar products of the rows of a matrix, made a row at a time from its columns.
///
/// - Complexity: of a row: O(entries of the columns that it has), without a visit to rows that share nothing with it.
public struct SimilarityRows: Sendable {
  private let matrix: CSRMatrix
  private let columns: ColumnView

  /// The products of the rows of `matrix`.
  public init(_ matrix: CSRMatrix) {
    self.matrix = matrix
    columns = ColumnView(matrix)
  }

  /// The number of rows.
  public var count: Int { matrix.rowCount }

  /// The products of row `row` with all rows, shape `[rows]`.
  ///
  /// Summed in `Double` in ascending order of the columns: products are symmetric to the last bit.
  func products(ofRow row: Int) -> [Double] {
    var products = [Double](repeating: 0, count: count)
    for entry in matrix.entries(ofRow: row) {
      let value = Double(matrix.values[entry])
      columns.withColumn(Int(matrix.columnIndices[entry])) { rows, values in
        for place in rows.indices { products[Int(rows[place])] += value * Double(values[place]) }
      }
    }
    return products
  }
}
