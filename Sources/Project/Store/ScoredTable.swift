/// A table whose rows were scored.
public struct ScoredTable: Reply {
  /// The path of the project.
  public var project: String
  /// The round whose model scored.
  public var round: Int
  /// SHA-256 of the model.
  public var model: String
  /// The table.
  public var source: String
  /// `CSV, delimiter comma, UTF-8`.
  public var format: String
  /// Where the rows went.
  public var output: String
  /// Rows that were read, and written.
  public var rowCount: Int
  /// Rows that have a score: those with content.
  public var scoredCount: Int
  /// What is to be known of the reading: ragged rows, columns that are missing or hold nothing readable.
  public var warnings: [String]

  /// What was scored, and what was odd.
  public func text(_ style: TextStyle) -> String {
    let name = output == "-" ? "standard output" : DisplayText.printable(output)
    var lines = [
      style.apply(.heading, to: "Scored \(DisplayText.printable(source == "-" ? "standard input" : source))")
        + " by the model of round \(round)"
    ]
    lines += DisplayText.paragraph("\(format); \(Text.count(rowCount, "row"))")
    let emptyCount = rowCount - scoredCount
    lines += DisplayText.paragraph(
      "\(name): \(Text.count(rowCount, "row"))"
        + (emptyCount > 0 ? ", \(Text.grouped(emptyCount)) of them empty and without a score" : ""))
    for warning in warnings { lines += DisplayText.paragraph(warning) }
    return lines.joined(separator: "\n") + "\n"
  }
}
