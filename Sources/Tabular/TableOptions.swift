/// How a table is to be read. Everything that is left at its default is found out from the file and reported.
public struct TableOptions: Sendable, Hashable {
  /// What the file is called in messages; nil: as its path.
  public var name: String?

  /// What kind of file it is.
  public enum Format: Sendable, Hashable {
    /// By the file's extension, else by its first byte that is not white space: `{` begins JSON Lines.
    case automatic
    /// Fields between delimiters: CSV, TSV and their relatives.
    case delimited
    /// One JSON object a line.
    case jsonLines
  }

  /// What to do with a record that has more or fewer fields than the header.
  public enum Ragged: Sendable, Hashable {
    /// Stop with an error that names the record.
    case error
    /// Fill short records with missing cells, drop the fields that are too many; each such record is in the report.
    case pad
  }

  /// Whether the first record names the columns.
  public enum Header: Sendable, Hashable {
    /// The first record names the columns.
    case present
    /// There are no names: the columns are called `column1`, `column2` and so on.
    case absent
  }

  /// Which byte encloses a field that may hold delimiters and line ends.
  public enum Quoting: Sendable, Hashable {
    /// `"`, except in a tab-separated file in whose first records text follows a closing quote: there none.
    case automatic
    /// This byte, normally `"`.
    case byte(UInt8)
    /// None: a quote is a byte like any other, as in most tab-separated exports of databases.
    case none
  }

  /// What to do with a line that has no byte on it.
  public enum BlankLines: Sendable, Hashable {
    /// Skip it, unless the table has one column: then it is a row whose value is empty.
    case automatic
    /// Skip it.
    case skip
    /// It is a record of one empty field.
    case keep
  }

  /// What kind of file it is.
  public var format = Format.automatic
  /// The byte between fields; nil to find it out among comma, semicolon, tab and pipe.
  public var delimiter: UInt8?
  /// The encoding of the text; nil to find it out.
  public var encoding: TextEncoding?
  /// Which byte encloses fields.
  public var quoting = Quoting.automatic
  /// Whether text behind a closing quote belongs to the field (`"a"b` is `ab`) instead of being an error.
  public var keepsTextAfterQuote = false
  /// What to do with records of another length than the header.
  public var ragged = Ragged.error
  /// Whether the first record names the columns.
  public var header = Header.present
  /// The number of lines above the table that are not part of it.
  public var skippedLines = 0
  /// What to do with lines without any byte.
  public var blankLines = BlankLines.automatic
  /// The names of the columns to keep, or nil for all. The others are read past and cost no memory.
  public var keptColumns: [String]?
  /// Whether to undo UTF-8 that was read as Windows-1252 or Latin-1 and written as UTF-8 again (`Ã§` becomes `ç`).
  public var repairsMojibake = false
  /// Whether to take off the apostrophe that ``CSVWriter/spreadsheetSafe`` puts before a cell that could run as a formula.
  public var unprotectsFormulas = false
  /// The longest record that is read, in bytes (at most 1 GiB). A quote that is never closed runs into it.
  public var maximumRecordBytes = 256 << 20
  /// The most bytes that are read, of gzip'd files once unpacked; nil: any number. The file is read up to there.
  public var maximumBytes: Int?

  /// The options for a file of which nothing is known.
  public init() {}
}
