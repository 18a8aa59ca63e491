/// One row of a table as text, to be kept: a JSON array with a string for each cell, null for a missing one.
public enum RawRow {
  /// The cells of a row.
  public static func json(_ table: Table, row: Int) -> String {
    var bytes: [UInt8] = [0x5B]
    for column in 0..<table.columnCount {
      if column > 0 { bytes.append(0x2C) }
      if table.isMissing(row, column) {
        bytes.append(contentsOf: "null".utf8)
      } else {
        table.withBytes(row, column) { cell in
          bytes.append(0x22)
          for place in cell.indices { JSONText.append(cell[place], to: &bytes) }
          bytes.append(0x22)
        }
      }
    }
    bytes.append(0x5D)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Why the text of a row cannot be read: somebody else wrote it, or it is damaged.
public struct RawRowError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// It is no JSON array of strings and nulls; the byte, from 0, at which that shows.
    case notAnArray(byte: Int)
    /// It has another number of cells than its columns.
    case count(found: Int, expected: Int)
  }

  /// What is wrong.
  public let problem: Problem

  /// The sentence for people.
  public var description: String {
    switch problem {
    case .notAnArray(let byte): "byte \(byte): expected a JSON array of strings and nulls"
    case .count(let found, let expected): "\(found) cells, expected \(expected)"
    }
  }
}

/// Puts kept rows together as a table; rows may come from tables with different columns.
public struct TableAssembler {
  private let columnNames: [String]
  private var blocks: [TableBlock] = []
  private var block: TableBlock
  private var rowCount = 0
  private var bytes: [UInt8] = []
  private var ends: [(end: Int, isMissing: Bool)] = []

  /// A table with these columns, whose names must differ, and no rows yet.
  public init(columnNames: [String]) {
    self.columnNames = columnNames
    block = TableBlock(columnCount: columnNames.count)
  }

  /// Appends a row that ``RawRow/json(_:row:)`` wrote; its cell `i` belongs to column `columns[i]` of this table. Columns
  /// that the row does not have are missing in it.
  public mutating func append(json: String, columns: [Int]) throws(RawRowError) {
    try parse(json.utf8)
    guard ends.count == columns.count else {
      throw RawRowError(problem: .count(found: ends.count, expected: columns.count))
    }
    var places = [Int](repeating: -1, count: columnNames.count)
    for (cell, column) in columns.enumerated() { places[column] = cell }
    for cell in places {
      if cell < 0 || ends[cell].isMissing {
        block.append(EmptyCollection(), isMissing: true)
      } else {
        block.append(bytes[(cell == 0 ? 0 : ends[cell - 1].end)..<ends[cell].end])
      }
    }
    rowCount += 1
    block.endRow(line: rowCount)
    if block.bytes.count >= TableBlock.fullSize {
      blocks.append(block)
      block = TableBlock(columnCount: columnNames.count)
    }
  }

  /// The table with the rows appended so far.
  public func table() -> Table {
    var report = ReadingReport()
    report.rowCount = rowCount
    report.headerRecordCount = 0
    return Table(columnNames: columnNames, blocks: block.rowCount > 0 ? blocks + [block] : blocks, report: report)
  }

  /// Reads an array of strings and nulls into `bytes` and `ends`.
  private mutating func parse(_ text: String.UTF8View) throws(RawRowError) {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var reader = Reader(text: Array(text))
    try reader.expect(0x5B)
    if reader.peek == 0x5D {
      try reader.expect(0x5D)
    } else {
      while true {
        let isMissing = try reader.cell(into: &bytes)
        ends.append((bytes.count, isMissing))
        if reader.peek == 0x2C { try reader.expect(0x2C) } else { break }
      }
      try reader.expect(0x5D)
    }
    guard reader.isAtEnd else { throw RawRowError(problem: .notAnArray(byte: reader.place)) }
  }

  /// Walks over the text of one row.
  private struct Reader {
    let text: [UInt8]
    var place = 0

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { place == text.count }
    var peek: UInt8? { place < text.count ? text[place] : nil }

    var failure: RawRowError { RawRowError(problem: .notAnArray(byte: place)) }

    mutating func expect(_ byte: UInt8) throws(RawRowError) {
      guard peek == byte else { throw failure }
      place += 1
    }

    /// Appends the text of a string; true for null.
    mutating func cell(into bytes: inout [UInt8]) throws(RawRowError) -> Bool {
      if peek == 0x6E {
        for byte in "null".utf8 { try expect(byte) }
        return true
      }
      try expect(0x22)
      while let byte = peek, byte != 0x22 {
        place += 1
        if byte != 0x5C {
          bytes.append(byte)
        } else {
          try escape(into: &bytes)
        }
      }
      try expect(0x22)
      return false
    }

    /// What stands behind a backslash.
    private mutating func escape(into bytes: inout [UInt8]) throws(RawRowError) {
      guard let byte = peek else { throw failure }
      place += 1
      switch byte {
      case 0x22, 0x5C, 0x2F: bytes.append(byte)
      case 0x6E: bytes.append(0x0A)
      case 0x72: bytes.append(0x0D)
      case 0x74: bytes.append(0x09)
      case 0x62: bytes.append(0x08)
      case 0x66: bytes.append(0x0C)
      case 0x75:
        guard place + 4 <= text.count, let digits = String(validating: text[place..<place + 4], as: UTF8.self),
          digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }), let value = UInt32(digits, radix: 16),
          let scalar = Unicode.Scalar(value)
        else { throw failure }
        place += 4
        bytes.append(contentsOf: String(scalar).utf8)
      default: throw failure
      }
    }
  }
}
