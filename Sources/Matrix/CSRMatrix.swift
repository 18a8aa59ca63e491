/// A sparse matrix in compressed sparse rows, shape `[rowCount, columnCount]`.
///
/// Row `r` holds the entries `rowOffsets[r] ..< rowOffsets[r + 1]` of `columnIndices` and `values`. Columns ascend within
/// a row, none repeats, and no stored value is zero or not finite: an absent entry *is* zero.
public struct CSRMatrix: Sendable, Hashable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// Where each row starts; `rowCount + 1` offsets, the last being the number of entries.
  public let rowOffsets: [Int]
  /// The column of each entry.
  public let columnIndices: [UInt32]
  /// The value of each entry.
  public let values: [Float]

  /// A matrix from its three arrays, which must keep the rules stated on the type (checked).
  public init(columnCount: Int, rowOffsets: [Int], columnIndices: [UInt32], values: [Float]) {
    precondition(rowOffsets.first == 0 && rowOffsets.last == values.count, "offsets must span all entries")
    precondition(columnIndices.count == values.count, "one column for each value")
    for row in 0..<(rowOffsets.count - 1) {
      let span = rowOffsets[row]..<rowOffsets[row + 1]
      for entry in span {
        precondition(Int(columnIndices[entry]) < columnCount, "column out of range")
        precondition(entry == span.lowerBound || columnIndices[entry - 1] < columnIndices[entry], "columns must ascend")
        precondition(values[entry] != 0 && values[entry].isFinite, "stored values are finite and not zero")
      }
    }
    rowCount = rowOffsets.count - 1
    self.columnCount = columnCount
    self.rowOffsets = rowOffsets
    self.columnIndices = columnIndices
    self.values = values
  }

  /// The number of stored entries.
  public var nonzeroCount: Int { values.count }
}
