/// Reads a table piece by piece, in memory that does not grow with the file.
///
/// ```swift
/// var chunks = try TableChunks(path: "videos.csv", rowsPerChunk: 4096)
/// while let rows = try chunks.next() { print(rows.record(ofRow: 0), rows.rowCount) }
/// print(chunks.report.rowCount)
/// ```
///
/// Each piece is a ``Table`` that gives the file's own records and lines; one after the other they are what
/// ``Table/init(path:options:)`` reads, with the same errors at the same places. A piece of JSON Lines has the columns met
/// so far. A delimited table without rows is one empty piece.
public struct TableChunks {
  private var reader: TableReader
  private let rowsPerChunk: Int

  /// Opens a file, `-` for standard input; a piece has up to `rowsPerChunk` rows, at least 1.
  public init(
    path: String, options: TableOptions = TableOptions(), rowsPerChunk: Int
  ) throws(TableError) {
    try self.init(try ByteSource(path: path), options, rowsPerChunk)
  }

  /// Reads a file that is in memory. `name` is what messages call it; its extension counts as that of a file.
  public init(
    bytes: [UInt8], name: String, options: TableOptions = TableOptions(), rowsPerChunk: Int
  ) throws(TableError) {
    try self.init(try ByteSource(bytes: bytes, name: name), options, rowsPerChunk)
  }

  private init(_ source: ByteSource, _ options: TableOptions, _ rowsPerChunk: Int) throws(TableError) {
    precondition(rowsPerChunk > 0, "a piece has at least one row")
    self.rowsPerChunk = rowsPerChunk
    reader = try TableReader(source, options: options)
  }

  /// What is known about the file so far; complete when ``next()`` has returned nil.
  public var report: ReadingReport {
    switch reader {
    case .delimited(let builder): builder.finishedReport()
    case .jsonLines(let reader): reader.finishedReport()
    case .nothing: ReadingReport()
    }
  }

  /// The next rows, or nil behind the last.
  public mutating func next() throws(TableError) -> Table? {
    // Two owners of the buffer would copy it with every piece.
    let owned = reader
    reader = .nothing
    switch owned {
    case .delimited(var builder):
      defer { reader = .delimited(builder) }
      return try builder.next(rowsPerChunk)
    case .jsonLines(var lines):
      defer { reader = .jsonLines(lines) }
      return try lines.next(rowsPerChunk)
    case .nothing: return nil
    }
  }
}
