/// Some columns of matrices with `columnCount` columns, in ascending order: what a matrix is narrowed to, and the way back.
///
/// ```swift
/// let kept = ColumnSelection(filledIn: labelled)
/// let narrow = all.selecting(rows: rows, columns: kept)     // shape [rows.count, kept.columns.count]
/// let column = kept.columns[3]                              // what column 3 of `narrow` is in `all`
/// ```
public struct ColumnSelection: Sendable, Hashable {
  /// The number of columns of the matrices that it selects from.
  public let columnCount: Int
  /// The selected columns, ascending.
  public let columns: [UInt32]
  /// The place of each column among the selected ones, -1 for the others.
  let places: [Int32]

  /// The columns of `matrix` that have an entry. O(columns + entries).
  public init(filledIn matrix: CSRMatrix) {
    columnCount = matrix.columnCount
    var places = [Int32](repeating: -1, count: matrix.columnCount)
    for column in matrix.columnIndices { places[Int(column)] = 0 }
    var columns: [UInt32] = []
    for column in places.indices where places[column] == 0 {
      places[column] = Int32(columns.count)
      columns.append(UInt32(column))
    }
    self.columns = columns
    self.places = places
  }

  /// The columns of ranges that ascend and do not overlap (checked), of matrices with `columnCount` columns.
  public init(_ ranges: [Range<Int>], of columnCount: Int) {
    self.columnCount = columnCount
    var places = [Int32](repeating: -1, count: columnCount)
    var columns: [UInt32] = []
    for range in ranges {
      precondition(range.lowerBound > Int(columns.last ?? 0) || columns.isEmpty, "ranges must ascend")
      precondition(range.lowerBound >= 0 && range.upperBound <= columnCount, "column out of range")
      for column in range {
        places[column] = Int32(columns.count)
        columns.append(UInt32(column))
      }
    }
    self.columns = columns
    self.places = places
  }

  private init(columnCount: Int, columns: [UInt32], places: [Int32]) {
    self.columnCount = columnCount
    self.columns = columns
    self.places = places
  }

  /// The same selected columns in the same places, of which only those in some places have entries still: for whoever looks
  /// at no others.
  public func emptying(placesOutside kept: Set<Int>) -> ColumnSelection {
    ColumnSelection(
      columnCount: columnCount, columns: columns, places: places.map { kept.contains(Int($0)) ? $0 : -1 })
  }

  /// The place of a column among the selected ones, nil when it has no entries.
  public func place(of column: Int) -> Int? { places[column] < 0 ? nil : Int(places[column]) }
}

extension CSRMatrix {
  /// The rows at the given indices, in that order, with the selected columns only, shape `[rows.count, selected columns]`.
  ///
  /// The selection must be of as many columns as the matrix has (checked).
  public func selecting(rows: some Sequence<Int>, columns selection: ColumnSelection) -> CSRMatrix {
    precondition(selection.columnCount == columnCount, "a selection of other columns")
    var offsets = [0]
    var selected: [UInt32] = []
    var kept: [Float] = []
    offsets.reserveCapacity(rows.underestimatedCount + 1)
    let (indices, values, places) = (columnIndices.span, values.span, selection.places.span)
    for row in rows {
      for entry in entries(ofRow: row) {
        let place = places[Int(indices[entry])]
        guard place >= 0 else { continue }
        selected.append(UInt32(place))
        kept.append(values[entry])
      }
      offsets.append(kept.count)
    }
    return CSRMatrix(
      trustedColumnCount: selection.columns.count, rowOffsets: offsets, columnIndices: selected, values: kept)
  }
}
