/// Rows of cells in aligned columns, in lines of at most 80 columns.
struct TextTable {
  /// The columns of a terminal.
  static let screen = 80
  /// No column is made narrower than this.
  private static let least = 8

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
  private let wrapsLast: Bool
  private var rows: [[Cell]] = []

  /// A table with such columns. What is too wide for the screen is cut, in the widest of the left-aligned columns first;
  /// with `wrapsLast` the cells of the last column go on in further lines instead.
  init(_ alignments: [Alignment], wrapsLast: Bool = false) {
    self.alignments = alignments
    self.wrapsLast = wrapsLast
  }

  /// Adds a row; cells that are lacking at its end are empty.
  mutating func add(_ cells: [Cell]) {
    precondition(cells.count <= alignments.count, "a row has at most one cell for each column")
    rows.append(cells)
  }

  /// Adds the names of the columns.
  mutating func addHeader(_ names: [String]) { add(names.map { Cell($0, .faint) }) }

  /// The rows as lines, two spaces before the first column and between columns; none ends with a space.
  func lines(_ style: TextStyle) -> [String] {
    let widths = fittedWidths
    return rows.flatMap { fitted($0, to: widths) }.map { row in
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

  /// The width of each column's widest cell.
  private var widths: [Int] {
    var widths = alignments.map { _ in 0 }
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayText.width(cell.text)) }
    }
    return widths
  }

  /// The widths that the screen leaves: a column that wraps gives first, down to half the screen, then the widest.
  private var fittedWidths: [Int] {
    var widths = widths
    if wrapsLast, let last = widths.indices.last {
      widths[last] = min(widths[last], max(Self.screen / 2, Self.screen - Self.total(widths.dropLast()) - 2))
    }
    while Self.total(widths) > Self.screen {
      let places = widths.indices.filter { alignments[$0] == .left && widths[$0] > Self.least }
      guard let widest = places.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }

  private static func total(_ widths: some Sequence<Int>) -> Int { widths.reduce(0) { $0 + 2 + $1 } }

  /// A row with its cells cut, or in several rows where the last cell wraps.
  private func fitted(_ row: [Cell], to widths: [Int]) -> [[Cell]] {
    var cut = row
    for column in row.indices { cut[column].text = DisplayText.cut(row[column].text, to: widths[column]) }
    guard wrapsLast, let last = row.indices.last, last == alignments.count - 1, cut[last].text != row[last].text else {
      return [cut]
    }
    let parts = DisplayText.wrapped(row[last].text, to: widths[last])
    return parts.enumerated().map { place, part in
      var line = place == 0 ? cut : cut.map { _ in Cell("") }
      line[last] = Cell(DisplayText.cut(part, to: widths[last]), row[last].tone)
      return line
    }
  }
}
