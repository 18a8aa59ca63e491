/// Puts kept rows together as a table; rows may come from tables with different columns.
public struct TableAssembler: Sendable {
  private let columnNames: [String]
  private var blocks: [TableBlock] = []
  private var block: TableBlock
  private var rowCount = 0
  private var parser = JSONLineParser()
  private var text: [UInt8] = []
  private var cells: [Int]

  /// A table with these columns, whose names must differ, and no rows yet.
  public init(columnNames: [String]) {
    self.columnNames = columnNames
    block = TableBlock(columnCount: columnNames.count)
    cells = [Int](repeating: -1, count: columnNames.count)
    parser.refusesLoneSurrogates = true
  }

  /// Appends a row that ``RawRow/json(_:row:)`` wrote, or any other JSON array of strings and nulls on one line.
  ///
  /// Its cell `i` belongs to column `columns[i]` of this table; of two cells for one column the later counts. Columns that
  /// the row does not have are missing in it. After an error the table is as it was.
  public mutating func append(json: String, columns: [Int]) throws(RawRowError) {
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: json.utf8)
    do {
      try parser.parseCells(text, in: 0..<text.count)
    } catch {
      throw RawRowError(problem: .notJSON(error.fault, column: error.index + 1))
    }
    guard parser.members.count == columns.count else {
      throw RawRowError(problem: .count(found: parser.members.count, expected: columns.count))
    }
    for column in cells.indices { cells[column] = -1 }
    for (cell, column) in columns.enumerated() {
      precondition(cells.indices.contains(column), "no such column")
      cells[column] = cell
    }
    for cell in cells {
      if cell < 0 || parser.members[cell].isNull {
        block.append(EmptyCollection(), isMissing: true)
      } else {
        block.append(parser.bytes[parser.members[cell].range])
      }
    }
    rowCount += 1
    block.endRow(line: rowCount)
    if block.bytes.count >= TableBlock.fullSize {
      blocks.append(block)
      block = TableBlock(columnCount: columnNames.count)
    }
  }

  /// The table with the rows appended so far. Its records and lines count them from 1.
  public func table() -> Table {
    var report = ReadingReport()
    report.rowCount = rowCount
    report.headerRecordCount = 0
    return Table(columnNames: columnNames, blocks: block.rowCount > 0 ? blocks + [block] : blocks, report: report)
  }
}
