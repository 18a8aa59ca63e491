/// Sorts the terms of rows by column.
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

  /// Sorts each of the rows of `terms`, which end at `ends`. A term has its column in the upper half and a count in the
  /// lower; no column repeats in a row.
  mutating func sort(_ terms: inout [UInt64], _ ends: [Int]) {
    var terms = terms.mutableSpan
    var start = 0
    for end in ends {
      if end - start <= Self.insertionLimit {
        Self.insertionSort(&terms, start..<end)
      } else {
        bitSort(&terms, start..<end)
      }
      start = end
    }
  }

  @inline(__always)
  private static func insertionSort(_ terms: inout MutableSpan<UInt64>, _ row: Range<Int>) {
    for place in row.dropFirst() {
      let term = terms[place]
      var gap = place
      while gap > row.lowerBound, terms[gap - 1] > term {
        terms[gap] = terms[gap - 1]
        gap -= 1
      }
      terms[gap] = term
    }
  }

  private mutating func bitSort(_ terms: inout MutableSpan<UInt64>, _ row: Range<Int>) {
    for place in row {
      let term = terms[place]
      let column = Int(term >> 32)
      counts[column] = UInt32(truncatingIfNeeded: term)
      bits[column >> 6] |= 1 << UInt64(column & 63)
      summary[column >> 12] |= 1 << UInt64(column >> 6 & 63)
      top[column >> 18] |= 1 << UInt64(column >> 12 & 63)
    }
    var next = row.lowerBound
    for block in top.indices {
      while let third = top[block].takeLowestBit() {
        let place = block << 6 | third
        while let second = summary[place].takeLowestBit() {
          let word = place << 6 | second
          var rest = bits[word]
          bits[word] = 0
          while let first = rest.takeLowestBit() {
            let column = word << 6 | first
            terms[next] = UInt64(UInt32(truncatingIfNeeded: column)) << 32 | UInt64(counts[column])
            next += 1
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
