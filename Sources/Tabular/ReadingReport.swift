/// What was found out about a file while it was read, and what was done about it. Nothing is silent.
public struct ReadingReport: Sendable, Hashable {
  /// Why an encoding was chosen.
  public enum EncodingReason: Sendable, Hashable {
    /// The caller said so.
    case given
    /// The file begins with a byte order mark.
    case byteOrderMark
    /// Every second byte is zero.
    case zeroBytes
    /// Every byte is ASCII, so that all encodings but UTF-16 agree.
    case ascii
    /// The text is well-formed UTF-8.
    case wellFormed
    /// Most of the bytes that are not ASCII form UTF-8; the others were replaced.
    case mostlyWellFormed
    /// The text is not UTF-8, and bytes from 80 to 9F occur, which are printable in Windows-1252 only.
    case windowsBytes
    /// The text is not UTF-8, and no byte from 80 to 9F occurs.
    case noWindowsBytes
  }

  /// Why a delimiter was chosen.
  public enum DelimiterReason: Sendable, Hashable {
    /// The caller said so.
    case given
    /// The first line says so (`sep=;`).
    case separatorLine
    /// It divides the first records most evenly.
    case counted
    /// No delimiter divides the records evenly: this one is a guess.
    case guessed
  }

  /// A record whose number of fields was not that of the header.
  public struct RaggedRecord: Sendable, Hashable {
    /// The record, from 1; the header counts.
    public var record: Int
    /// The line it begins on, from 1.
    public var line: Int
    /// The number of fields it has in the file.
    public var fieldCount: Int
  }

  /// A column that is called otherwise than in the file, because its name was empty or taken.
  public struct RenamedColumn: Sendable, Hashable {
    /// The index of the column in the file.
    public var column: Int
    /// The name in the file.
    public var from: String
    /// The name in the table.
    public var to: String
  }

  /// The file's name as it was given, or `standard input`.
  public var source = ""
  /// What kind of file it is; never `.automatic`.
  public var format = TableOptions.Format.delimited
  /// Whether the file was compressed with gzip.
  public var isCompressed = false
  /// The encoding it was read in.
  public var encoding = TextEncoding.utf8
  /// Why that encoding.
  public var encodingReason = EncodingReason.ascii
  /// The byte between fields; nil for JSON Lines.
  public var delimiter: UInt8?
  /// Why that delimiter.
  public var delimiterReason = DelimiterReason.counted
  /// Whether quotes were read as ordinary text because they are no enclosing quotes in this tab-separated file.
  public var hasPlainQuotes = false
  /// The number of records that end with LF.
  public var lineFeedCount = 0
  /// The number of records that end with CR and LF.
  public var pairCount = 0
  /// The number of records that end with a CR alone.
  public var returnCount = 0
  /// The number of rows, without the header.
  public var rowCount = 0
  /// The number of records that name the columns: 1 or 0.
  public var headerRecordCount = 1
  /// The number of blank lines that were skipped.
  public var blankLineCount = 0
  /// The number of lines above the table that were skipped because the caller said so.
  public var skippedLineCount = 0
  /// The records whose number of fields is not that of the header, in order. Short ones were filled, long ones cut.
  public var raggedRecords: [RaggedRecord] = []
  /// The columns that are called otherwise than in the file.
  public var renamedColumns: [RenamedColumn] = []
  /// The names in the header that look like values: the file may have no header.
  public var suspectHeader: [String] = []
  /// The number of NUL bytes, which were kept.
  public var nulCount = 0
  /// The number of bytes, or units of UTF-16, that are not text in the encoding and were replaced by U+FFFD.
  public var invalidCount = 0
  /// Where the first of them is: bytes from the beginning of the (unpacked) file, from 0.
  public var firstInvalidOffset: Int?
  /// The number of escapes of half a surrogate pair in JSON strings, which were replaced by U+FFFD.
  public var loneSurrogateCount = 0
  /// Whether the text looks like UTF-8 that was read as a Western code page and written again (`Ã§` for `ç`).
  public var suspectsMojibake = false
  /// The number of characters that were repaired because the caller asked for it.
  public var repairedCharacterCount = 0

  /// A report about nothing yet.
  public init() {}
}
