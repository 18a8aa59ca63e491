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
    row.append(addingCapacity: entries.count) { row in
      for entry in entries {
        let column = columns[entry.node]
        if column >= 0 { row.append(UInt64(UInt32(truncatingIfNeeded: column)) << 32 | UInt64(entry.count)) }
      }
    }
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
    let norm = Self.weigh(row, idf, sublinear, into: &weights)
    Self.append(row, weights, norm, to: &columns, &values)
    offsets.append(values.count)
    row.removeAll(keepingCapacity: true)
  }

  /// Sets `weights` to those of the terms of `row`; returns their Euclidean norm.
  private static func weigh(
    _ row: [UInt64], _ idf: [Double], _ sublinear: Bool, into weights: inout [Double]
  ) -> Double {
    var sum = 0.0
    weights.removeAll(keepingCapacity: true)
    weights.append(addingCapacity: row.count) { weights in
      let terms = row.span
      let idf = idf.span
      for place in terms.indices {
        let count = Double(terms[place] & 0xFFFF_FFFF)
        let weight = (sublinear && count > 1 ? 1 + log(count) : count) * idf[Int(terms[place] &>> 32)]
        sum += weight * weight
        weights.append(weight)
      }
    }
    return sum.squareRoot()
  }

  /// Appends the columns of the terms of `row`, and their weights divided by `norm`.
  private static func append(
    _ row: [UInt64], _ weights: [Double], _ norm: Double, to columns: inout [UInt32], _ values: inout [Float]
  ) {
    columns.append(addingCapacity: row.count) { columns in
      let terms = row.span
      for place in terms.indices { columns.append(UInt32(truncatingIfNeeded: terms[place] &>> 32)) }
    }
    values.append(addingCapacity: row.count) { values in
      let weights = weights.span
      for place in weights.indices { values.append(Float(weights[place] / norm)) }
    }
  }

  /// The matrix of the rows that were ended.
  consuming func matrix() -> CSRMatrix {
    CSRMatrix(trustedColumnCount: idf.count, rowOffsets: offsets, columnIndices: columns, values: values)
  }
}
