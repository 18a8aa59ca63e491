import GarimpoKernels

/// Makes a table of the records of a delimited file, at once or piece by piece.
struct TableBuilder {
  let reader: RecordReader
  let options: TableOptions
  private var rewriter: CellRewriter?
  private let header: HeaderNames
  /// The fields of a record that is not ragged.
  private let fieldCount: Int
  /// The first record, where it is a row and not in a block yet.
  private var firstRow: (cells: [String], line: Int)?
  private var isFirst = true
  /// The rows in the blocks that were closed.
  private var rowCount = 0
  private var raggedRecords: [ReadingReport.RaggedRecord] = []

  /// Reads the first record.
  init(reader: RecordReader, options: TableOptions) throws(TableError) {
    self.reader = reader
    self.options = options
    var rewriter = options.repairsMojibake || options.unprotectsFormulas ? CellRewriter(options) : nil
    var first = ByteScan.Batch()
    guard try reader.read(into: &first, limit: 1) else { throw TableError(reader.report.source, .empty) }
    var record = Record()
    record.assign(first, 0, number: 1)
    var fields = record.fields
    if options.header == .present { fields = fields.map { rewriter?.rewritten($0) ?? $0 } }
    var names = HeaderNames(fields, isPresent: options.header == .present)
    let kept = try Self.keptColumns(names.unique, options, source: reader.report.source)
    reader.scanner.expectedFieldCount = record.count
    reader.scanner.keptFields = kept ?? []
    if let kept { names.keep(kept) }
    if options.header == .absent {
      firstRow = (fields.enumerated().filter { kept?[$0.offset] ?? true }.map(\.element), record.line)
    }
    header = names
    fieldCount = record.count
    self.rewriter = rewriter
  }

  /// The names of the columns that are kept.
  var columnNames: [String] { header.unique }

  /// All rows.
  mutating func read() throws(TableError) -> Table { try piece(rowLimit: .max, byteLimit: .max) }

  /// The next rows: at most `rowLimit`, and none behind the one that brings the text to `byteLimit` bytes; nil behind the
  /// last. The first piece of a table without rows is an empty one.
  mutating func next(rowLimit: Int, byteLimit: Int) throws(TableError) -> Table? {
    let isFirst = self.isFirst
    self.isFirst = false
    let piece = try piece(rowLimit: rowLimit, byteLimit: byteLimit)
    return piece.rowCount > 0 || isFirst ? piece : nil
  }

  private mutating func piece(rowLimit: Int, byteLimit: Int) throws(TableError) -> Table {
    let isWhole = byteLimit == .max
    let isLarge = isWhole && options.keptColumns == nil
    let fullSize = isLarge ? TableBlock.fullSize(fileSize: reader.knownRest) : TableBlock.fullSize
    let before = rowCount
    var blocks: [TableBlock] = []
    var bytesLeft = byteLimit
    var batch = ByteScan.Batch()
    if isWhole { prepare(&batch, fullSize, reader.knownRest) }
    takeFirstRow(&batch)
    while bytesLeft > batch.bytes.count {
      let rowsLeft = rowLimit - (rowCount - before) - batch.recordCount
      guard rowsLeft > 0, try reader.read(into: &batch, limit: rowsLeft) else { break }
      if !batch.ragged.isEmpty { try noteRagged(&batch) }
      if batch.bytes.count >= fullSize {
        bytesLeft -= batch.bytes.count
        close(&batch, into: &blocks)
        if isWhole { prepare(&batch, fullSize, reader.knownRest) }
      }
    }
    close(&batch, into: &blocks)
    return Table(columnNames: columnNames, blocks: blocks, report: report, precedingRowCount: before)
  }

  /// What is known of the file; complete when all of it was read.
  var report: ReadingReport {
    var report = reader.report
    report.headerRecordCount = headerRecordCount
    report.raggedRecords = raggedRecords
    report.renamedColumns = header.renamed
    report.suspectHeader = header.suspect
    report.repairedCharacterCount = rewriter?.repairedCharacterCount ?? 0
    report.rowCount = rowCount
    return report
  }

  private var headerRecordCount: Int { options.header == .present ? 1 : 0 }

  /// A flag for each column of the file, or nil when all are kept.
  private static func keptColumns(
    _ names: [String], _ options: TableOptions, source: String
  ) throws(TableError) -> [Bool]? {
    guard let wanted = options.keptColumns else { return nil }
    for name in wanted where !names.contains(name) { throw TableError(source, .noColumn(name, available: names)) }
    return names.map { wanted.contains($0) }
  }

  private mutating func takeFirstRow(_ batch: inout ByteScan.Batch) {
    guard let (cells, line) = firstRow else { return }
    firstRow = nil
    for cell in cells {
      batch.bytes.append(contentsOf: cell.utf8)
      batch.ends.append(UInt32(batch.bytes.count))
    }
    batch.lines.append(UInt32(line))
  }

  private mutating func noteRagged(_ batch: inout ByteScan.Batch) throws(TableError) {
    for ragged in batch.ragged {
      let record = rowCount + headerRecordCount + ragged.record + 1
      if options.ragged == .error {
        throw TableError(
          reader.report.source, record: record, line: ragged.line,
          .ragged(found: ragged.fieldCount, expected: fieldCount, hasHeader: options.header == .present))
      }
      raggedRecords.append(.init(record: record, line: ragged.line, fieldCount: ragged.fieldCount))
    }
    batch.ragged.removeAll(keepingCapacity: true)
  }

  /// Gives an empty batch the memory that it will fill, when the size of the file says that it will.
  private func prepare(_ batch: inout ByteScan.Batch, _ fullSize: Int, _ rest: Int?) {
    guard let rest, rest > 1 << 20, options.keptColumns == nil else { return }
    let capacity = min(fullSize, rest) + TextSource.usualChunkSize + 2 * ByteScan.padding
    if capacity >= 8 << 20 {
      ByteScan.reserveLargePages(&batch.bytes, capacity: capacity)
    } else {
      batch.bytes.reserveCapacity(capacity)
    }
  }

  private mutating func close(_ batch: inout ByteScan.Batch, into blocks: inout [TableBlock]) {
    guard batch.recordCount > 0 else { return }
    let block = TableBlock(columnCount: columnNames.count, batch)
    rowCount += block.rowCount
    blocks.append(rewriter?.rewritten(block) ?? block)
    batch = ByteScan.Batch()
  }
}
