import GarimpoKernels

/// Makes a table of the records of a delimited file.
struct TableBuilder {
  let reader: RecordReader
  let options: TableOptions
  private var report = ReadingReport()
  private var blocks: [TableBlock] = []
  private var rewriter: CellRewriter?
  private var header: HeaderNames?
  /// The fields of a record that is not ragged.
  private var fieldCount = 0
  /// The rows in the blocks that were closed.
  private var rowsBefore = 0

  init(reader: RecordReader, options: TableOptions) {
    self.reader = reader
    self.options = options
    rewriter = options.repairsMojibake || options.unprotectsFormulas ? CellRewriter(options) : nil
  }

  /// Reads all records.
  mutating func read() throws(TableError) -> Table {
    var batch = try begin()
    let fullSize = options.keptColumns == nil ? TableBlock.fullSize(fileSize: reader.knownRest) : TableBlock.fullSize
    prepare(&batch, fullSize, reader.knownRest)
    while try reader.read(into: &batch) {
      if !batch.ragged.isEmpty { try noteRagged(&batch) }
      if batch.bytes.count >= fullSize {
        close(&batch)
        prepare(&batch, fullSize, reader.knownRest)
      }
    }
    close(&batch)
    return Table(columnNames: columnNames, blocks: blocks, report: finishedReport())
  }

  /// The next rows, at most `limit`; nil behind the last. The first piece of a table without rows is an empty one.
  mutating func next(_ limit: Int) throws(TableError) -> Table? {
    let isFirst = header == nil
    var batch = isFirst ? try begin() : ByteScan.Batch()
    while batch.recordCount < limit, try reader.read(into: &batch, limit: limit - batch.recordCount) {
      if !batch.ragged.isEmpty { try noteRagged(&batch) }
    }
    guard batch.recordCount > 0 || isFirst else { return nil }
    let before = rowsBefore
    blocks = []
    close(&batch)
    return Table(columnNames: columnNames, blocks: blocks, report: finishedReport(), precedingRowCount: before)
  }

  /// What is known of the file; complete when all of it was read.
  func finishedReport() -> ReadingReport {
    var all = merged(reader.report)
    all.headerRecordCount = headerRecordCount
    all.renamedColumns = header?.renamed ?? []
    all.suspectHeader = header?.suspect ?? []
    all.rowCount = rowsBefore
    return all
  }

  /// The names of the columns that are kept; empty before the first record was read.
  var columnNames: [String] { header?.unique ?? [] }

  private var headerRecordCount: Int { options.header == .present ? 1 : 0 }

  /// Reads the header; a batch that holds the first row where there is none.
  private mutating func begin() throws(TableError) -> ByteScan.Batch {
    var first = ByteScan.Batch()
    guard try reader.read(into: &first, limit: 1) else { throw TableError(reader.report.source, .empty) }
    var record = Record()
    record.assign(first, 0, number: 1)
    let fields = record.fields.map { rewriter?.rewritten($0) ?? $0 }
    var names = HeaderNames(fields, isPresent: options.header == .present)
    let kept = try keptColumns(names.unique)
    reader.scanner.expectedFieldCount = record.count
    reader.scanner.keptFields = kept ?? []
    if let kept { names.keep(kept) }
    header = names
    fieldCount = record.count
    var batch = ByteScan.Batch()
    if options.header == .absent {
      for (index, cell) in record.fields.enumerated() where kept?[index] ?? true {
        batch.bytes.append(contentsOf: cell.utf8)
        batch.ends.append(UInt32(batch.bytes.count))
      }
      batch.lines.append(UInt32(record.line))
    }
    return batch
  }

  private func merged(_ other: ReadingReport) -> ReadingReport {
    var all = other
    all.raggedRecords = report.raggedRecords
    all.repairedCharacterCount = rewriter?.repairedCharacterCount ?? 0
    return all
  }

  /// A flag for each column of the file, or nil when all are kept.
  private func keptColumns(_ names: [String]) throws(TableError) -> [Bool]? {
    guard let wanted = options.keptColumns else { return nil }
    for name in wanted where !names.contains(name) {
      throw TableError(reader.report.source, .noColumn(name, available: names))
    }
    return names.map { wanted.contains($0) }
  }

  private mutating func noteRagged(_ batch: inout ByteScan.Batch) throws(TableError) {
    for ragged in batch.ragged {
      let record = rowsBefore + headerRecordCount + ragged.record + 1
      if options.ragged == .error {
        throw TableError(
          reader.report.source, record: record, line: ragged.line,
          .ragged(found: ragged.fieldCount, expected: fieldCount, hasHeader: options.header == .present))
      }
      report.raggedRecords.append(.init(record: record, line: ragged.line, fieldCount: ragged.fieldCount))
    }
    batch.ragged.removeAll(keepingCapacity: true)
  }

  /// Gives a batch the memory that it will fill, when the size of the file says that it will.
  private func prepare(_ batch: inout ByteScan.Batch, _ fullSize: Int, _ rest: Int?) {
    guard let rest, rest > 1 << 20, options.keptColumns == nil else { return }
    let capacity = min(fullSize, rest) + TextSource.usualChunkSize + 2 * ByteScan.padding
    if capacity >= 8 << 20 {
      ByteScan.reserveLargePages(&batch.bytes, capacity: capacity)
    } else {
      batch.bytes.reserveCapacity(capacity)
    }
  }

  private mutating func close(_ batch: inout ByteScan.Batch) {
    guard batch.recordCount > 0 else { return }
    let block = TableBlock(columnCount: columnNames.count, batch)
    rowsBefore += block.rowCount
    blocks.append(rewriter?.rewritten(block) ?? block)
    batch = ByteScan.Batch()
  }
}
