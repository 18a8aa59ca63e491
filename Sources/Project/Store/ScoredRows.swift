import GarimpoRecipes
import GarimpoTabular

/// The rows of a table with their scores behind them, written piece by piece.
///
/// Behind the columns of the table come `id`, where the table has no column of ids, and `p`. A name that the table uses for
/// something else begins with `garimpo_` instead. In JSON Lines every cell is a text, what is missing is left out, and `p`
/// is a number, null for a row without content.
struct ScoredRows {
  private let format: RowFormat
  private let hasKey: Bool
  private var csv: CSVWriter
  private var lines: [UInt8] = []
  /// The columns of the table that the header names; nil before it is written.
  private var columns: [String]?
  private var names: (id: String, p: String) = ("id", "p")

  /// A writer of rows that `recipe` reads.
  init(_ format: RowFormat, _ recipe: Recipe, spreadsheetSafe: Bool) {
    self.format = format
    hasKey = recipe.item.key != nil
    csv = CSVWriter(spreadsheetSafe: spreadsheetSafe)
  }

  /// Appends the rows of a piece; `scores` are those of its items, in their order.
  mutating func append(_ table: Table, _ items: Items, _ scores: [Float]) throws(Failure) {
    if columns == nil { begin(table.columnNames) }
    let columnCount = try columnCount(of: table)
    var item = 0
    for row in 0..<table.rowCount {
      let isItem = item < items.count && items.sourceRows[item] == row
      let score = isItem ? Text.score(scores[item]) : nil
      let id = hasKey ? nil : isItem ? items.ids[item] : ""
      switch format {
      case .csv:
        csv.append((0..<columnCount).map { table[row, $0] } + [id, score ?? ""].compactMap { $0 })
      case .jsonl: append(table, row, id: id, score)
      }
      if isItem { item += 1 }
    }
  }

  /// What has been written since the last call.
  mutating func takeBytes() -> [UInt8] {
    if format == .csv { return csv.takeBytes() }
    defer { lines = [] }
    return lines
  }

  private mutating func begin(_ columnNames: [String]) {
    func free(_ name: String) -> String {
      var name = name
      while columnNames.contains(name) { name = "garimpo_\(name)" }
      return name
    }
    columns = columnNames
    names = (free("id"), free("p"))
    if format == .csv { csv.append(columnNames + (hasKey ? [] : [names.id]) + [names.p]) }
  }

  /// The columns that are written. CSV has those of its header: a row of JSON Lines with another one cannot be written.
  private func columnCount(of table: Table) throws(Failure) -> Int {
    guard let columns, format == .csv, table.columnCount > columns.count else { return table.columnCount }
    for row in 0..<table.rowCount {
      for column in columns.count..<table.columnCount where !table.isMissing(row, column) {
        throw Failure(
          .data,
          "\(table.report.source): record \(table.record(ofRow: row)): the column \"\(table.columnNames[column])\" is "
            + "new, but the header of the CSV file is written already; say --format jsonl")
      }
    }
    return columns.count
  }

  private mutating func append(_ table: Table, _ row: Int, id: String?, _ score: String?) {
    lines.append(0x7B)
    func append(_ name: String, _ lines: inout [UInt8]) {
      if lines.last != 0x7B { lines.append(0x2C) }
      JSONString.append(name, to: &lines)
      lines.append(0x3A)
    }
    for column in 0..<table.columnCount where !table.isMissing(row, column) {
      append(table.columnNames[column], &lines)
      JSONString.append(table[row, column], to: &lines)
    }
    if let id, !id.isEmpty {
      append(names.id, &lines)
      JSONString.append(id, to: &lines)
    }
    append(names.p, &lines)
    lines.append(contentsOf: (score ?? "null").utf8)
    lines.append(contentsOf: [0x7D, 0x0A])
  }
}
