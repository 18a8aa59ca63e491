import GarimpoMatrix
import Testing

/// All matrices of the given shape whose entries are 0 or count upwards, one for each pattern of zeros.
private func patterns(rows: Int, columns: Int) -> [[[Float]]] {
  (0..<(1 << (rows * columns))).map { bits in
    (0..<rows).map { row in
      (0..<columns).map { column in
        let cell = row * columns + column
        return bits >> cell & 1 == 0 ? 0 : Float(cell + 1)
      }
    }
  }
}

private func dense(_ matrix: CSRMatrix) -> [[Float]] {
  (0..<matrix.rowCount).map { row in (0..<matrix.columnCount).map { matrix[row, $0] } }
}

private let shapes = [(0, 0), (0, 3), (1, 0), (1, 1), (1, 3), (2, 3), (3, 2), (3, 3)]

@Suite struct CSRMatrixTests {
  @Test(arguments: shapes)
  func `a dense matrix goes through sparse rows and comes back`(rows: Int, columns: Int) {
    for pattern in patterns(rows: rows, columns: columns) {
      let matrix = CSRMatrix(dense: pattern, columnCount: columns)
      #expect(matrix.rowCount == rows && matrix.columnCount == columns)
      #expect(matrix.nonzeroCount == pattern.joined().count { $0 != 0 })
      #expect(dense(matrix) == pattern)
      for row in 0..<rows {
        let stored = matrix.withRow(row) { columns, values in
          columns.indices.map { (Int(columns[$0]), values[$0]) }
        }
        let wanted = pattern[row].enumerated().filter { $0.element != 0 }
        #expect(stored.map(\.0) == wanted.map(\.offset) && stored.map(\.1) == wanted.map(\.element))
      }
    }
  }

  @Test(arguments: shapes)
  func `the column view holds every entry once, by column and then by row`(rows: Int, columns: Int) {
    for pattern in patterns(rows: rows, columns: columns) {
      let view = ColumnView(CSRMatrix(dense: pattern, columnCount: columns))
      #expect(view.rowCount == rows && view.columnCount == columns && view.columnOffsets.count == columns + 1)
      for column in 0..<columns {
        let wanted = pattern.enumerated().filter { $0.element[column] != 0 }
        view.withColumn(column) { rows, values in
          #expect(rows.indices.map { Int(rows[$0]) } == wanted.map(\.offset))
          #expect(values.indices.map { values[$0] } == wanted.map { $0.element[column] })
        }
      }
    }
  }

  @Test func `selected rows come in the order asked for, with repeats`() {
    let rows: [[Float]] = [[1, 0], [0, 0], [0, 2], [3, 4]]
    let matrix = CSRMatrix(dense: rows, columnCount: 2)
    for selection in [[], [3], [0, 1, 2, 3], [3, 3, 1, 0], [1, 1]] {
      #expect(matrix.selecting(rows: selection) == CSRMatrix(dense: selection.map { rows[$0] }, columnCount: 2))
    }
  }

  @Test func `columns and rows stack in the order of the list`() {
    let world = patterns(rows: 2, columns: 2)
    for left in world {
      for right in world {
        let blocks = [left, right].map { CSRMatrix(dense: $0, columnCount: 2) }
        let side = CSRMatrix.stacking(columnsOf: blocks)
        #expect(side == CSRMatrix(dense: zip(left, right).map { $0 + $1 }, columnCount: 4))
        #expect(CSRMatrix.stacking(rowsOf: blocks) == CSRMatrix(dense: left + right, columnCount: 2))
      }
    }
    #expect(CSRMatrix.stacking(columnsOf: []) == CSRMatrix(dense: [], columnCount: 0))
    #expect(CSRMatrix.stacking(rowsOf: []) == CSRMatrix(dense: [], columnCount: 0))
    let empty = CSRMatrix(dense: [[], []], columnCount: 0)
    let one = CSRMatrix(dense: [[1], [0]], columnCount: 1)
    #expect(CSRMatrix.stacking(columnsOf: [empty, one, empty]) == one)
  }

  @Test func `matrices are equal when shape and entries are`() {
    let matrix = CSRMatrix(dense: [[1, 0]], columnCount: 2)
    #expect(matrix == CSRMatrix(columnCount: 2, rowOffsets: [0, 1], columnIndices: [0], values: [1]))
    #expect(matrix != CSRMatrix(dense: [[1, 0, 0]], columnCount: 3))
    #expect(matrix != CSRMatrix(dense: [[1, 0], [0, 0]], columnCount: 2))
    #expect(matrix != CSRMatrix(dense: [[0, 1]], columnCount: 2))
  }

  @Test func `arrays that break the rules are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = CSRMatrix(columnCount: 2, rowOffsets: [0, 2], columnIndices: [1, 0], values: [1, 2])
    }
    await #expect(processExitsWith: .failure) {
      _ = CSRMatrix(columnCount: 2, rowOffsets: [0, 1], columnIndices: [2], values: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = CSRMatrix(columnCount: 2, rowOffsets: [0, 1], columnIndices: [0], values: [0])
    }
    await #expect(processExitsWith: .failure) {
      _ = CSRMatrix(columnCount: 2, rowOffsets: [0, 1], columnIndices: [0], values: [.nan])
    }
    await #expect(processExitsWith: .failure) {
      _ = CSRMatrix(columnCount: 2, rowOffsets: [0, 2, 1, 2], columnIndices: [0, 1], values: [1, 1])
    }
  }
}
