/// The files that a round writes.
public struct RoundFiles: Sendable, Hashable {
  /// Where the batch goes, as CSV; nil: nowhere.
  public var batch: String?
  /// Where the report goes, as HTML; nil: nowhere.
  public var report: String?
  /// Whether files that exist are replaced.
  public var replacesExisting = false

  /// No files.
  public init() {}

  /// Whether no file is to be written.
  public var isEmpty: Bool { batch == nil && report == nil }

  /// Throws unless each file can be made: what can be known beforehand must not be found out after the work.
  func check(against table: String) throws(Failure) {
    for (option, path) in [("--output", batch), ("--report", report)] {
      guard let path else { continue }
      guard !path.isEmpty else { throw .badOption(option, found: "an empty name", expected: "the name of a file") }
      if table != "-" && OutputPlace(path).isSame(as: OutputPlace(table)) {
        throw Failure(.usage, "\(option): \(path) is the table that is read; give another name")
      }
    }
    if let batch, let report, OutputPlace(batch).isSame(as: OutputPlace(report)) {
      throw Failure(.usage, "--output and --report: both are \(report); give two names")
    }
    for path in [batch, report].compactMap({ $0 }) {
      try OutputPlace(path).check(replacesExisting: replacesExisting)
    }
  }

  func write(_ outcome: RoundOutcome) throws(Failure) {
  }
}
