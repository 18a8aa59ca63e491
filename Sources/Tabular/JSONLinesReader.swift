import GarimpoKernels

/// Makes a table of JSON Lines: the columns are the union of the keys, in order of first appearance.
struct JSONLinesReader {
  private var text: TextSource
  private let options: TableOptions
  private var parser = JSONLineParser()
  private var counts: ReadingReport
  private var blocks: [TableBlock] = []
  private var block = TableBlock(columnCount: 0)
  /// The text of the blocks in front of the one that is being filled.
  private var closedByteCount = 0
  private var line = 0
  private var rowCount = 0
  /// For each column of the parser its place among the kept ones, or -1.
  private var places: [Int] = []
  private var keptNames: [String] = []
  private var cells: [Int] = []
  private var rewriter: CellRewriter?

  init(_ text: TextSource, options: TableOptions) {
    self.text = text
    self.options = options
    counts = text.report
    counts.format = .jsonLines
    counts.headerRecordCount = 0
    rewriter = options.repairsMojibake || options.unprotectsFormulas ? CellRewriter(options) : nil
  }

  /// The names of the columns met so far that are kept.
  var columnNames: [String] { keptNames }

  /// All rows.
  mutating func read() throws(TableError) -> Table {
    let table = try piece(rowLimit: .max, byteLimit: .max)
    try checkEnd()
    return table
  }

  /// The next rows, with the columns met so far: at most `rowLimit`, and none behind the one that brings the text to
  /// `byteLimit` bytes; nil behind the last.
  mutating func next(rowLimit: Int, byteLimit: Int) throws(TableError) -> Table? {
    let piece = try piece(rowLimit: rowLimit, byteLimit: byteLimit)
    if piece.rowCount > 0 { return piece }
    try checkEnd()
    return nil
  }

  private mutating func piece(rowLimit: Int, byteLimit: Int) throws(TableError) -> Table {
    let before = rowCount
    blocks = []
    closedByteCount = 0
    block = TableBlock(columnCount: keptNames.count)
    while rowCount - before < rowLimit, closedByteCount + block.bytes.count < byteLimit, try readNextRow() {}
    closeBlock()
    // What has been handed out is not held here too.
    defer { blocks = [] }
    return Table(columnNames: keptNames, blocks: blocks, report: report, precedingRowCount: before)
  }

  /// What is known of the file; complete when all of it was read.
  var report: ReadingReport {
    var all = counts
    text.describe(in: &all)
    all.rowCount = rowCount
    all.loneSurrogateCount = parser.loneSurrogateCount
    all.repairedCharacterCount = rewriter?.repairedCharacterCount ?? 0
    return all
  }

  /// Reads lines up to one with a row; false when there is none.
  private mutating func readNextRow() throws(TableError) -> Bool {
    while let range = try nextLine() {
      line += 1
      if line <= options.skippedLines {
        counts.skippedLineCount += 1
      } else if text.buffer[range].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        counts.blankLineCount += 1
      } else {
        try readRow(range)
        return true
      }
    }
    return false
  }

  /// Throws when the whole file has no row, or lacks a column that is to be kept.
  private func checkEnd() throws(TableError) {
    guard rowCount > 0 && !parser.names.isEmpty else { throw TableError(counts.source, .empty) }
    for name in options.keptColumns ?? [] where !keptNames.contains(name) {
      throw TableError(counts.source, .noColumn(name, available: parser.names))
    }
  }

  private mutating func closeBlock() {
    if block.rowCount > 0 {
      closedByteCount += block.bytes.count
      blocks.append(rewriter?.rewritten(block) ?? block)
    }
    block = TableBlock(columnCount: keptNames.count)
  }

  private mutating func readRow(_ range: Range<Int>) throws(TableError) {
    let known = parser.names.count
    do {
      try parser.parse(text.buffer, in: range)
    } catch {
      throw TableError(
        counts.source, record: rowCount + 1, line: line,
        .notJSON(error.fault, column: error.index - range.lowerBound + 1))
    }
    if parser.names.count > known {
      for name in parser.names[known...] {
        if options.keptColumns?.contains(name) ?? true {
          places.append(keptNames.count)
          keptNames.append(name)
        } else {
          places.append(-1)
        }
      }
    }
    if keptNames.count != block.columnCount || block.bytes.count >= TableBlock.fullSize {
      closeBlock()
      cells = [Int](repeating: -1, count: keptNames.count)
    }
    for place in cells.indices { cells[place] = -1 }
    for (index, member) in parser.members.enumerated() where places[member.column] >= 0 {
      cells[places[member.column]] = index
    }
    for index in cells {
      if index < 0 || parser.members[index].isNull {
        block.append(EmptyCollection(), isMissing: true)
      } else {
        block.append(parser.bytes[parser.members[index].range])
      }
    }
    block.endRow(line: line)
    rowCount += 1
  }

  /// The next line without its end, or nil behind the last.
  private mutating func nextLine() throws(TableError) -> Range<Int>? {
    var searched = text.start
    while true {
      let end = ByteScan.firstIndex(of: 0x0A, in: text.buffer, from: searched, to: text.textEnd)
      if end < text.textEnd {
        let range = text.start..<end
        text.start = end + 1
        let isPair = end > range.lowerBound && text.buffer[end - 1] == 0x0D
        if isPair { counts.pairCount += 1 } else { counts.lineFeedCount += 1 }
        return range
      }
      if text.isFinal {
        guard text.start < text.textEnd else { return nil }
        let range = text.start..<text.textEnd
        text.start = text.textEnd
        return range
      }
      let length = text.textEnd - text.start
      if length >= min(options.maximumRecordBytes, 1 << 30) {
        throw TableError(
          counts.source, record: rowCount + 1, line: line + 1,
          .recordTooLong(limit: min(options.maximumRecordBytes, 1 << 30)))
      }
      try text.more()
      searched = text.start + length
    }
  }
}
