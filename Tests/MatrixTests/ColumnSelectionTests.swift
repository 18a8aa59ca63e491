import GarimpoMatrix
import Testing

struct ColumnSelectionTests {
  @Test func `every small matrix is narrowed to the filled columns of its first row, and back`() {
    for bits in 0..<64 {
      var rows: [[Float]] = [[0, 0, 0], [0, 0, 0]]
      for cell in 0..<6 where bits >> cell & 1 == 1 { rows[cell / 3][cell % 3] = Float(cell + 1) }
      let matrix = CSRMatrix(dense: rows, columnCount: 3)
      let kept = ColumnSelection(filledIn: matrix.selecting(rows: [0]))
      let filled = (0..<3).filter { rows[0][$0] != 0 }
      #expect(kept.columns.map { Int($0) } == filled && kept.columnCount == 3)
      #expect((0..<3).map { kept.place(of: $0) } == (0..<3).map { filled.firstIndex(of: $0) })
      for selection in [[], [0], [1], [1, 0, 1]] {
        let narrow = matrix.selecting(rows: selection, columns: kept)
        let wanted = selection.map { row in filled.map { rows[row][$0] } }
        #expect(narrow == CSRMatrix(dense: wanted, columnCount: filled.count))
      }
    }
  }

  @Test func `ranges of columns are selected as they are`() {
    let matrix = CSRMatrix(dense: [[1, 2, 3, 4, 5]], columnCount: 5)
    let kept = ColumnSelection([0..<1, 1..<1, 2..<4], of: 5)
    #expect(kept.columns == [0, 2, 3] && (0..<5).map { kept.place(of: $0) } == [0, nil, 1, 2, nil])
    #expect(matrix.selecting(rows: [0], columns: kept) == CSRMatrix(dense: [[1, 3, 4]], columnCount: 3))
  }

  @Test func `emptied columns keep their places`() {
    let matrix = CSRMatrix(dense: [[1, 2, 3, 4]], columnCount: 4)
    let kept = ColumnSelection([1..<4], of: 4).emptying(placesOutside: [0, 2])
    #expect(kept.columns == [1, 2, 3] && (0..<4).map { kept.place(of: $0) } == [nil, 0, nil, 2])
    #expect(matrix.selecting(rows: [0], columns: kept) == CSRMatrix(dense: [[2, 0, 4]], columnCount: 3))
  }

  @Test func `nothing is selected from nothing`() {
    let empty = CSRMatrix(dense: [], columnCount: 4)
    let kept = ColumnSelection(filledIn: empty)
    #expect(kept.columns.isEmpty && kept.place(of: 3) == nil)
    #expect(empty.selecting(rows: [], columns: kept) == CSRMatrix(dense: [], columnCount: 0))
  }
}
