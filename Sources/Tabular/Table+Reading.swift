import GarimpoKernels

extension Table {
  /// Reads a file: CSV, TSV or JSON Lines, plain or gzip'd; `-` is standard input.
  ///
  /// - Throws: ``TableError``, which says where and what to do.
  public init(path: String, options: TableOptions = TableOptions()) throws(TableError) {
    try self.init(try ByteSource(path: path), options: options)
  }

  /// Reads a file that is in memory. `name` is what messages call it; its extension counts as that of a file.
  public init(bytes: [UInt8], name: String, options: TableOptions = TableOptions()) throws(TableError) {
    try self.init(try ByteSource(bytes: bytes, name: name), options: options)
  }

  private init(_ source: ByteSource, options: TableOptions) throws(TableError) {
    switch try TableReader(source, options: options) {
    case .delimited(var builder): self = try builder.read()
    case .jsonLines(var reader): self = try reader.read()
    case .nothing: self = Table(columnNames: [], rows: [])
    }
  }
}

/// A file whose format is known, about to be read.
enum TableReader {
  case delimited(TableBuilder)
  case jsonLines(JSONLinesReader)
  /// Nothing to be read: the reader is with somebody else.
  case nothing

  init(_ source: ByteSource, options: TableOptions) throws(TableError) {
    let text = try TextSource(source, options: options)
    guard text.start < text.textEnd || !text.isFinal else { throw TableError(source.name, .empty) }
    var format = options.format
    if format == .automatic { format = FileName(source.name).format ?? text.formatByContent }
    if format == .jsonLines {
      self = .jsonLines(JSONLinesReader(text, options: options))
    } else {
      self = .delimited(TableBuilder(reader: try RecordReader(text, options: options), options: options))
    }
  }
}
