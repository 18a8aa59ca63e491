/// Why a table could not be read, and where.
public struct TableError: Error, Sendable, Hashable {
  /// What stopped the reading.
  public enum Problem: Sendable, Hashable {
    /// There is no such file.
    case notFound
    /// The path is a directory.
    case isDirectory
    /// The file may not be read.
    case notPermitted
    /// The system refused to read, with this `errno`.
    case unreadable(Int32)
    /// The file has no record at all.
    case empty
    /// The file is of a kind that is not a table of text, such as `an Excel workbook`; what to do instead.
    case notATable(kind: String, advice: String)
    /// A gzip file that ends before its data does.
    case gzipTruncated
    /// A gzip file that is damaged; zlib's word for it.
    case gzipDamaged(String)
    /// Text in an encoding that is neither Unicode nor Western: this share of its bytes is not ASCII.
    case unknownEncoding(percentNonASCII: Int, offset: Int)
    /// A record with another number of fields than expected.
    case ragged(found: Int, expected: Int, hasHeader: Bool)
    /// The text ends inside quotes, which open at this place of the line (bytes, from 1) in this field (from 1).
    case unterminatedQuote(field: Int, column: Int)
    /// Text behind a closing quote, which is at this place of the line (bytes, from 1) in this field (from 1).
    case textAfterQuote(field: Int, column: Int)
    /// A record longer than allowed, in bytes.
    case recordTooLong(limit: Int)
    /// More bytes than are taken, as they are or once unpacked.
    case tooManyBytes(limit: Int, isUnpacked: Bool)
    /// A column to keep that the table does not have.
    case noColumn(String, available: [String])
    /// A line that is not one JSON object, with the place in the line (bytes, from 1).
    case notJSON(JSONFault, column: Int)
  }

  /// The file's name as it was given, or `standard input`.
  public let source: String
  /// The record (from 1, the header counts), when the problem has one.
  public let record: Int?
  /// The line the record begins on or the problem is on, from 1, when it has one.
  public let line: Int?
  /// What stopped the reading.
  public let problem: Problem

  init(_ source: String, record: Int? = nil, line: Int? = nil, _ problem: Problem) {
    self.source = source
    self.record = record
    self.line = line
    self.problem = problem
  }
}

/// What is wrong with a line that should be one JSON object.
public enum JSONFault: Sendable, Hashable {
  /// The line is some other JSON value, such as `an array`.
  case notAnObject(String)
  /// Something else was expected here: what was found, what was expected.
  case unexpected(found: String, expected: String)
  /// The line ends too early; what was expected.
  case ends(expected: String)
  /// A comma before a closing bracket.
  case trailingComma
  /// A number that JSON does not have, such as `NaN`.
  case notFinite(String)
  /// A key that the object has already.
  case duplicateKey(String)
  /// Arrays or objects within each other, deeper than allowed.
  case tooDeep(limit: Int)
}
