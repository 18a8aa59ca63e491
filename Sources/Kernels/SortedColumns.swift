/// One entry of a column.
struct ColumnEntry {
  var value: Float
  var row: UInt32
}

/// A sparse matrix held three ways at once, for growing and walking trees: by row, by column in ascending order of value,
/// and dense for the columns that are mostly filled.
///
/// Immutable once made. Entries whose absolute value does not exceed `GiniSplit.equalWithin` are left out: to a tree they
/// are zero.
@safe package final class SortedColumns: @unchecked Sendable {
  // SAFETY: "unchecked" because of the pointers; nothing writes to them after init, so sharing them is a read-only matter.

  /// The number of rows.
  package let rowCount: Int
  /// The number of columns.
  package let columnCount: Int
  /// The number of entries.
  package let entryCount: Int

  let rowOffsets: UnsafeMutablePointer<Int>
  let columnIndices: UnsafeMutablePointer<UInt32>
  let values: UnsafeMutablePointer<Float>

  let columnOffsets: UnsafeMutablePointer<Int>
  /// The entries of each column, value and row side by side: a short column is one cache line.
  let columnEntries: UnsafeMutablePointer<ColumnEntry>

  /// Where the column's dense values start, or -1.
  let denseOffsets: UnsafeMutablePointer<Int>
  let dense: UnsafeMutablePointer<Float>

  /// Columns filled beyond this share are kept dense as well.
  private static var denseShare: Double { 0.25 }

  /// Columns of a matrix in compressed sparse rows; `columnIndices` must lie below `columnCount` and ascend within a row
  /// (checked: all that walks a column relies on its holding a row at most once).
  package init(columnCount: Int, rowOffsets offsets: [Int], columnIndices indices: [UInt32], values entries: [Float]) {
    precondition(offsets.first == 0 && offsets.last == entries.count && indices.count == entries.count)
    let rowCount = offsets.count - 1
    precondition(rowCount <= Int(UInt32.max), "rows are numbered by 32 bits")
    self.rowCount = rowCount
    self.columnCount = columnCount
    // SAFETY: all blocks are owned by this object and freed in deinit; the writes below stay within the counts that the
    // first pass found, and the column indices were checked in that pass.
    unsafe rowOffsets = .allocate(capacity: rowCount + 1)
    unsafe columnOffsets = .allocate(capacity: columnCount + 1)
    unsafe denseOffsets = .allocate(capacity: max(1, columnCount))
    unsafe columnOffsets.initialize(repeating: 0, count: columnCount + 1)
    unsafe columnIndices = .allocate(capacity: max(1, entries.count))
    unsafe values = .allocate(capacity: max(1, entries.count))
    var kept = 0
    unsafe rowOffsets[0] = 0
    for row in 0..<rowCount {
      var lowest = 0
      for entry in offsets[row]..<offsets[row + 1] where entries[entry].magnitude > GiniSplit.equalWithin {
        let column = Int(indices[entry])
        precondition(column < columnCount, "column out of range")
        precondition(column >= lowest, "columns must ascend")
        lowest = column + 1
        unsafe columnIndices[kept] = UInt32(column)
        unsafe values[kept] = entries[entry]
        unsafe columnOffsets[column + 1] += 1
        kept += 1
      }
      unsafe rowOffsets[row + 1] = kept
    }
    entryCount = kept
    unsafe columnEntries = .allocate(capacity: max(1, kept))

    var denseCount = 0
    for column in 0..<columnCount {
      let count = unsafe columnOffsets[column + 1]
      if Double(count) > Self.denseShare * Double(rowCount) {
        unsafe denseOffsets[column] = denseCount
        denseCount += rowCount
      } else {
        unsafe denseOffsets[column] = -1
      }
      unsafe columnOffsets[column + 1] += columnOffsets[column]
    }
    unsafe dense = .allocate(capacity: max(1, denseCount))
    unsafe dense.initialize(repeating: 0, count: denseCount)

    // Rows are dealt to the columns in ascending order, then each column is sorted by value; equal values keep row order.
    var keys = [UInt64](repeating: 0, count: kept)
    var next = [Int](repeating: 0, count: columnCount)
    for column in 0..<columnCount { next[column] = unsafe columnOffsets[column] }
    for row in 0..<rowCount {
      for entry in unsafe rowOffsets[row]..<rowOffsets[row + 1] {
        let column = Int(unsafe columnIndices[entry])
        let value = unsafe values[entry]
        keys[next[column]] = UInt64(value.orderedBits) &<< 32 | UInt64(row)
        next[column] += 1
        let start = unsafe denseOffsets[column]
        if start >= 0 { unsafe dense[start + row] = value }
      }
    }
    for column in 0..<columnCount {
      let range = unsafe columnOffsets[column]..<columnOffsets[column + 1]
      if range.count > 1 { keys[range].sort() }
      for entry in range {
        unsafe columnEntries[entry] = ColumnEntry(
          value: Float(orderedBits: UInt32(keys[entry] &>> 32)), row: UInt32(keys[entry] & 0xFFFF_FFFF))
      }
    }
  }

  deinit {
    // SAFETY: allocated in init, never handed out beyond this target.
    unsafe rowOffsets.deallocate()
    unsafe columnIndices.deallocate()
    unsafe values.deallocate()
    unsafe columnOffsets.deallocate()
    unsafe columnEntries.deallocate()
    unsafe denseOffsets.deallocate()
    unsafe dense.deallocate()
  }

  /// The number of entries of a column.
  @inline(__always)
  package func count(ofColumn column: Int) -> Int {
    precondition(column >= 0 && column < columnCount)
    // SAFETY: checked above; there is one offset more than columns.
    return unsafe columnOffsets[column + 1] - columnOffsets[column]
  }

  /// The number of entries of a row.
  package func count(ofRow row: Int) -> Int {
    precondition(row >= 0 && row < rowCount)
    // SAFETY: checked above; there is one offset more than rows.
    return unsafe rowOffsets[row + 1] - rowOffsets[row]
  }

  /// Whether looking a row up costs one load.
  @inline(__always)
  package func isDense(column: Int) -> Bool {
    precondition(column >= 0 && column < columnCount)
    // SAFETY: checked above.
    return unsafe denseOffsets[column] >= 0
  }

  /// The value at a place, zero if there is no entry. Row and column must exist.
  @unsafe @inline(__always)
  func value(uncheckedRow row: Int, column: Int) -> Float {
    // SAFETY: the caller vouches for row and column; bisection stays within the row's entries.
    let start = unsafe denseOffsets[column]
    if start >= 0 { return unsafe dense[start + row] }
    var low = unsafe rowOffsets[row]
    let end = unsafe rowOffsets[row + 1]
    var high = end
    while low < high {
      let middle = (low &+ high) &>> 1
      if Int(unsafe columnIndices[middle]) < column { low = middle &+ 1 } else { high = middle }
    }
    return unsafe low < end && Int(columnIndices[low]) == column ? values[low] : 0
  }
}
