/// What an import of labels came to, for a person.
struct LabelImportText {
  private let result: LabelImport
  private let style: TextStyle

  /// So many rows of a kind are shown one by one; JSON has all of them.
  static let limit = 100

  init(_ result: LabelImport, _ style: TextStyle) {
    self.result = result
    self.style = style
  }

  var text: String {
    var lines = ["\(style.apply(.heading, to: "Labels")) from \(DisplayText.printable(result.source))"]
    lines += DisplayText.paragraph(
      "\(result.format); \(Text.count(result.rowCount, "row"))"
        + (result.emptyRowCount > 0 ? " and \(Text.count(result.emptyRowCount, "empty one"))" : ""))
    for warning in result.warnings { lines += DisplayText.paragraph(warning) }
    lines.append("")
    lines += counts
    lines += list(result.isStored ? "Answers that were changed" : "Answers that would be changed", result.changed) {
      "record \($0.record), \($0.id) “\(Self.cut($0.title))”: was \($0.before) "
        + "(\(DisplayText.printable($0.by.joined(separator: ", ")))), now \($0.answer)"
    }
    lines += list("Matched by title, for the id was gone", result.matchedByTitle) {
      "record \($0.record): \($0.id) “\(Self.cut($0.title))”"
    }
    lines += list("Answers that were removed", result.emptied) {
      "record \($0.record), \($0.id) “\(Self.cut($0.title))”: was \($0.answer), "
        + ($0.isUndone ? "taken back" : "stays; --empty-is-undo takes it back")
    }
    lines += list("Answers that contradict the log", result.conflicts, \.description)
    lines += list("Not used", result.unusable, \.description)
    lines += lost(result.lostNotes, "note", "not kept, for a note belongs to an answer and that did not change")
    lines += lost(
      result.lostAnnotators, "annotator",
      "not kept, for an annotator belongs to an answer and the log has that already")
    lines += ["", ending]
    return lines.joined(separator: "\n") + "\n"
  }

  private var counts: [String] {
    var table = TextTable([.right, .left])
    func row(_ count: Int, _ what: String) {
      if count > 0 { table.add([.init(Text.grouped(count)), .init(what)]) }
    }
    // A rehearsal counts no answer as stored that would not be.
    let condition = result.isRefused ? " once the contradictions are resolved" : ""
    func row(_ answers: LabelImport.Answers, _ kind: String) {
      let kinds = [(answers.yes, "yes"), (answers.no, "no"), (answers.unsure, "unsure"), (answers.skip, "skip")]
        .filter { $0.0 > 0 }.map { "\(Text.grouped($0.0)) \($0.1)" }
      table.add([
        .init(Text.grouped(answers.count)),
        .init(
          "\(kind) answer\(answers.count == 1 ? "" : "s")\(condition)"
            + (kinds.isEmpty ? "" : ": \(kinds.joined(separator: ", "))")),
      ])
    }
    row(result.newAnswers, "new")
    if result.changedAnswers.count > 0 { row(result.changedAnswers, "changed") }
    for (name, count) in result.answersOfOthers.sorted(by: { $0.key < $1.key }) {
      row(count, "of these by \(DisplayText.cut(DisplayText.printable(name), to: 40)), as the sheet says")
    }
    row(result.undoneCount, "taken back, for the cell was emptied")
    row(result.unchangedCount, "answered as they were")
    row(result.blankCount, "without an answer")
    row(result.emptied.count { !$0.isUndone }, "whose answer was removed: it stays")
    row(result.conflicts.count, "that contradict the log")
    row(result.matchedByTitle.count, "matched by title, not by id")
    row(result.unusable.count, "not used")
    return table.lines(style)
  }

  private var ending: String {
    if !result.isStored {
      return result.isRefused
        ? "Nothing was stored, and nothing would be: say --on-conflict." : "Nothing was stored."
    }
    return result.storedCount + result.undoneCount > 0
      ? "Stored in \(DisplayText.printable(result.project))." : "There was nothing new to store."
  }

  /// The records of which something was not kept.
  private func lost(_ records: [Int], _ what: String, _ reason: String) -> [String] {
    guard !records.isEmpty else { return [] }
    let shown = records.prefix(20).map(String.init).joined(separator: ", ")
    return [""]
      + DisplayText.paragraph(
        "\(Text.count(records.count, what)) \(reason): record\(records.count == 1 ? "" : "s") "
          + "\(shown)\(records.count > 20 ? ", …" : "")")
  }

  private func list<Row>(_ heading: String, _ rows: [Row], _ sentence: (Row) -> String) -> [String] {
    guard !rows.isEmpty else { return [] }
    var lines = ["", style.apply(.heading, to: heading)]
    for row in rows.prefix(Self.limit) { lines += DisplayText.paragraph(sentence(row)) }
    if rows.count > Self.limit { lines.append("  and \(Text.grouped(rows.count - Self.limit)) more: --json lists all") }
    return lines
  }

  private static func cut(_ title: String) -> String { DisplayText.cut(DisplayText.printable(title), to: 40) }
}
