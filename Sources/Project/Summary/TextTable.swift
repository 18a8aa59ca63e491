/// Rows of cells in aligned columns.
struct TextTable {
  enum Alignment { case left, right }

  struct Cell {
    var text: String
    var tone: TextStyle.Tone

    init(_ text: String, _ tone: TextStyle.Tone = .plain) {
      self.text = text
      self.tone = tone
    }
  }

  private let alignments: [Alignment]
  private var rows: [[Cell]] = []

  init(_ alignments: [Alignment]) { self.alignments = alignments }

  /// Adds a row; cells that are lacking at its end are empty.
  mutating func add(_ cells: [Cell]) {
    precondition(cells.count <= alignments.count, "a row has at most one cell for each column")
    rows.append(cells)
  }

  /// Adds the names of the columns.
  mutating func addHeader(_ names: [String]) { add(names.map { Cell($0, .faint) }) }

  /// The rows as lines, two spaces before the first column and between columns; none ends with a space.
  func lines(_ style: TextStyle) -> [String] {
    var widths = alignments.map { _ in 0 }
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayText.width(cell.text)) }
    }
    return rows.map { row in
      let last = row.lastIndex { !$0.text.isEmpty } ?? -1
      var line = ""
      for (column, cell) in row.enumerated() where column <= last {
        let padding = String(repeating: " ", count: widths[column] - DisplayText.width(cell.text))
        line += "  "
        if alignments[column] == .right { line += padding }
        line += style.apply(cell.tone, to: cell.text)
        if alignments[column] == .left && column < last { line += padding }
      }
      return line
    }
  }
}
