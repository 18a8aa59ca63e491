import GarimpoTabular

/// How a table is to be read, in plain values; what is left nil is found out from the file.
public struct TableReading: Sendable, Hashable, Codable {
  /// What the file is called in messages and in the project; nil: as its path.
  public var name: String?
  /// The byte between two fields.
  public var delimiter: UInt8?
  /// The name of an encoding, such as `windows-1252`.
  public var encoding: String?
  /// The byte around fields that hold delimiters or line ends; 0 for none.
  public var quote: UInt8?
  /// Whether text behind a closing quote belongs to the field instead of being an error.
  public var hasLenientQuotes = false
  /// Whether records of another length than the header are filled or cut instead of being an error.
  public var padsRaggedRecords = false
  /// Whether the first record names the columns.
  public var hasHeader = true
  /// Lines above the table that are not part of it.
  public var skippedLineCount = 0
  /// The longest record that is read, in bytes.
  public var maximumRecordByteCount: Int?
  /// The most bytes that are read, of gzip'd files once unpacked; nil: any number.
  public var maximumByteCount: Int?
  /// Whether to undo UTF-8 that was read in a Western encoding and written as UTF-8 again (`Ã§` becomes `ç`).
  public var repairsMojibake = false
  /// Whether to take off the apostrophe that a batch file has before cells that could run as a formula.
  public var unprotectsFormulas = false

  /// The names of encodings, for help and completion.
  public static let encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1"]

  /// Everything is found out from the file.
  public init() {}

  func options() throws(Failure) -> TableOptions {
    var options = TableOptions()
    options.name = name
    options.delimiter = delimiter
    if let encoding {
      guard let known = TextEncoding(name: encoding) else {
        throw .badOption("--encoding", found: "\"\(encoding)\"", expected: Text.alternatives(Self.encodings))
      }
      options.encoding = known
    }
    if let quote {
      guard quote == 0 || quote != delimiter else {
        throw .badOption("--quote", found: "the delimiter", expected: "another character")
      }
      options.quoting = quote == 0 ? .none : .byte(quote)
    }
    options.keepsTextAfterQuote = hasLenientQuotes
    options.ragged = padsRaggedRecords ? .pad : .error
    options.header = hasHeader ? .present : .absent
    guard skippedLineCount >= 0 else {
      throw .badOption("--skip-lines", found: "\(skippedLineCount)", expected: "a whole number, 0 or more")
    }
    options.skippedLines = skippedLineCount
    if let count = maximumRecordByteCount {
      guard (1...1 << 30).contains(count) else {
        throw .badOption("--max-record-bytes", found: "\(count)", expected: "a whole number from 1 to 1073741824")
      }
      options.maximumRecordBytes = count
    }
    options.maximumBytes = maximumByteCount
    options.repairsMojibake = repairsMojibake
    options.unprotectsFormulas = unprotectsFormulas
    return options
  }
}

extension Failure {
  static func badOption(_ option: String, found: String, expected: String) -> Failure {
    Failure(.usage, "\(option): found \(found), expected \(expected)")
  }
}
