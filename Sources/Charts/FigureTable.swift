/// The numbers behind a figure, as a table that a reader may open.
public struct FigureTable: Sendable, Hashable {
  /// What the table holds.
  public var caption: String
  /// The columns' headings.
  public var headings: [String]
  /// The cells, one array a row, as long as `headings`. The first cell names the row.
  public var rows: [[String]]
  /// What opens it.
  public var summary: String

  /// A table.
  public init(
    caption: String, headings: [String], rows: [[String]], summary: String = FigureWords.english.summary
  ) {
    self.summary = summary
    self.caption = caption
    self.headings = headings
    self.rows = rows
  }

  /// The table as HTML (`details` with a `table`), closed at first.
  public var markup: Markup {
    let head = Markup(headings.map { "<th scope=\"col\" class=\"num\">\($0)</th>" as Markup })
    let body = Markup(
      rows.map { row in
        let cells = row.enumerated().map { index, cell -> Markup in
          index == 0 ? "<th scope=\"row\" class=\"num\">\(cell)</th>" : "<td class=\"num\">\(cell)</td>"
        }
        return "<tr>\(Markup(cells))</tr>"
      }, separator: "\n")
    return """
      <details class="behind"><summary>\(summary)</summary><div class="scroll"><table class="numbers">\
      <caption>\(caption)</caption><thead><tr>\(head)</tr></thead><tbody>
      \(body)
      </tbody></table></div></details>
      """
  }
}
