/// A sheet of labels that was written.
public struct LabelExport: Reply {
  /// The number of the export: every row holds it. nil for a project that is read-only, where it cannot be noted.
  public var export: Int?
  /// The project.
  public var project: String
  /// The file, or `standard output`.
  public var target: String
  /// `csv`, `tsv` or `jsonl`.
  public var format: String
  /// The round whose batch it is, nil for other items.
  public var round: Int?
  /// How many items it has.
  public var rowCount: Int
  /// How many of them have an answer.
  public var answeredCount: Int
  /// The column that is to be filled in.
  public var column: String
  /// What to write into it: yes, no, unsure and skip in the recipe's words.
  public var words: [String]
  /// How many texts were cut because a spreadsheet's cell holds no more.
  public var cutCount: Int

  /// What was written, and how to go on.
  public func text(_ style: TextStyle) -> String {
    let items =
      round.map { "the batch of round \($0), \(Text.count(rowCount, "item"))" } ?? Text.count(rowCount, "item")
    let heading = style.apply(.heading, to: export.map { "Export \($0)" } ?? "Sheet")
    var lines = ["\(heading) of \(DisplayText.printable(project))"]
    lines += DisplayText.paragraph("\(target): \(items), \(Text.grouped(answeredCount)) of them answered")
    if cutCount > 0 {
      lines += DisplayText.paragraph(
        "\(Text.count(cutCount, "text")) cut to \(Text.grouped(LabelSheet.longestText)) characters, as a cell holds no more"
      )
    }
    if export == nil {
      lines += DisplayText.paragraph(
        "the project is read-only and keeps no note of it: answers that come back are compared with the log alone")
    }
    let isFile = target != "standard output"
    lines += DisplayText.paragraph(
      "Fill the column \(column) with \(Text.alternatives(words)); leave id and \(SheetNames.stamp) as they are.")
    if isFile { lines.append("  garimpo labels import \(DisplayText.shellWord(target))") }
    return lines.joined(separator: "\n") + "\n"
  }
}
