/// A table of text cells with named columns, as it was read from a file.
///
/// The cells lie in blocks of text of a few megabytes, so a table costs its text, four bytes a cell and four a row, and
/// reading never holds it twice. In a delimited file every cell is a text, possibly an empty one; in JSON Lines a value
/// can be missing.
public struct Table: Sendable {
  /// The names of the columns: unique, in file order. The first column of a pandas export has the name `""`.
  public let columnNames: [String]
  /// The number of rows below the header.
  public let rowCount: Int
  /// What was found out about the file while it was read.
  public let report: ReadingReport

  let blocks: [TableBlock]
  /// The first row of each block.
  private let firstRows: [Int]
  /// The rows of the file before the first of this table, which may be a piece of it.
  private let precedingRowCount: Int

  /// A table from rows of strings; each row must have as many cells as there are names (checked).
  public init(columnNames: [String], rows: [[String]]) {
    var block = TableBlock(columnCount: columnNames.count)
    var blocks: [TableBlock] = []
    for (index, row) in rows.enumerated() {
      precondition(row.count == columnNames.count, "a row must have one cell for each column")
      for cell in row { block.append(cell.utf8) }
      block.endRow(line: index + 2)
      if block.bytes.count >= TableBlock.fullSize {
        blocks.append(block)
        block = TableBlock(columnCount: columnNames.count)
      }
    }
    if block.rowCount > 0 { blocks.append(block) }
    var report = ReadingReport()
    report.rowCount = rows.count
    self.init(columnNames: columnNames, blocks: blocks, report: report)
  }

  init(columnNames: [String], blocks: [TableBlock], report: ReadingReport, precedingRowCount: Int = 0) {
    self.columnNames = columnNames
    self.precedingRowCount = precedingRowCount
    self.blocks = blocks
    self.report = report
    var rows = 0
    firstRows = blocks.map { block in
      defer { rows += block.rowCount }
      return rows
    }
    rowCount = rows
  }

  /// The number of columns.
  public var columnCount: Int { columnNames.count }

  /// The text of a cell; empty when the file had nothing there.
  public subscript(row: Int, column: Int) -> String {
    let (block, local) = locate(row)
    precondition(column >= 0 && column < columnCount, "no such column")
    return blocks[block].text(local, column)
  }

  /// Whether the file has no value for a cell: null or no such key in JSON Lines, a field that a short record lacks.
  public func isMissing(_ row: Int, _ column: Int) -> Bool {
    let (block, local) = locate(row)
    precondition(column >= 0 && column < columnCount, "no such column")
    return blocks[block].isMissing(local, column)
  }

  /// Calls `body` with the UTF-8 bytes of a cell, without making a string.
  public func withBytes<Result>(_ row: Int, _ column: Int, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    let (block, local) = locate(row)
    precondition(column >= 0 && column < columnCount, "no such column")
    let bytes = blocks[block].bytes
    let cell = bytes.span.extracting(blocks[block].range(local, column))
    return try body(cell)
  }

  /// The texts of a column, from the first row to the last.
  public func texts(inColumn column: Int) -> [String] {
    precondition(column >= 0 && column < columnCount, "no such column")
    var texts: [String] = []
    texts.reserveCapacity(rowCount)
    for block in blocks {
      for row in 0..<block.rowCount { texts.append(block.text(row, column)) }
    }
    return texts
  }

  /// The line of the file that a row begins on, from 1.
  public func line(ofRow row: Int) -> Int {
    let (block, local) = locate(row)
    return Int(blocks[block].lines[local])
  }

  /// The number of a row's record in the file, from 1; the header, if there is one, is record 1.
  public func record(ofRow row: Int) -> Int {
    precondition(row >= 0 && row < rowCount, "no such row")
    return row + 1 + report.headerRecordCount + precedingRowCount
  }

  /// The index of the column called `name`, or nil.
  public func column(named name: String) -> Int? { columnNames.firstIndex(of: name) }

  /// The block that a row lies in, and its index there.
  func block(ofRow row: Int) -> (block: TableBlock, row: Int) {
    let (block, local) = locate(row)
    return (blocks[block], local)
  }

  private func locate(_ row: Int) -> (block: Int, row: Int) {
    precondition(row >= 0 && row < rowCount, "no such row")
    var low = 0
    var high = blocks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstRows[middle] <= row { low = middle } else { high = middle }
    }
    return (low, row - firstRows[low])
  }
}

extension Table: Hashable {
  /// Whether two tables have the same columns and the same cells, wherever they came from.
  public static func == (left: Table, right: Table) -> Bool {
    guard left.columnNames == right.columnNames && left.rowCount == right.rowCount else { return false }
    for row in 0..<left.rowCount {
      for column in 0..<left.columnCount {
        guard left.isMissing(row, column) == right.isMissing(row, column) else { return false }
        guard left[row, column].utf8.elementsEqual(right[row, column].utf8) else { return false }
      }
    }
    return true
  }

  /// Hashes the names and the number of rows.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(columnNames)
    hasher.combine(rowCount)
  }
}
