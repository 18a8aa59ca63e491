import GarimpoKernels
public import GarimpoMatrix

/// The features of a pile, ready to be compared.
public struct QueryFeatures: Sendable {
  /// The features, shape `[items, features]`.
  public let matrix: CSRMatrix
  /// x·x of each item, shape `[items]`.
  let squares: [Double]
  private let columns: ColumnView
  private let rows: SparseLines

  /// The features of the items of `matrix`. O(entries).
  public init(_ matrix: CSRMatrix) {
    self.matrix = matrix
    columns = ColumnView(matrix)
    rows = SparseLines(
      width: matrix.columnCount, offsets: matrix.rowOffsets, indices: matrix.columnIndices, values: matrix.values)
    squares = (0..<matrix.rowCount).map { row in
      matrix.entries(ofRow: row).reduce(0) { $0 + Double(matrix.values[$1]) * Double(matrix.values[$1]) }
    }
  }

  /// The number of items.
  public var itemCount: Int { matrix.rowCount }

  /// x·y of `item` and every item, shape `[items]`; summed in ascending order of the features.
  ///
  /// - Complexity: O(entries of the columns that the item has).
  func products(of item: Int) -> [Double] {
    var products = [Double](repeating: 0, count: itemCount)
    for entry in matrix.entries(ofRow: item) {
      let value = Double(matrix.values[entry])
      columns.withColumn(Int(matrix.columnIndices[entry])) { rows, values in
        for place in rows.indices { products[Int(rows[place])] += value * Double(values[place]) }
      }
    }
    return products
  }

  /// ‖x − y‖² of `item` and every item, shape `[items]`; 0 exactly for equal ones.
  func squaredDistances(to item: Int) -> [Double] {
    var distances = products(of: item)
    let square = squares[item]
    for other in distances.indices { distances[other] = max(0, (square + squares[other]) - 2 * distances[other]) }
    return distances
  }

  /// x·v of every item and a vector of the features, shape `[items]`. O(entries).
  func products(with vector: [Double], on workers: WorkerPool) -> [Double] {
    var products = [Double](repeating: 0, count: itemCount)
    rows.multiply(vector, into: &products, on: workers)
    return products
  }

  /// Σ weight · x over `items`, shape `[features]`, added to `sum`.
  func add(_ items: [Int], weights: (Int) -> Double, to sum: inout [Double]) {
    for item in items {
      let weight = weights(item)
      for entry in matrix.entries(ofRow: item) {
        sum[Int(matrix.columnIndices[entry])] += weight * Double(matrix.values[entry])
      }
    }
  }
}

/// How far every item is from the nearest that has an answer, kept while answers come in.
public struct LabelledNearness: Sendable, Hashable {
  /// ‖x − nearest‖² of each item, shape `[items]`; infinite before the first answer.
  private(set) var squares: [Double]

  /// Nothing has an answer yet.
  public init(itemCount: Int) { squares = [Double](repeating: .infinity, count: itemCount) }

  /// Takes note that `item` has an answer. O(items + entries of the columns that the item has).
  public mutating func add(_ item: Int, _ features: QueryFeatures) {
    let distances = features.squaredDistances(to: item)
    for other in squares.indices where distances[other] < squares[other] { squares[other] = distances[other] }
  }
}
