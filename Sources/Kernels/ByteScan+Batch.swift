extension ByteScan {
  /// How a text is divided into records.
  public struct Dialect: Sendable, Hashable {
    /// The byte between two fields.
    public var delimiter: UInt8
    /// The byte around a field that may hold delimiters and line ends, or nil when no byte has that meaning.
    public var quote: UInt8?
    /// Whether text behind a closing quote is kept as part of the field instead of stopping the scan.
    public var keepsTextAfterQuote: Bool
    /// Whether a line without any byte is skipped instead of read as a record of one empty field.
    public var skipsBlankLines: Bool

    /// A dialect; by default that of RFC 4180.
    public init(
      delimiter: UInt8 = 0x2C, quote: UInt8? = 0x22, keepsTextAfterQuote: Bool = false, skipsBlankLines: Bool = true
    ) {
      self.delimiter = delimiter
      self.quote = quote
      self.keepsTextAfterQuote = keepsTextAfterQuote
      self.skipsBlankLines = skipsBlankLines
    }
  }

  /// Why a scan ended.
  public enum Stop: Sendable, Hashable {
    /// Every byte was used, or what is left is the beginning of a record whose end has not been read yet.
    case needsMore
    /// The limit of records was reached.
    case limit
    /// The text ends inside quotes that open in field `field` (from 0) on line `line`, `column` bytes into it (from 1).
    case unterminatedQuote(field: Int, line: Int, column: Int)
    /// Text follows the closing quote of field `field` (from 0); the quote is on line `line`, `column` bytes into it.
    case textAfterQuote(field: Int, line: Int, column: Int)
  }

  /// A record whose number of fields differs from the expected one.
  public struct Ragged: Sendable, Hashable {
    /// The index of the record in its batch.
    public var record: Int
    /// The number of fields that the record has in the file.
    public var fieldCount: Int
    /// The line it begins on, from 1.
    public var line: Int
  }

  /// Records as one text and the places where its cells end.
  public struct Batch: Sendable {
    /// The top bit of an end: the cell is missing.
    public static let missing: UInt32 = 1 << 31
    /// The text of all kept cells, in order, nothing between them.
    public var bytes: [UInt8] = []
    /// Where each kept cell ends in `bytes`; ``missing`` is set for cells that a short record lacks.
    public var ends: [UInt32] = []
    /// Where each record ends in `ends`; only when records may differ in their number of fields.
    public var recordEnds: [Int] = []
    /// The line that each record begins on, from 1.
    public var lines: [UInt32] = []
    /// The records that are longer or shorter than expected.
    public var ragged: [Ragged] = []
    /// The number of blank lines that were skipped.
    public var blankLineCount = 0
    /// The number of records that end with LF.
    public var lineFeedCount = 0
    /// The number of records that end with CR and LF.
    public var pairCount = 0
    /// The number of records that end with a CR alone.
    public var returnCount = 0

    /// An empty batch.
    public init() {}

    /// The number of records.
    public var recordCount: Int { lines.count }

    /// Removes all records and keeps the memory.
    public mutating func removeAll() {
      bytes.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      recordEnds.removeAll(keepingCapacity: true)
      lines.removeAll(keepingCapacity: true)
      ragged.removeAll(keepingCapacity: true)
    }
  }
}
