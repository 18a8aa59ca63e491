/// Sorts the terms of a row by column.
///
/// Short rows by insertion. Long ones by setting a bit for each column and reading the bits back in order, which needs
/// no comparison: about the cost of two passes over the row, whatever its length.
struct ColumnSorter {
  /// One bit for each column, and one for each 64 and for each 4,096 columns that have any.
  private var bits: [UInt64]
  private var summary: [UInt64]
  private var top: [UInt64]
  /// The count of each column of the row.
  private var counts: [UInt32]

  private static let insertionLimit = 20

  /// A sorter for columns below `columnCount`.
  init(columnCount: Int) {
    bits = Array(repeating: 0, count: (columnCount + 63) / 64)
    summary = Array(repeating: 0, count: (bits.count + 63) / 64)
    top = Array(repeating: 0, count: (summary.count + 63) / 64)
    counts = Array(repeating: 0, count: columnCount)
  }

  /// Sorts `row`, whose terms have the column in the upper half and a count in the lower; no column repeats.
  mutating func sort(_ row: inout [UInt64]) {
    if row.count <= Self.insertionLimit { Self.insertionSort(&row) } else { bitSort(&row) }
  }

  private static func insertionSort(_ row: inout [UInt64]) {
    var terms = row.mutableSpan
    for place in terms.indices.dropFirst() {
      let term = terms[place]
      var gap = place
      while gap > 0, terms[gap - 1] > term {
        terms[gap] = terms[gap - 1]
        gap -= 1
      }
      terms[gap] = term
    }
  }

  private mutating func bitSort(_ row: inout [UInt64]) {
    for term in row {
      let column = Int(term >> 32)
      counts[column] = UInt32(truncatingIfNeeded: term)
      bits[column >> 6] |= 1 << UInt64(column & 63)
      summary[column >> 12] |= 1 << UInt64(column >> 6 & 63)
      top[column >> 18] |= 1 << UInt64(column >> 12 & 63)
    }
    row.removeAll(keepingCapacity: true)
    for block in top.indices {
      while let third = top[block].takeLowestBit() {
        let place = block << 6 | third
        while let second = summary[place].takeLowestBit() {
          let word = place << 6 | second
          var rest = bits[word]
          bits[word] = 0
          while let first = rest.takeLowestBit() {
            let column = word << 6 | first
            row.append(UInt64(UInt32(truncatingIfNeeded: column)) << 32 | UInt64(counts[column]))
          }
        }
      }
    }
  }
}

extension UInt64 {
  /// Clears the lowest bit that is set and returns its number, or nil when none is.
  @inline(__always)
  fileprivate mutating func takeLowestBit() -> Int? {
    if self == 0 { return nil }
    let number = trailingZeroBitCount
    self &= self &- 1
    return number
  }
}
