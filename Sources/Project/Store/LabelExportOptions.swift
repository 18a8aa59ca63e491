/// Which labels to write for people to fill in, and how.
public struct LabelExportOptions: Sendable {
  /// Which items are written.
  public enum Scope: Sendable, Hashable {
    /// Those of the newest batch; before any round all.
    case usual
    /// Those of the batch of this round, nil for the newest, in the order of asking.
    case batch(Int?)
    /// Those with an answer, of any kind.
    case labelled
    /// Those that nobody has answered, or only skipped.
    case pool
    /// All.
    case all
  }

  /// How the sheet is written.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// Fields between commas; with ``LabelExportOptions/isForExcel`` between semicolons.
    case csv
    /// Fields between tabs.
    case tsv
    /// One JSON object a line.
    case jsonl
  }

  /// The path of the file, or `-` for standard output.
  public var target: String
  /// Which items are written.
  public var scope = Scope.usual
  /// How; nil: by the ending of the file's name, else CSV.
  public var format: Format?
  /// Whether the sheet is for Excel where numbers have a decimal comma: a byte order mark, semicolons, CRLF.
  public var isForExcel = false
  /// Whether a file that exists is replaced.
  public var replacesExisting = false

  /// The usual sheet, at `target`.
  public init(target: String) { self.target = target }

  /// The format that is meant.
  func resolvedFormat() throws(Failure) -> Format {
    let name = target.lowercased()
    let endings: [(String, Format)] = [
      (".csv", .csv), (".tsv", .tsv), (".tab", .tsv), (".jsonl", .jsonl), (".ndjson", .jsonl),
    ]
    guard let format = format ?? (name == "-" ? .csv : endings.first { name.hasSuffix($0.0) }?.1) else {
      throw .badOption(
        "the sheet's name", found: "\"\(DisplayText.printable(target))\"",
        expected: "one that ends in .csv, .tsv or .jsonl, or -; --format tells the form under any other name")
    }
    guard !isForExcel || format == .csv else {
      throw .badOption("--excel", found: "the format \(format.rawValue)", expected: "csv")
    }
    return format
  }
}
