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

  init(_ table: Table, _ source: ColumnSource, field: String, missing: [String] = []) {
    self.table = table
    self.source = source
    self.missing = missing
    column = table.column(named: source.column)
    tally = ColumnTally(field: field, column: source.column)
  }

  /// The text of the column in `row`, without white space around it; empty when there is none.
  func text(row: Int) -> String {
    guard let column else { return "" }
    let text = TrimmedText.trimmed(source.text(of: table[row, column]))
    return missing.isEmpty || !missing.contains(text) ? text : ""
  }

  /// The values of `rows` by `read`, which sees the text and its normalised form; `absent` where there is none.
  mutating func values<Value>(
    rows: [Int], absent: Value, show: (Value) -> String?,
    _ read: (_ index: Int, _ text: String, _ cell: CellText) -> Reading<Value>?
  ) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      let text = text(row: row)
      if text.isEmpty {
        tally.miss()
        values.append(absent)
        continue
      }
      cell.load(text)
      if let reading = read(index, text, cell) {
        tally.read(reading.rule, text, show(reading.value))
        values.append(reading.value)
      } else {
        tally.leave(text, record: row + 1)
        values.append(absent)
      }
    }
    return values
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

/// Texts without white space at their ends.
enum TrimmedText {
  /// The text without spaces, tabs and line breaks (ASCII and no-break space) at its ends; as it is when there are none.
  static func trimmed(_ text: String) -> String {
    let utf8 = text.utf8
    guard let first = utf8.first, let last = utf8.last else { return text }
    if !isSpace(first), first != 0xC2, !isSpace(last), last != 0xA0 { return text }
    var slice = text.unicodeScalars[...]
    while let scalar = slice.first, isSpace(scalar) { slice.removeFirst() }
    while let scalar = slice.last, isSpace(scalar) { slice.removeLast() }
    return String(slice)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (0x09...0x0D).contains(scalar.value) || scalar.value == 0xA0
  }
}
