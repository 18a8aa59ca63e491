/// A sparse matrix in compressed sparse rows, shape `[rowCount, columnCount]`.
///
/// Row `r` holds the entries `rowOffsets[r] ..< rowOffsets[r + 1]` of `columnIndices` and `values`. Columns ascend within
/// a row, none repeats, and no stored value is zero or not finite: an absent entry *is* zero. Two matrices with the same
/// entries and shape are therefore equal.
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

  /// A matrix from its three arrays, which must keep the rules stated on the type (checked, O(entries)).
  public init(columnCount: Int, rowOffsets: [Int], columnIndices: [UInt32], values: [Float]) {
    precondition(columnCount >= 0 && columnCount <= Int(UInt32.max), "columns are numbered by 32 bits")
    precondition(rowOffsets.first == 0 && rowOffsets.last == values.count, "offsets must span all entries")
    precondition(columnIndices.count == values.count, "one column for each value")
    for row in 0..<(rowOffsets.count - 1) {
      precondition(rowOffsets[row] <= rowOffsets[row + 1], "offsets must not descend")
      let span = rowOffsets[row]..<rowOffsets[row + 1]
      for entry in span {
        precondition(Int(columnIndices[entry]) < columnCount, "column out of range")
        precondition(entry == span.lowerBound || columnIndices[entry - 1] < columnIndices[entry], "columns must ascend")
        precondition(values[entry] != 0 && values[entry].isFinite, "stored values are finite and not zero")
      }
    }
    self.init(
      trustedColumnCount: columnCount, rowOffsets: rowOffsets, columnIndices: columnIndices, values: values)
  }

  /// A matrix from arrays that are known to keep the rules of the type, which are checked in debug builds only: for
  /// code that makes them so.
  package init(trustedColumnCount columnCount: Int, rowOffsets: [Int], columnIndices: [UInt32], values: [Float]) {
    assert(rowOffsets.first == 0 && rowOffsets.last == values.count && columnIndices.count == values.count)
    assert(values.allSatisfy { $0 != 0 && $0.isFinite } && columnIndices.allSatisfy { Int($0) < columnCount })
    rowCount = rowOffsets.count - 1
    self.columnCount = columnCount
    self.rowOffsets = rowOffsets
    self.columnIndices = columnIndices
    self.values = values
  }

  /// A sparse copy of `rows`, each of `columnCount` finite numbers (checked); zeros are left out.
  public init(dense rows: [[Float]], columnCount: Int) {
    var offsets = [0]
    var columns: [UInt32] = []
    var values: [Float] = []
    for row in rows {
      precondition(row.count == columnCount, "a row must have one number for each column")
      for (column, value) in row.enumerated() where value != 0 {
        columns.append(UInt32(column))
        values.append(value)
      }
      offsets.append(values.count)
    }
    self.init(columnCount: columnCount, rowOffsets: offsets, columnIndices: columns, values: values)
  }

  /// The number of stored entries.
  @inlinable
  public var nonzeroCount: Int { values.count }

  /// The entries of row `row`, as positions in `columnIndices` and `values`.
  @inlinable
  public func entries(ofRow row: Int) -> Range<Int> { rowOffsets[row]..<rowOffsets[row + 1] }

  /// The result of `body`, given the columns and the values of row `row`.
  @inlinable
  public func withRow<Result, Failure: Error>(
    _ row: Int, _ body: (_ columns: Span<UInt32>, _ values: Span<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = entries(ofRow: row)
    return try body(columnIndices.span.extracting(range), values.span.extracting(range))
  }

  /// The number in `row` and `column`; zero when none is stored. O(log entries of the row).
  public subscript(row: Int, column: Int) -> Float {
    precondition(column >= 0 && column < columnCount, "column out of range")
    var range = entries(ofRow: row)
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let found = Int(columnIndices[middle])
      if found == column { return values[middle] }
      range = found < column ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return 0
  }
}
