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

  /// The number of terms added to the row.
  @inline(__always)
  var termCount: Int { row.count }

  /// Counts the term at `place` of the row once more.
  @inline(__always)
  mutating func increment(at place: Int) { row[place] += 1 }

  /// Ends the row and begins the next.
  mutating func finishRow() {
    sorter.sort(&row)
    weights.removeAll(keepingCapacity: true)
    var sum = 0.0
    for term in row {
      let count = Double(term & 0xFFFF_FFFF)
      let frequency = sublinear && count > 1 ? 1 + log(count) : count
      let weight = frequency * idf[Int(term >> 32)]
      sum += weight * weight
      weights.append(weight)
    }
    let norm = sum.squareRoot()
    columns.append(contentsOf: row.lazy.map { UInt32(truncatingIfNeeded: $0 &>> 32) })
    values.append(contentsOf: weights.lazy.map { Float($0 / norm) })
    offsets.append(values.count)
    row.removeAll(keepingCapacity: true)
  }

  /// The matrix of the rows that were ended.
  consuming func matrix() -> CSRMatrix {
    CSRMatrix(trustedColumnCount: idf.count, rowOffsets: offsets, columnIndices: columns, values: values)
  }
}
