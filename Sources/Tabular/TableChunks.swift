/// Reads a table piece by piece, in memory that does not grow with the file.
///
/// ```swift
/// let chunks = try TableChunks(path: "videos.csv", rowsPerChunk: 4096)
/// while let rows = try chunks.next() { print(rows.record(ofRow: 0), rows.rowCount) }
/// print(chunks.report.rowCount)
/// ```
///
/// Each piece is a ``Table`` that gives the file's own records and lines; one after the other they are what
/// ``Table/init(path:options:)`` reads, with the same errors at the same places. A piece of JSON Lines has the columns met
/// so far. A delimited table without rows is one empty piece. The `report` of a piece tells of the file up to its end.
///
/// Memory is one piece, the reader's buffer and what the report lists (24 bytes for each ragged record that was accepted).
/// A class because it owns an open file.
public final class TableChunks {
  /// The text of a piece, in bytes, after which no more rows are added to it.
  static let usualByteCount = 32 << 20

  /// One of the two is there: structs in properties of their own, so that each piece changes them in place.
  private var builder: TableBuilder?
  private var lines: JSONLinesReader?
  private let source: ByteSource
  private let rowsPerChunk: Int
  private let bytesPerChunk: Int
  private var failure: TableError?

  /// Opens a file, `-` for standard input; a piece has up to `rowsPerChunk` rows, at least 1, and fewer when they are long:
  /// it ends with the row that brings its text to 32 MiB.
  public convenience init(
    path: String, options: TableOptions = TableOptions(), rowsPerChunk: Int
  ) throws(TableError) {
    try self.init(try ByteSource(path: path, name: options.name), options, rowsPerChunk, Self.usualByteCount)
  }

  /// Reads a file that is in memory. `name` is what messages call it; its extension counts as that of a file.
  public convenience init(
    bytes: [UInt8], name: String, options: TableOptions = TableOptions(), rowsPerChunk: Int
  ) throws(TableError) {
    try self.init(try ByteSource(bytes: bytes, name: name), options, rowsPerChunk, Self.usualByteCount)
  }

  convenience init(bytes: [UInt8], name: String, rowsPerChunk: Int, bytesPerChunk: Int) throws(TableError) {
    try self.init(try ByteSource(bytes: bytes, name: name), TableOptions(), rowsPerChunk, bytesPerChunk)
  }

  private init(
    _ source: ByteSource, _ options: TableOptions, _ rowsPerChunk: Int, _ bytesPerChunk: Int
  ) throws(TableError) {
    precondition(rowsPerChunk > 0, "a piece has at least one row")
    self.source = source
    self.rowsPerChunk = rowsPerChunk
    self.bytesPerChunk = bytesPerChunk
    switch try TableReader(source, options: options) {
    case .delimited(let builder): self.builder = builder
    case .jsonLines(let reader): lines = reader
    }
  }

  /// The names of the columns: of a delimited file all from the beginning, of JSON Lines those met so far.
  public var columnNames: [String] { builder?.columnNames ?? lines?.columnNames ?? [] }

  /// What is known about the file so far; complete when ``next()`` has returned nil.
  public var report: ReadingReport { builder?.report ?? lines?.report ?? ReadingReport() }

  /// How much of the file has been taken in, 0 to 1; a gzip'd one as it lies there. nil: its size is not known.
  public var readShare: Double? { source.readShare }

  /// The next rows, or nil behind the last.
  ///
  /// - Throws: ``TableError``; the rows before it in the same piece are not given. Every further call throws it again.
  public func next() throws(TableError) -> Table? {
    if let failure { throw failure }
    do {
      if builder != nil { return try builder?.next(rowLimit: rowsPerChunk, byteLimit: bytesPerChunk) }
      return try lines?.next(rowLimit: rowsPerChunk, byteLimit: bytesPerChunk)
    } catch {
      failure = error
      throw error
    }
  }
}
