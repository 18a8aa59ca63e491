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
      Self.append(name, to: &key)
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
      if let cell { Self.append(cell, to: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
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

  /// Appends a JSON string.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
      case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(byte < 0x10 ? 0x30 : 0x31)
        bytes.append(byte & 0x0F < 10 ? 0x30 + byte & 0x0F : 0x57 + byte & 0x0F)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
