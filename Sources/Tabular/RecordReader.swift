import GarimpoKernels

/// Reads the records of a delimited file one after the other, in memory that does not grow with the file.
///
/// ```swift
/// let reader = try RecordReader(path: "videos.csv")
/// var record = Record()
/// while try reader.next(into: &record) { print(record.line, record[0]) }
/// ```
///
/// The header, if there is one, is the first record; records may differ in their number of fields. ``Table`` is built on
/// this. A class because it owns an open file.
public final class RecordReader {
  /// What is known about the file so far; complete when ``next(into:)`` has returned false.
  public private(set) var report: ReadingReport
  /// The number of records read so far.
  public private(set) var recordCount = 0

  var scanner: ByteScan.Scanner
  private let options: TableOptions
  private var text: TextSource
  private var pendingError: TableError?
  private var isAtEnd = false
  private var batch = ByteScan.Batch()
  private var batchIndex = 0

  /// Opens a file, `-` for standard input.
  public convenience init(path: String, options: TableOptions = TableOptions()) throws(TableError) {
    try self.init(try TextSource(try ByteSource(path: path, name: options.name), options: options), options: options)
  }

  /// Reads a file that is in memory; `name` is what messages call it.
  public convenience init(
    bytes: [UInt8], name: String, options: TableOptions = TableOptions()
  ) throws(TableError) {
    try self.init(try TextSource(try ByteSource(bytes: bytes, name: name), options: options), options: options)
  }

  init(_ text: TextSource, options: TableOptions) throws(TableError) {
    self.options = options
    self.text = text
    report = text.report
    scanner = ByteScan.Scanner(dialect: .init())
    try begin()
  }

  private func begin() throws(TableError) {
    try skipLines()
    var quote: UInt8? =
      switch options.quoting {
      case .automatic: 0x22
      case .byte(let byte): byte
      case .none: nil
      }
    let isAutomatic = options.quoting == .automatic && !options.keepsTextAfterQuote
    var delimiter = options.delimiter
    report.delimiterReason = .given
    if let separator = try passSeparatorLine(), delimiter == nil {
      delimiter = separator
      report.delimiterReason = .separatorLine
    }
    let sample = text.start..<text.textEnd
    let guess: DialectGuess
    if let delimiter {
      guess = DialectGuess(text.buffer, in: sample, isWhole: text.isFinal, quote: quote, delimiter: delimiter)
    } else {
      guess = DialectGuess(
        text.buffer, in: sample, isWhole: text.isFinal, quote: quote, allowsPlainQuotes: isAutomatic,
        expected: FileName(report.source).delimiter)
      delimiter = guess.delimiter
      report.delimiterReason = guess.reason
    }
    if isAutomatic && guess.hasPlainQuotes {
      quote = nil
      report.hasPlainQuotes = true
    }
    report.delimiter = delimiter
    scanner.dialect = .init(
      delimiter: delimiter ?? 0x2C, quote: quote, keepsTextAfterQuote: options.keepsTextAfterQuote,
      skipsBlankLines: options.blankLines != .keep)
    if options.blankLines == .automatic, text.isFinal,
      text.buffer[text.start..<text.textEnd].allSatisfy({ $0 == 0x0A || $0 == 0x0D })
    {
      // Nothing but line ends: as many empty values.
      scanner.dialect.skipsBlankLines = false
    }
  }

  /// Passes the lines above the table.
  private func skipLines() throws(TableError) {
    while report.skippedLineCount < options.skippedLines {
      var index = text.start
      while index < text.textEnd, text.buffer[index] != 0x0A && text.buffer[index] != 0x0D { index += 1 }
      if index + 1 >= text.textEnd && !text.isFinal {
        try text.more()
        continue
      }
      guard text.start < text.textEnd else { break }
      if index + 1 < text.textEnd, text.buffer[index] == 0x0D, text.buffer[index + 1] == 0x0A { index += 1 }
      text.start = min(index + 1, text.textEnd)
      report.skippedLineCount += 1
      scanner.line += 1
    }
    if text.textEnd - text.start < text.bufferSize / 4 { try text.more() }
  }

  /// Passes Excel's first line `sep=;` and returns its byte.
  private func passSeparatorLine() throws(TableError) -> UInt8? {
    let start = text.start
    let word = Array("sep=".utf8)
    guard text.textEnd - start >= 5 else { return nil }
    for (offset, byte) in word.enumerated() where text.buffer[start + offset] | 0x20 != byte | 0x20 { return nil }
    guard text.buffer[start + 3] == 0x3D else { return nil }
    let separator = text.buffer[start + 4]
    guard separator < 0x80 && separator != 0x0A && separator != 0x0D else { return nil }
    var end = start + 5
    if end < text.textEnd {
      guard text.buffer[end] == 0x0A || text.buffer[end] == 0x0D else { return nil }
      if text.buffer[end] == 0x0D, end + 1 < text.textEnd, text.buffer[end + 1] == 0x0A { end += 1 }
      end += 1
    }
    text.start = end
    scanner.line += 1
    return separator
  }

  /// The bytes of the file that have not been read, when they are known; without what is in the buffer.
  var knownRest: Int? { text.source.knownSize.map { max(0, $0 - text.offset) } }

  /// The bytes that the text under the reader takes.
  var bufferSize: Int { text.bufferSize }

  /// Appends at least one record to `batch`, at most `limit`; false when there are no more.
  func read(into batch: inout ByteScan.Batch, limit: Int = .max) throws(TableError) -> Bool {
    if let pendingError { throw pendingError }
    if isAtEnd { return false }
    let before = batch.recordCount
    let ends = (batch.lineFeedCount, batch.pairCount, batch.returnCount, batch.blankLineCount)
    scanner.recordLimit = recordCount == 0 ? 1 : limit
    while true {
      let (rest, stop) = scanner.scan(
        text.buffer, in: text.start..<text.textEnd, isFinal: text.isFinal, into: &batch)
      text.start = rest
      let got = batch.recordCount - before
      if got > 0 || stop != .needsMore || text.isFinal {
        settle(batch, got: got, ends: ends)
        if let error = error(for: stop) {
          pendingError = error
          if got == 0 { throw error }
        }
        if got == 0 { isAtEnd = true }
        return got > 0
      }
      if text.textEnd - text.start >= min(options.maximumRecordBytes, 1 << 30) {
        throw TableError(
          report.source, record: recordCount + 1, line: scanner.line,
          .recordTooLong(limit: min(options.maximumRecordBytes, 1 << 30)))
      }
      try text.more()
    }
  }

  private func settle(_ batch: ByteScan.Batch, got: Int, ends: (Int, Int, Int, Int)) {
    let isFirst = recordCount == 0
    recordCount += got
    report.lineFeedCount += batch.lineFeedCount - ends.0
    report.pairCount += batch.pairCount - ends.1
    report.returnCount += batch.returnCount - ends.2
    report.blankLineCount += batch.blankLineCount - ends.3
    text.describe(in: &report)
    if isFirst && got > 0 && options.blankLines == .automatic {
      let fields = batch.recordEnds.last.map { $0 - (batch.recordEnds.dropLast().last ?? 0) } ?? 0
      if fields == 1 { scanner.dialect.skipsBlankLines = false }
    }
  }

  private func error(for stop: ByteScan.Stop) -> TableError? {
    switch stop {
    case .needsMore, .limit: nil
    case .unterminatedQuote(let field, let line, let column):
      TableError(
        report.source, record: recordCount + 1, line: line, .unterminatedQuote(field: field + 1, column: column))
    case .textAfterQuote(let field, let line, let column):
      TableError(report.source, record: recordCount + 1, line: line, .textAfterQuote(field: field + 1, column: column))
    }
  }

  /// Reads the next record into `record`; false at the end of the file.
  public func next(into record: inout Record) throws(TableError) -> Bool {
    if batchIndex == batch.recordCount {
      batch.removeAll()
      batchIndex = 0
      guard try read(into: &batch) else { return false }
    }
    record.assign(batch, batchIndex, number: recordCount - batch.recordCount + batchIndex + 1)
    batchIndex += 1
    return true
  }
}
