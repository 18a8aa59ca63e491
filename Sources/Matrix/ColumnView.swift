/// The entries of a `CSRMatrix` by column (compressed sparse columns), shape `[rowCount, columnCount]`.
///
/// Column `c` holds the entries `columnOffsets[c] ..< columnOffsets[c + 1]` of `rowIndices` and `values`; rows ascend
/// within a column.
public struct ColumnView: Sendable, Hashable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// Where each column starts; `columnCount + 1` offsets, the last being the number of entries.
  public let columnOffsets: [Int]
  /// The row of each entry.
  public let rowIndices: [UInt32]
  /// The value of each entry.
  public let values: [Float]

  /// The columns of `matrix`, in O(rows + columns + entries) by a counting sort.
  public init(_ matrix: CSRMatrix) {
    precondition(matrix.rowCount <= Int(UInt32.max), "rows are numbered by 32 bits")
    var offsets = [Int](repeating: 0, count: matrix.columnCount + 1)
    for column in matrix.columnIndices { offsets[Int(column) + 1] += 1 }
    for column in 0..<matrix.columnCount { offsets[column + 1] += offsets[column] }
    var next = offsets
    var rows = [UInt32](repeating: 0, count: matrix.nonzeroCount)
    var sorted = [Float](repeating: 0, count: matrix.nonzeroCount)
    for row in 0..<matrix.rowCount {
      for entry in matrix.entries(ofRow: row) {
        let column = Int(matrix.columnIndices[entry])
        let place = next[column]
        rows[place] = UInt32(row)
        sorted[place] = matrix.values[entry]
        next[column] = place + 1
      }
    }
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    columnOffsets = offsets
    rowIndices = rows
    values = sorted
  }

  /// The entries of column `column`, as positions in `rowIndices` and `values`.
  @inlinable
  public func entries(ofColumn column: Int) -> Range<Int> { columnOffsets[column]..<columnOffsets[column + 1] }

  /// The result of `body`, given the rows and the values of column `column`.
  @inlinable
  public func withColumn<Result, Failure: Error>(
    _ column: Int, _ body: (_ rows: Span<UInt32>, _ values: Span<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = entries(ofColumn: column)
    return try body(rowIndices.span.extracting(range), values.span.extracting(range))
  }
}
