import GarimpoKernels
import Testing

struct BestCutTests {
  /// The best cut of one column found by trying the middle of every two neighbouring values; the lowest of equal ones.
  private func naive(
    _ values: [Float], _ targets: [Bool], _ times: [UInt32], minSamplesLeaf: Int
  ) -> (cost: Double, threshold: Float)? {
    func counts(_ rows: [Int]) -> ClassCounts {
      ClassCounts(
        negative: rows.reduce(0) { $0 + (targets[$1] ? 0 : Int(times[$1])) },
        positive: rows.reduce(0) { $0 + (targets[$1] ? Int(times[$1]) : 0) })
    }
    let levels = Set(values).sorted()
    var best: (cost: Double, threshold: Float)?
    for (low, high) in zip(levels, levels.dropFirst()) {
      let right = values.indices.filter { values[$0] > low }
      guard right.count >= minSamplesLeaf, values.count - right.count >= minSamplesLeaf else { continue }
      let cost = GiniSplit.cost(
        right: counts(right), node: counts(Array(values.indices)), negativeWeight: 1, positiveWeight: 3)
      if cost < best?.cost ?? .infinity { best = (cost, (low + high) / 2) }
    }
    return best
  }

  @Test(arguments: [1, 2, 3, 4, 5], [1, 2])
  func `every column of up to five rows is cut where trying all cuts says`(rowCount: Int, minSamplesLeaf: Int) {
    let levels: [Float] = rowCount == 5 ? [-1, 0, 2] : [-1, 0, 1, 2]
    let times: [UInt32] = (0..<rowCount).map { UInt32($0 % 3 + 1) }
    var buffer = EntryBuffer(capacity: rowCount)
    var worlds = 1
    for _ in 0..<rowCount { worlds *= levels.count }
    var wrong = 0
    for world in 0..<worlds {
      var rest = world
      let values = (0..<rowCount).map { _ in
        defer { rest /= levels.count }
        return levels[rest % levels.count]
      }
      let columns = SortedColumns(values)
      for answers in 0..<(1 << rowCount) {
        let targets = (0..<rowCount).map { answers >> $0 & 1 == 1 }
        var segments = RowSegments(rowCount: rowCount)
        let counts = segments.place(multiplicities: times.span, targets: targets.span)
        // A node of one class is a leaf before anybody looks for its cut.
        if counts.isPure { continue }
        let search = segments.searchBest(
          column: 0, of: columns, in: .init(start: 0, count: rowCount),
          node: NodeSummary(
            counts: counts, rowCount: rowCount, negativeWeight: 1, positiveWeight: 3, minSamplesLeaf: minSamplesLeaf),
          using: &buffer)
        let expected = naive(values, targets, times, minSamplesLeaf: minSamplesLeaf)
        if search.varies != (Set(values).count > 1) || search.split?.cost != expected?.cost
          || search.split?.threshold != expected?.threshold
        {
          wrong += 1
        }
      }
    }
    #expect(wrong == 0)
  }

  private static let tiny = Float.leastNonzeroMagnitude
  private static let pairs: [(Float, Float)] = [
    (0, 1), (1, Float(1).nextUp), (-1, 1), (-3, -2.5), (0, tiny), (tiny, 3 * tiny), (-tiny, 0), (3e38, 3.4e38),
    (-3.4e38, 3.4e38),
  ]

  @Test(arguments: pairs)
  func `the middle divides its two values`(low: Float, high: Float) {
    let middle = GiniSplit.middle(low, high)
    #expect(middle >= low)
    #expect(middle < high)
    #expect(Double(middle) <= Double(low) / 2 + Double(high) / 2)
  }

  @Test func `values no more than 1e-7 apart are one, and zero`() {
    let columns = SortedColumns([0, 1e-7, -1e-7, 5, 5.00000001])
    #expect(columns.count(ofColumn: 0) == 2)
    var segments = RowSegments(rowCount: 5)
    let targets = [true, false, true, false, true]
    let counts = segments.place(multiplicities: [1, 1, 1, 1, 1].span, targets: targets.span)
    var buffer = EntryBuffer(capacity: 5)
    let search = segments.searchBest(
      column: 0, of: columns, in: .init(start: 0, count: 5),
      node: NodeSummary(counts: counts, rowCount: 5, negativeWeight: 1, positiveWeight: 1, minSamplesLeaf: 1),
      using: &buffer)
    #expect(search.split?.threshold == 2.5)
  }
}

/// What would read or write outside its memory stops the program instead, in release builds too.
struct MemoryGuardTests {
  @Test func `a row that has a column twice`() async {
    await #expect(processExitsWith: .failure) {
      _ = SortedColumns(columnCount: 2, rowOffsets: [0, 2], columnIndices: [1, 1], values: [1, 2])
    }
  }

  @Test func `columns in descending order`() async {
    await #expect(processExitsWith: .failure) {
      _ = SortedColumns(columnCount: 2, rowOffsets: [0, 2], columnIndices: [1, 0], values: [1, 2])
    }
  }

  @Test func `a column that does not exist`() async {
    await #expect(processExitsWith: .failure) {
      _ = SortedColumns(columnCount: 2, rowOffsets: [0, 1], columnIndices: [2], values: [1])
    }
  }

  @Test func `a multiplicity that would spill into the class`() async {
    await #expect(processExitsWith: .failure) {
      var segments = RowSegments(rowCount: 1)
      _ = segments.place(multiplicities: [1 << 31].span, targets: [false].span)
    }
  }

  @Test func `a segment beyond the rows that are placed`() async {
    await #expect(processExitsWith: .failure) {
      let columns = SortedColumns(columnCount: 1, rowOffsets: [0, 1, 2], columnIndices: [0, 0], values: [1, 2])
      var segments = RowSegments(rowCount: 2)
      segments.place(rows: [1].span)
      _ = segments.moveAbove(1, column: 0, of: columns, in: .init(start: 0, count: 2))
    }
  }
}

extension SortedColumns {
  /// One dense column.
  fileprivate convenience init(_ column: [Float]) {
    var offsets = [0]
    var entries: [Float] = []
    for value in column {
      if value != 0 { entries.append(value) }
      offsets.append(entries.count)
    }
    self.init(
      columnCount: 1, rowOffsets: offsets, columnIndices: Array(repeating: 0, count: entries.count), values: entries)
  }
}
