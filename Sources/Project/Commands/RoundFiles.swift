import GarimpoTabular

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

  /// Whether the batch or the report is written to standard output, named `-`.
  public var usesStandardOutput: Bool { batch == "-" || report == "-" }

  /// Whether no file is to be written.
  public var isEmpty: Bool { batch == nil && report == nil }

  /// Throws unless each file can be made: what can be known beforehand must not be found out after the work.
  func check(inputs: [(path: String, what: String)]) throws(Failure) {
    for (option, path) in [("--output", batch), ("--report", report)] {
      guard let path else { continue }
      guard !path.isEmpty else { throw .badOption(option, found: "an empty name", expected: "the name of a file") }
      for (input, what) in inputs where path != "-" && input != "-" {
        if OutputPlace(path).isSame(as: OutputPlace(input)) {
          throw Failure(.usage, "\(option): \(path) is the \(what) that is read; give another name")
        }
      }
    }
    if let batch, let report, batch != "-", OutputPlace(batch).isSame(as: OutputPlace(report)) {
      throw Failure(.usage, "--output and --report: both are \(report); give two names")
    }
    if batch == "-" && report == "-" {
      throw Failure(.usage, "--output and --report: both are standard output; give one of them a name")
    }
    for path in [batch, report].compactMap({ $0 }) {
      try OutputPlace(path).check(replacesExisting: replacesExisting)
    }
  }

  /// Writes the files: each appears whole or not at all, and none before all of them are on the disk.
  func write(_ outcome: RoundOutcome, command: String?) throws(Failure) {
    var contents: [(path: String, bytes: [UInt8])] = []
    if let batch {
      var writer = CSVWriter(spreadsheetSafe: true)
      writer.append(outcome.batchTable)
      contents.append((batch, writer.takeBytes()))
    }
    if let report { contents.append((report, Array(RoundReport.render(outcome.result, command: command).utf8))) }
    try OutputPlace.write(contents, replacesExisting: replacesExisting)
  }
}
