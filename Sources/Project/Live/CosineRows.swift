import GarimpoMatrix

/// Rows of a matrix, compared by the cosine of the angle between them. An empty row is like an empty one only.
struct CosineRows {
  private let matrix: CSRMatrix
  private let lengths: [Float]

  /// The rows of a matrix.
  init(_ matrix: CSRMatrix) {
    self.matrix = matrix
    lengths = (0..<matrix.rowCount).map { row in
      matrix.withRow(row) { _, values in
        var sum: Float = 0
        for place in values.indices { sum += values[place] * values[place] }
        return sum.squareRoot()
      }
    }
  }

  /// The number of rows.
  var count: Int { matrix.rowCount }

  /// The cosine of each row with `direction`, which has an entry for each column and the given length; shape `[rows]`.
  private func cosines(with direction: [Float], length: Float) -> [Float] {
    let span = direction.span
    return (0..<matrix.rowCount).map { row in
      guard lengths[row] > 0, length > 0 else { return lengths[row] == length ? 1 : 0 }
      let product = matrix.withRow(row) { columns, values in
        var sum: Float = 0
        for place in columns.indices { sum += values[place] * span[Int(columns[place])] }
        return sum
      }
      return min(1, max(-1, product / (lengths[row] * length)))
    }
  }

  /// The cosine of each row with row `other` of another such set, shape `[rows]`.
  func cosines(withRow other: Int, of rows: CosineRows) -> [Float] {
    precondition(rows.matrix.columnCount == matrix.columnCount, "rows with other columns")
    var direction = [Float](repeating: 0, count: matrix.columnCount)
    rows.matrix.withRow(other) { columns, values in
      for place in columns.indices { direction[Int(columns[place])] = values[place] }
    }
    return cosines(with: direction, length: rows.lengths[other])
  }

  /// The cosine of each row with the mean direction of all, shape `[rows]`.
  func cosinesWithCentre() -> [Float] {
    var direction = [Float](repeating: 0, count: matrix.columnCount)
    for row in 0..<matrix.rowCount where lengths[row] > 0 {
      let length = lengths[row]
      matrix.withRow(row) { columns, values in
        for place in columns.indices { direction[Int(columns[place])] += values[place] / length }
      }
    }
    var sum: Float = 0
    for value in direction { sum += value * value }
    return cosines(with: direction, length: sum.squareRoot())
  }
}
