/// What to score, by which round's model, and where the scores go.
public struct ScoreOptions: Sendable {
  /// The path of the table, or `-` for standard input.
  public var table: String
  /// How the table is read.
  public var reading = TableReading()
  /// The round whose model scores; nil: the newest.
  public var round: Int?
  /// Where the rows go, `-` is standard output.
  public var output = "-"
  /// `csv` or `jsonl`; nil: what the name of the output says, else that of the table.
  public var format: String?
  /// Whether a file that exists is replaced.
  public var replacesExisting = false
  /// Whether cells that a spreadsheet could run as a formula get an apostrophe in front.
  public var isSpreadsheetSafe = false
  /// The day (ISO 8601) that the rows were observed on, where the recipe says `import time`; nil: now.
  public var observed: String?
  /// The number of threads, at least 1; nil: one for each processor. The result does not depend on it.
  public var threadCount: Int?
  /// How many rows are in memory at a time. The result does not depend on it.
  var rowsPerPiece = 4096

  /// The names of the forms, for help and completion.
  public static let formats = ["csv", "jsonl"]

  /// A table to score.
  public init(table: String) { self.table = table }

  /// The form that was asked for, or that the name of the output says.
  func wishedFormat() throws(Failure) -> RowFormat? {
    if let format {
      guard let known = RowFormat(rawValue: format) else {
        throw .badOption("--format", found: "\"\(format)\"", expected: Text.alternatives(Self.formats))
      }
      return known
    }
    if output.hasSuffix(".jsonl") { return .jsonl }
    return output.hasSuffix(".csv") ? .csv : nil
  }
}
