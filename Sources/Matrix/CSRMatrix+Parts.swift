/// Matrices made of parts of others.
extension CSRMatrix {
  /// The rows at the given indices, in that order, shape `[rows.count, columnCount]`. A row may be taken repeatedly.
  public func selecting(rows: some Sequence<Int>) -> CSRMatrix {
    var offsets = [0]
    var columns: [UInt32] = []
    var selected: [Float] = []
    offsets.reserveCapacity(rows.underestimatedCount + 1)
    for row in rows {
      let range = entries(ofRow: row)
      columns.append(contentsOf: columnIndices[range])
      selected.append(contentsOf: values[range])
      offsets.append(selected.count)
    }
    return CSRMatrix(
      trustedColumnCount: columnCount, rowOffsets: offsets, columnIndices: columns, values: selected)
  }

  /// The columns of all `blocks` side by side, in the order of the list; their row counts must be equal (checked).
  ///
  /// Shape `[rowCount, sum of the column counts]`; without blocks `[0, 0]`.
  public static func stacking(columnsOf blocks: [CSRMatrix]) -> CSRMatrix {
    guard let first = blocks.first else {
      return CSRMatrix(trustedColumnCount: 0, rowOffsets: [0], columnIndices: [], values: [])
    }
    precondition(blocks.allSatisfy { $0.rowCount == first.rowCount }, "blocks with unequal numbers of rows")
    if blocks.count == 1 { return first }
    let width = blocks.reduce(0) { $0 + $1.columnCount }
    precondition(width <= Int(UInt32.max), "columns are numbered by 32 bits")
    let total = blocks.reduce(0) { $0 + $1.nonzeroCount }
    var offsets = [0]
    var columns: [UInt32] = []
    var values: [Float] = []
    offsets.reserveCapacity(first.rowCount + 1)
    columns.reserveCapacity(total)
    values.reserveCapacity(total)
    for row in 0..<first.rowCount {
      var base: UInt32 = 0
      for block in blocks {
        let range = block.entries(ofRow: row)
        for entry in range { columns.append(block.columnIndices[entry] + base) }
        values.append(contentsOf: block.values[range])
        base += UInt32(block.columnCount)
      }
      offsets.append(values.count)
    }
    return CSRMatrix(trustedColumnCount: width, rowOffsets: offsets, columnIndices: columns, values: values)
  }

  /// The rows of all `blocks` below one another, in the order of the list; their column counts must be equal (checked).
  ///
  /// Shape `[sum of the row counts, columnCount]`; without blocks `[0, 0]`.
  public static func stacking(rowsOf blocks: [CSRMatrix]) -> CSRMatrix {
    let width = blocks.first?.columnCount ?? 0
    precondition(blocks.allSatisfy { $0.columnCount == width }, "blocks with unequal numbers of columns")
    var offsets = [0]
    for block in blocks {
      let base = offsets[offsets.count - 1]
      offsets.append(contentsOf: block.rowOffsets.dropFirst().lazy.map { $0 + base })
    }
    return CSRMatrix(
      trustedColumnCount: width, rowOffsets: offsets, columnIndices: blocks.flatMap(\.columnIndices),
      values: blocks.flatMap(\.values))
  }
}
