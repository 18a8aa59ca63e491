/// Writes rows as delimited text that reads back as it was.
///
/// ```swift
/// var writer = CSVWriter()
/// writer.append(["title", "views"])
/// writer.append(["a \"quoted\" one", "12"])
/// try OutputFile.write(writer.bytes, to: "videos.csv")
/// ```
///
/// UTF-8, every record with a line end. A cell is quoted when it holds a delimiter of any dialect, a quote, a line end or
/// a NUL (many of which would look like UTF-16), begins or ends with white space, is the only one of its row and empty, or
/// would be taken for a byte order mark or Excel's `sep=` line. A missing cell is written as an empty one.
public struct CSVWriter: Sendable {
  /// What ends a record.
  public enum LineEnding: Sendable, Hashable {
    /// LF.
    case lineFeed
    /// CR and LF, as RFC 4180 has it.
    case pair
  }

  /// What has been written so far. Take it away with ``takeBytes()`` to write piece by piece.
  public private(set) var bytes: [UInt8] = []
  /// The byte between fields.
  public let delimiter: UInt8
  /// What ends a record.
  public let lineEnding: LineEnding
  /// Whether a cell that a spreadsheet would run as a formula gets an apostrophe in front, which
  /// ``TableOptions/unprotectsFormulas`` takes off again. Plain numbers such as `-3` cannot run and stay as they are.
  public let spreadsheetSafe: Bool
  private var isFirst = true

  /// A writer. With `byteOrderMark` Excel takes the file for UTF-8 instead of the system's code page.
  public init(
    delimiter: UInt8 = 0x2C, lineEnding: LineEnding = .lineFeed, spreadsheetSafe: Bool = false,
    byteOrderMark: Bool = false
  ) {
    precondition(delimiter < 0x80 && delimiter != 0x22 && delimiter != 0x0A && delimiter != 0x0D, "no such delimiter")
    self.delimiter = delimiter
    self.lineEnding = lineEnding
    self.spreadsheetSafe = spreadsheetSafe
    if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
  }

  /// Appends one record of at least one cell.
  public mutating func append(_ row: some Collection<String>) {
    precondition(!row.isEmpty, "a record has at least one cell")
    var isFirstCell = true
    for cell in row {
      if !isFirstCell { bytes.append(delimiter) }
      append(cell: cell, isAlone: row.count == 1, isFirst: isFirst && isFirstCell)
      isFirstCell = false
    }
    if lineEnding == .pair { bytes.append(0x0D) }
    bytes.append(0x0A)
    isFirst = false
  }

  /// Appends the names of a table's columns and its rows.
  public mutating func append(_ table: Table) {
    append(table.columnNames)
    for row in 0..<table.rowCount { append((0..<table.columnCount).map { table[row, $0] }) }
  }

  /// What has been written since the last call.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func append(cell: String, isAlone: Bool, isFirst: Bool) {
    var cell = cell
    cell.makeContiguousUTF8()
    let text = cell.utf8
    let isProtected = spreadsheetSafe && FormulaGuard.needsProtection(text)
    var isQuoted = text.isEmpty ? isAlone : Self.isSpace(text.first) || Self.isSpace(text.last)
    for byte in text where !isQuoted {
      switch byte {
      case 0x00, 0x22, 0x0A, 0x0D, 0x2C, 0x3B, 0x09, 0x7C, delimiter: isQuoted = true
      default: break
      }
    }
    if isFirst && (text.first == 0xEF || Self.beginsWithSeparator(text)) { isQuoted = true }
    if isQuoted { bytes.append(0x22) }
    if isProtected { bytes.append(0x27) }
    for byte in text {
      if byte == 0x22 && isQuoted { bytes.append(0x22) }
      bytes.append(byte)
    }
    if isQuoted { bytes.append(0x22) }
  }

  private static func isSpace(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func beginsWithSeparator(_ text: String.UTF8View) -> Bool {
    text.count >= 4 && zip(text, "sep=".utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }
}
