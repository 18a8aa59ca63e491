import GarimpoMatrix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes the rows of a TF-IDF matrix: weighs the counts of a text's terms, sorts them by column, normalises the row.
struct TfidfRows {
  private var offsets: [Int] = [0]
  private var columns: [UInt32] = []
  private var values: [Float] = []
  private let idf: [Double]
  private let sublinear: Bool

  /// The terms of the row being written: the column above, the count below.
  private var row: [UInt64] = []
  private var weights: [Double] = []
  private var sorter: ColumnSorter

  /// A writer of rows with one column for each weight of `idf`.
  init(idf: [Double], sublinear: Bool, rowCount: Int, entryCount: Int = 0) {
    self.idf = idf
    self.sublinear = sublinear
    sorter = ColumnSorter(columnCount: idf.count)
    offsets.reserveCapacity(rowCount + 1)
    columns.reserveCapacity(entryCount)
    values.reserveCapacity(entryCount)
  }

  /// Adds a term, which must not be in the row yet; returns its place in the row.
  @inline(__always)
  mutating func append(column: Int, count: UInt32) {
    row.append(UInt64(UInt32(truncatingIfNeeded: column)) << 32 | UInt64(count))
  }

  /// Adds the terms of `entries`, none of which is in the row yet, that have a column.
  mutating func append(_ entries: ArraySlice<TermCounter.Entry>, _ columns: TermColumns) {
    var count = row.count
    row.resize(to: count + entries.count, with: 0)
    var terms = row.mutableSpan
    for entry in entries {
      let column = columns[entry.node]
      if column >= 0 {
        terms[count] = UInt64(UInt32(truncatingIfNeeded: column)) << 32 | UInt64(entry.count)
        count += 1
      }
    }
    row.resize(to: count, with: 0)
  }

  /// The number of terms added to the row.
  @inline(__always)
  var termCount: Int { row.count }

  /// Counts the term at `place` of the row once more.
  @inline(__always)
  mutating func increment(at place: Int) { row[place] += 1 }

  /// Ends the row and begins the next.
  mutating func finishRow() {
    sorter.sort(&row)
    let start = values.count
    weights.resize(to: row.count, with: 0)
    columns.resize(to: start + row.count, with: 0)
    values.resize(to: start + row.count, with: 0)
    Self.weigh(row, idf, sublinear, &weights, &columns, &values, from: start)
    offsets.append(start + row.count)
    row.removeAll(keepingCapacity: true)
  }

  /// Writes the columns and normalised weights of the terms of `row` from place `start` on.
  private static func weigh(
    _ row: [UInt64], _ idf: [Double], _ sublinear: Bool, _ weights: inout [Double],
    _ columns: inout [UInt32], _ values: inout [Float], from start: Int
  ) {
    let terms = row.span
    let idf = idf.span
    var weights = weights.mutableSpan
    var columns = columns.mutableSpan
    var values = values.mutableSpan
    var sum = 0.0
    for place in terms.indices {
      let term = terms[place]
      let column = Int(term &>> 32)
      let count = Double(term & 0xFFFF_FFFF)
      let weight = (sublinear && count > 1 ? 1 + log(count) : count) * idf[column]
      sum += weight * weight
      weights[place] = weight
      columns[start + place] = UInt32(truncatingIfNeeded: column)
    }
    let norm = sum.squareRoot()
    for place in terms.indices { values[start + place] = Float(weights[place] / norm) }
  }

  /// The matrix of the rows that were ended.
  consuming func matrix() -> CSRMatrix {
    CSRMatrix(trustedColumnCount: idf.count, rowOffsets: offsets, columnIndices: columns, values: values)
  }
}
