import GarimpoRecipes

/// What was read and cleaned, as the summary of a round and the check of a recipe show it.
struct ReadingSection {
  let source: RoundResult.Source
  let cleaning: CleaningReport
  let recipe: String
  /// The import time that the recipe asks for.
  var observed: String?

  /// How many fields are shown; those with values that could not be read always are.
  static let fieldLimit = 40

  /// `Read videos.csv`.
  var heading: String {
    "Read \(DisplayText.printable(source.path == "-" ? "standard input" : source.path))"
  }

  func lines(_ style: TextStyle) -> [String] {
    var lines = DisplayText.paragraph(
      "\(source.format); \(Text.count(source.rowCount, "row")), \(Text.count(source.columnCount, "column"))")
    let itemCount = cleaning.rowCount - cleaning.emptyRowCount
    lines += DisplayText.paragraph(
      (cleaning.emptyRowCount == 0
        ? "no empty rows" : "\(Text.count(cleaning.emptyRowCount, "empty row")) dropped")
        + ", \(Text.count(itemCount, "item")); recipe \(recipe)")
    if let observed {
      lines += DisplayText.paragraph("observed \(observed) (import time); repeat with --observed \(observed)")
    }
    let (shown, hiddenCount) = cleaning.shownColumns
    lines += [""] + table(of: shown).lines(style)
    if hiddenCount > 0 {
      lines += DisplayText.paragraph("and \(Text.count(hiddenCount, "more field")) read without surprises")
    }
    let notes =
      cleaning.columns.filter { $0.unreadCount > 0 }.map(Self.unreadSentence) + source.warnings
      + cleaning.warnings
    if !notes.isEmpty { lines.append("") }
    for note in notes { lines += DisplayText.paragraph(note) }
    return lines
  }

  /// Every field with the rules that read it, what was not there and what could not be read.
  private func table(of columns: [CleaningReport.Column]) -> TextTable {
    var table = TextTable([.left, .left, .right])
    table.addHeader(["field", "read as", "items"])
    for column in columns {
      var readings = column.rules.map { (DisplayText.cut($0.name, to: 48), $0.count, TextStyle.Tone.plain) }
      if column.missingCount > 0 { readings.append(("nothing there", column.missingCount, .faint)) }
      if column.unreadCount > 0 { readings.append(("not readable", column.unreadCount, .bad)) }
      for (place, reading) in readings.enumerated() {
        let field = place == 0 ? DisplayText.cut(DisplayText.printable(column.field), to: 18) : ""
        table.add([.init(field), .init(reading.0, reading.2), .init(Text.grouped(reading.1), reading.2)])
      }
    }
    return table
  }

  private static func unreadSentence(_ column: CleaningReport.Column) -> String {
    let examples = column.unreadExamples.prefix(3).map {
      "“\(DisplayText.cut(DisplayText.printable($0.text), to: 40))” (record \($0.record))"
    }
    return "Not readable in \(column.field): \(examples.joined(separator: ", "))"
      + (column.unreadCount > examples.count ? " and \(Text.grouped(column.unreadCount - examples.count)) more" : "")
  }
}

extension CleaningReport {
  /// The columns that text and report show, those with values that could not be read first when not all are shown, and how
  /// many are left out.
  var shownColumns: (columns: [Column], hiddenCount: Int) {
    guard columns.count > ReadingSection.fieldLimit else { return (columns, 0) }
    let unread = columns.filter { $0.unreadCount > 0 }
    let rest = columns.filter { $0.unreadCount == 0 }
    let shown = unread + rest.prefix(max(0, ReadingSection.fieldLimit - unread.count))
    return (shown, columns.count - shown.count)
  }
}
