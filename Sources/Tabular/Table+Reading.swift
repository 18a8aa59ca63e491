extension Table {
  /// Reads a file: CSV, TSV or JSON Lines, plain or gzip'd; `-` is standard input.
  ///
  /// - Throws: ``TableError``, which says where and what to do.
  public init(path: String, options: TableOptions = TableOptions()) throws(TableError) {
    try self.init(try ByteSource(path: path, name: options.name), options: options)
  }

  /// Reads a file that is in memory. `name` is what messages call it; its extension counts as that of a file.
  public init(bytes: [UInt8], name: String, options: TableOptions = TableOptions()) throws(TableError) {
    try self.init(try ByteSource(bytes: bytes, name: name), options: options)
  }

  private init(_ source: ByteSource, options: TableOptions) throws(TableError) {
    switch try TableReader(source, options: options) {
    case .delimited(var builder): self = try builder.read()
    case .jsonLines(var reader): self = try reader.read()
    }
  }
}
