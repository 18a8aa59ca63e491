import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

/// What the rows of a table say, by which a changed row is noticed.
///
/// The columns of answers and those that Garimpo adds to a batch do not count; an empty cell is as good as none, and the
/// order of the columns does not matter: a table with a column more, or in another order, changes nothing by that alone.
struct RowContents {
  private let table: Table
  private let ignored: Set<String>
  private let columns: [(index: Int, name: String, hash: ContentHash)]

  init(_ table: Table, leavingOut label: String?) {
    self.table = table
    let isBatch = RoundOutcome.batchColumns.allSatisfy { table.column(named: $0) != nil }
    let ignored = Set((label.map { [$0] } ?? []) + (isBatch ? RoundOutcome.batchColumns : []))
    self.ignored = ignored
    columns = table.columnNames.enumerated().compactMap { index, name in
      guard !ignored.contains(name) else { return nil }
      var hash = ContentHash()
      hash.add(name)
      return (index, name, hash)
    }
  }

  /// The sum of the hashes of all cells with content, each with its column's name.
  func hash(ofRow row: Int) -> UInt64 {
    var sum: UInt64 = 0
    for column in columns {
      table.withBytes(row, column.index) { cell in
        guard !cell.isEmpty else { return }
        var hash = column.hash
        hash.add(cell)
        sum &+= Self.mixed(hash.value)
      }
    }
    return sum
  }

  /// The cells with content, by the name of their column.
  func cells(ofRow row: Int) -> [String: String] {
    var cells: [String: String] = [:]
    for column in columns {
      let text = table[row, column.index]
      if !text.isEmpty { cells[column.name] = text }
    }
    return cells
  }

  /// Those of some names that this table does not leave out.
  func counted(_ names: some Sequence<String>) -> [String] { names.filter { !ignored.contains($0) } }

  /// Spreads a hash over all bits before it is added (the finalizer of SplitMix64).
  private static func mixed(_ hash: UInt64) -> UInt64 {
    var z = hash
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// In how many changed rows each column differs.
struct ColumnDifferences {
  /// Rows that follow a version whose content was lost.
  private(set) var restoredCount = 0
  private var byColumn: [String: Int] = [:]
  private var lists: [Int64: [String]] = [:]

  /// Compares a row with the version that it follows.
  mutating func add(_ version: Int64, _ contents: RowContents, _ row: Int, _ snapshot: Snapshot) throws {
    guard let old = try snapshot.version(version) else { return }
    guard !old.isStandIn else {
      restoredCount += 1
      return
    }
    if lists[old.columns] == nil {
      lists[old.columns] = try JSONText.value(
        [String].self, in: try snapshot.columnNames(old.columns), what: "list of columns \(old.columns)")
    }
    let names = lists[old.columns] ?? []
    var assembler = TableAssembler(columnNames: names)
    try assembler.append(json: old.raw, columns: Array(names.indices))
    let before = assembler.table()
    let now = contents.cells(ofRow: row)
    let then = RowContents(before, leavingOut: nil).cells(ofRow: 0)
    for name in Set(now.keys).union(contents.counted(then.keys)) where now[name] != then[name] {
      byColumn[name, default: 0] += 1
    }
  }

  /// The columns that differ, most often first; equal counts by name.
  var counts: [ImportResult.ColumnCount] {
    byColumn.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { .init(column: $0.key, count: $0.value) }
  }
}
