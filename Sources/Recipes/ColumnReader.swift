import GarimpoTabular

/// Reads one column of a table into the values of a field, and keeps account of it.
struct ColumnReader {
  let table: Table
  let source: ColumnSource
  /// The index of the column; nil when the table lacks it: every cell is then missing.
  let column: Int?
  /// Texts that mean that there is no value.
  let missing: [String]
  private(set) var tally: ColumnTally
  private var cell = CellText()

  /// A reader that goes on with the account of the rows before, if there were any.
  init(
    _ table: Table, _ source: ColumnSource, field: String, missing: [String] = [], tally: ColumnTally? = nil
  ) {
    self.table = table
    self.source = source
    self.missing = missing
    column = table.column(named: source.column)
    self.tally = tally ?? ColumnTally(field: field, column: source.column)
  }

  /// The text of the column in `row`, without white space around it; empty when there is none.
  func text(row: Int) -> String {
    guard let column else { return "" }
    let text = table.withBytes(row, column) { cell in
      let part = source.part(of: cell)
      return part.isEmpty ? "" : String(cell, part)
    }
    return missing.isEmpty || !missing.contains(text) ? source.filled(text) : ""
  }

  /// The values of `rows` by `read`, which sees the index of the item, its row and the normalised text; `absent` where
  /// there is nothing to read.
  mutating func values<Value>(
    rows: [Int], absent: Value, show: (Value) -> String?,
    _ read: (_ index: Int, _ row: Int, _ cell: CellText) -> Reading<Value>?
  ) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(rows.count)
    // A local, because the text is asked for while the account is kept.
    var tally = self.tally
    for (index, row) in rows.enumerated() {
      load(row: row)
      if cell.bytes.isEmpty {
        tally.miss()
        values.append(absent)
      } else if let reading = read(index, row, cell) {
        tally.read(reading.rule, text(row: row), show(reading.value))
        values.append(reading.value)
      } else {
        tally.leave(text(row: row), record: table.record(ofRow: row))
        values.append(absent)
      }
    }
    self.tally = tally
    return values
  }

  /// Puts the normalised text into `cell`, without making a string where none is needed.
  private mutating func load(row: Int) {
    if let column, source.template == nil, missing.isEmpty {
      table.withBytes(row, column) { cell.load($0.extracting(source.part(of: $0))) }
    } else {
      cell = CellText(text(row: row))
    }
  }

  /// The texts of `rows` as they stand.
  mutating func texts(rows: [Int], _ form: ReadingRule.Form) -> [String] {
    var texts: [String] = []
    texts.reserveCapacity(rows.count)
    for row in rows {
      let text = text(row: row)
      if text.isEmpty { tally.miss() } else { tally.read(ReadingRule(form: form), text, nil) }
      texts.append(text)
    }
    return texts
  }
}
