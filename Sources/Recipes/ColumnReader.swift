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

  /// Puts the cell's normalised text into `cell`, without making a string where the whole cell counts.
  private mutating func load(row: Int) {
    if let column, source.isWholeCell, missing.isEmpty {
      table.withBytes(row, column) { cell.load($0) }
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

/// Texts without white space at their ends.
enum TrimmedText {
  /// Whether there is nothing but white space in a text.
  static func isBlank(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      if isSpace(text[index]) {
        index += 1
      } else if text[index] == 0xC2, index + 1 < text.count, text[index + 1] == 0xA0 {
        index += 2
      } else {
        return false
      }
    }
    return true
  }

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
