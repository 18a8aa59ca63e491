/// A file whose format is known, about to be read.
enum TableReader {
  /// A delimited file, whose first record was read.
  case delimited(TableBuilder)
  /// JSON Lines, of which nothing was read.
  case jsonLines(JSONLinesReader)

  init(_ source: ByteSource, options: TableOptions) throws(TableError) {
    source.byteLimit = options.maximumBytes
    let text = try TextSource(source, options: options)
    guard text.start < text.textEnd || !text.isFinal else { throw TableError(source.name, .empty) }
    var format = options.format
    if format == .automatic { format = FileName(source.name).format ?? text.formatByContent }
    if format == .jsonLines {
      self = .jsonLines(JSONLinesReader(text, options: options))
    } else {
      self = .delimited(try TableBuilder(reader: try RecordReader(text, options: options), options: options))
    }
  }
}
