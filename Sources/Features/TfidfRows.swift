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
  /// The norm of a row.
  private let norm: Double

  /// The terms of the block being written: the column above, the count below. Then their weights, and where
  /// its rows end.
  private var terms: [UInt64] = []
  private var weights: [Double] = []
  private var ends: [Int] = []
  private var sorter: ColumnSorter

  /// A writer of rows with one column for each weight of `idf`, and the norm √weight.
  init(idf: [Double], sublinear: Bool, weight: Double, rowCount: Int, entryCount: Int = 0) {
    self.idf = idf
    self.sublinear = sublinear
    norm = weight.squareRoot()
    sorter = ColumnSorter(columnCount: idf.count)
    offsets.reserveCapacity(rowCount + 1)
    columns.reserveCapacity(entryCount)
    values.reserveCapacity(entryCount)
  }

  /// Appends the given rows of `block`, without the terms that have no column.
  mutating func append(_ block: TermRows, _ places: Range<Int>, _ columns: TermColumns) {
    gather(block, places, columns)
    sorter.sort(&terms, ends)
    weigh()
    write()
  }

  private mutating func gather(_ block: TermRows, _ places: Range<Int>, _ columns: TermColumns) {
    terms.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    guard let last = places.last else { return }
    var place = places.lowerBound == 0 ? 0 : block.ends[places.lowerBound - 1]
    terms.append(addingCapacity: block.ends[last] - place) { terms in
      let entries = block.entries.span
      for row in places {
        let end = block.ends[row]
        while place < end {
          let column = columns[entries[place].node]
          if column >= 0 {
            terms.append(UInt64(UInt32(truncatingIfNeeded: column)) << 32 | UInt64(entries[place].count))
          }
          place += 1
        }
        ends.append(terms.count)
      }
    }
  }

  private mutating func weigh() {
    let (terms, idf, sublinear) = (terms, idf, sublinear)
    weights.removeAll(keepingCapacity: true)
    weights.append(addingCapacity: terms.count) { weights in
      let terms = terms.span
      let idf = idf.span
      for place in terms.indices {
        let count = Double(terms[place] & 0xFFFF_FFFF)
        weights.append((sublinear && count > 1 ? 1 + log(count) : count) * idf[Int(terms[place] &>> 32)])
      }
    }
  }

  private mutating func write() {
    let (terms, weights, ends, start, wanted) = (terms, weights, ends, values.count, norm)
    columns.append(addingCapacity: terms.count) { columns in
      let terms = terms.span
      for place in terms.indices { columns.append(UInt32(truncatingIfNeeded: terms[place] &>> 32)) }
    }
    values.append(addingCapacity: weights.count) { values in
      let weights = weights.span
      var first = 0
      for end in ends {
        var sum = 0.0
        for place in first..<end { sum += weights[place] * weights[place] }
        let norm = sum.squareRoot() / wanted
        for place in first..<end { values.append(Float(weights[place] / norm)) }
        first = end
      }
    }
    for end in ends { offsets.append(start + end) }
  }

  /// The matrix of the rows that were ended.
  consuming func matrix() -> CSRMatrix {
    CSRMatrix(trustedColumnCount: idf.count, rowOffsets: offsets, columnIndices: columns, values: values)
  }
}
