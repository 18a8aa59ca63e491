/// A table of text cells with named columns, as it was read from a file.
///
/// All cells lie in one byte buffer in row order, so a table costs its text plus one offset a cell.
public struct Table: Sendable, Hashable {
  /// The names of the columns: unique, in file order. The first column of a pandas export has the name `""`.
  public let columnNames: [String]
  /// The number of rows below the header.
  public let rowCount: Int

  private let bytes: [UInt8]
  private let ends: [Int]

  /// A table from rows of strings; each row must have as many cells as there are names (checked).
  public init(columnNames: [String], rows: [[String]]) {
    var bytes: [UInt8] = []
    var ends: [Int] = [0]
    for row in rows {
      precondition(row.count == columnNames.count, "a row must have one cell for each column")
      for cell in row {
        bytes.append(contentsOf: cell.utf8)
        ends.append(bytes.count)
      }
    }
    self.columnNames = columnNames
    self.rowCount = rows.count
    self.bytes = bytes
    self.ends = ends
  }

  /// The number of columns.
  public var columnCount: Int { columnNames.count }

  /// The text of a cell; empty when the file had nothing there.
  public subscript(row: Int, column: Int) -> String {
    let cell = row * columnCount + column
    return String(decoding: bytes[ends[cell]..<ends[cell + 1]], as: UTF8.self)
  }

  /// The index of the column called `name`, or nil.
  public func column(named name: String) -> Int? { columnNames.firstIndex(of: name) }
}
