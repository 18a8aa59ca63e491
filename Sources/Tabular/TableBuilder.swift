import GarimpoKernels

/// Makes a table of the records of a delimited file.
struct TableBuilder {
  let reader: RecordReader
  let options: TableOptions
  private var report = ReadingReport()
  private var blocks: [TableBlock] = []
  private var rewriter: CellRewriter?

  init(reader: RecordReader, options: TableOptions) {
    self.reader = reader
    self.options = options
    rewriter = options.repairsMojibake || options.unprotectsFormulas ? CellRewriter(options) : nil
  }

  /// Reads all records.
  mutating func read() throws(TableError) -> Table {
    var first = ByteScan.Batch()
    guard try reader.read(into: &first, limit: 1) else { throw TableError(reader.report.source, .empty) }
    var header = Record()
    header.assign(first, 0, number: 1)
    let fields = header.fields.map { rewriter?.rewritten($0) ?? $0 }
    var names = HeaderNames(fields, isPresent: options.header == .present)
    let kept = try keptColumns(names.unique)
    reader.scanner.expectedFieldCount = header.count
    reader.scanner.keptFields = kept ?? []
    if let kept { names.keep(kept) }
    let count = names.unique.count

    let fullSize = kept == nil ? TableBlock.fullSize(fileSize: reader.knownRest) : TableBlock.fullSize
    var batch = ByteScan.Batch()
    prepare(&batch, fullSize, reader.knownRest)
    if options.header == .absent {
      for (index, cell) in header.fields.enumerated() where kept?[index] ?? true {
        batch.bytes.append(contentsOf: cell.utf8)
        batch.ends.append(UInt32(batch.bytes.count))
      }
      batch.lines.append(UInt32(header.line))
    }
    var rowsBefore = 0
    let headerRecords = options.header == .present ? 1 : 0
    while try reader.read(into: &batch) {
      if !batch.ragged.isEmpty { try noteRagged(&batch, recordsBefore: rowsBefore + headerRecords, header.count) }
      if batch.bytes.count >= fullSize {
        rowsBefore += batch.recordCount
        close(&batch, columnCount: count)
        prepare(&batch, fullSize, reader.knownRest)
      }
    }
    close(&batch, columnCount: count)
    report = merged(reader.report)
    report.headerRecordCount = headerRecords
    report.renamedColumns = names.renamed
    report.suspectHeader = names.suspect
    report.rowCount = blocks.reduce(0) { $0 + $1.rowCount }
    return Table(columnNames: names.unique, blocks: blocks, report: report)
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

  private mutating func noteRagged(
    _ batch: inout ByteScan.Batch, recordsBefore: Int, _ expected: Int
  ) throws(TableError) {
    for ragged in batch.ragged {
      let record = recordsBefore + ragged.record + 1
      if options.ragged == .error {
        throw TableError(
          reader.report.source, record: record, line: ragged.line,
          .ragged(found: ragged.fieldCount, expected: expected, hasHeader: options.header == .present))
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

  private mutating func close(_ batch: inout ByteScan.Batch, columnCount: Int) {
    guard batch.recordCount > 0 else { return }
    let block = TableBlock(columnCount: columnCount, batch)
    blocks.append(rewriter?.rewritten(block) ?? block)
    batch = ByteScan.Batch()
  }
}
