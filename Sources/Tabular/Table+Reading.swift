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
    let text = try TextSource(source, options: options)
    guard text.start < text.textEnd || !text.isFinal else { throw TableError(source.name, .empty) }
    var format = options.format
    if format == .automatic { format = FileName(source.name).format ?? text.formatByContent }
    if format == .jsonLines {
      var reader = JSONLinesReader(text, options: options)
      self = try reader.read()
      return
    }
    let reader = try RecordReader(text, options: options)
    var builder = TableBuilder(reader: reader, options: options)
    self = try builder.read()
  }
}
