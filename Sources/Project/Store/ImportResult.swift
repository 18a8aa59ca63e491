public import GarimpoRecipes

/// What an import came to, or would come to.
public struct ImportResult: Reply {
  /// The number of the import, nil for a rehearsal.
  public var importNumber: Int?
  /// The project.
  public var project: String
  /// The file.
  public var source: String
  /// `CSV, delimiter comma, UTF-8`.
  public var format: String
  /// Rows below the header.
  public var rowCount: Int
  /// Rows without content, which become no items.
  public var emptyRowCount: Int
  /// Items that the project did not have.
  public var newCount: Int
  /// Items whose content differs from their newest version: they get a new one.
  public var changedCount: Int
  /// Items whose content is that of their newest version.
  public var unchangedCount: Int
  /// Items of the project that this file does not have: they stay.
  public var absentCount: Int
  /// In how many changed items each column differs, most first.
  public var changedColumns: [ColumnCount]
  /// Changed items that differ only in columns that the recipe does not read.
  public var unreadChangeCount: Int
  /// Changed items whose content had been lost: the file has brought it again.
  public var restoredCount: Int
  /// The labels of the file.
  public var labels: Labels
  /// Pairs of duplicates that the new and changed items are in.
  public var duplicates: Duplicates
  /// What happened to the columns.
  public var cleaning: CleaningReport
  /// What the reader had to say.
  public var warnings: [String]
  /// Items that were scored by the model in use.
  public var scoredCount: Int = 0

  /// How often a column differs.
  public struct ColumnCount: Sendable, Codable {
    /// The column.
    public var column: String
    /// The number of items.
    public var count: Int
  }

  /// What the label column held.
  public struct Labels: Sendable, Codable {
    /// Rows that say yes.
    public var yesCount = 0
    /// Rows that say no.
    public var noCount = 0
    /// Label events that were added.
    public var newCount = 0
    /// Rows that contradict the log, and what became of them.
    public var conflicts: [LabelConflict] = []
    /// Whether nobody has said of one of these which of the two counts: of a rehearsal, that nothing would be stored.
    public var isRefused = false
  }

  /// What was found of duplicates.
  public struct Duplicates: Sendable, Codable {
    /// Pairs with the same words.
    public var exactCount = 0
    /// Pairs that share most of their word shingles.
    public var nearCount = 0
  }

  /// What was found and done, column by column.
  public func text(_ style: TextStyle) -> String {
    let isRehearsal = importNumber == nil
    var lines: [String] = []
    let heading =
      importNumber.map { "Import \($0)" } ?? "What an import would do"
    lines.append("\(style.apply(.heading, to: heading)) of \(DisplayText.printable(source))")
    lines += DisplayText.paragraph(
      "\(format); \(Text.count(rowCount, "row"))"
        + (emptyRowCount > 0 ? ", \(Text.grouped(emptyRowCount)) of them empty" : ""))
    for warning in warnings { lines += DisplayText.paragraph(warning) }
    lines.append("")
    var table = TextTable([.right, .left])
    func row(_ count: Int, _ what: String) { table.add([.init(Text.grouped(count)), .init(what)]) }
    row(newCount, "new")
    row(changedCount - restoredCount, "changed" + (changedColumns.isEmpty ? "" : ": \(changes)"))
    if unreadChangeCount > 0 {
      row(unreadChangeCount, "of these only in columns that the recipe does not read")
    }
    if restoredCount > 0 { row(restoredCount, "whose content was lost: it is there again") }
    row(unchangedCount, "as they were")
    if absentCount > 0 { row(absentCount, "of the project not in this file: they stay") }
    if labels.yesCount + labels.noCount > 0 {
      row(
        labels.newCount,
        "new labels; the file says \(Text.grouped(labels.yesCount)) yes and \(Text.grouped(labels.noCount)) no")
    }
    if duplicates.exactCount > 0 { row(duplicates.exactCount, "new pairs of exact duplicates: asked once") }
    if duplicates.nearCount > 0 {
      row(duplicates.nearCount, "new pairs of near duplicates: never on both sides of a split")
    }
    if scoredCount > 0 { row(scoredCount, "scored by the newest model") }
    lines += table.lines(style)
    if !labels.conflicts.isEmpty {
      lines += ["", style.apply(.heading, to: "Labels that contradict the log")]
      lines += LabelConflict.lines(labels.conflicts, style)
    }
    let unread = cleaning.columns.filter { $0.unreadCount > 0 }
    if !unread.isEmpty || !cleaning.warnings.isEmpty {
      lines += ["", style.apply(.heading, to: "Not as the recipe expects")]
      for column in unread {
        lines += DisplayText.paragraph(
          "\(column.field): \(Text.count(column.unreadCount, "cell")) not read, such as "
            + column.unreadExamples.prefix(3).map { "\"\(DisplayText.cut($0.text, to: 40))\"" }.joined(separator: ", "))
      }
      for warning in cleaning.warnings { lines += DisplayText.paragraph(warning) }
    }
    lines.append("")
    lines.append(
      isRehearsal
        ? labels.isRefused ? "Nothing was stored, and nothing would be: say --on-conflict." : "Nothing was stored."
        : "Stored in \(DisplayText.printable(project)).")
    return lines.joined(separator: "\n") + "\n"
  }

  private var changes: String {
    let shown = changedColumns.prefix(4).map { "\(DisplayText.printable($0.column)) \(Text.grouped($0.count))" }
    let rest = changedColumns.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? ", \(rest) other columns" : "")
  }
}
