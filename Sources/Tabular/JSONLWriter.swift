/// Writes rows as JSON Lines: one object a row, every cell a string, a missing cell null.
///
/// What is written reads back as it was: the same names in the same order, the same texts, the same cells missing.
public struct JSONLWriter: Sendable {
  /// What has been written so far. Take it away with ``takeBytes()`` to write piece by piece.
  public private(set) var bytes: [UInt8] = []
  private let keys: [[UInt8]]

  /// A writer of rows with these columns, whose names must differ.
  public init(columnNames: [String]) {
    precondition(Set(columnNames).count == columnNames.count, "the names of columns must differ")
    keys = columnNames.map { name in
      var key: [UInt8] = []
      JSONString.append(name.utf8, to: &key)
      key.append(0x3A)
      return key
    }
  }

  /// Appends one row with a cell for each column; nil is a missing one.
  public mutating func append(_ row: some Collection<String?>) {
    precondition(row.count == keys.count, "a row must have one cell for each column")
    bytes.append(0x7B)
    for (index, cell) in row.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      bytes.append(contentsOf: keys[index])
      if let cell { JSONString.append(cell.utf8, to: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
    }
    bytes.append(contentsOf: [0x7D, 0x0A])
  }

  /// Appends all rows of a table, which must have the writer's columns.
  public mutating func append(_ table: Table) {
    for row in 0..<table.rowCount {
      append((0..<table.columnCount).map { table.isMissing(row, $0) ? nil : table[row, $0] })
    }
  }

  /// What has been written since the last call.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}
