import GarimpoKernels
import GarimpoTabular
import Testing

@Suite struct WriterTests {
  private static let cells = [
    "", "a", " ", " a", "a ", "\t", "x,y", "x;y", "x\ty", "x|y", "\"", "\"\"", "a\"b", "\"a\"", "\n", "\r", "\r\n",
    "a\nb", "a\rb",
    "\0", "\u{FEFF}", "\u{FEFF}a", "sep=;", "SEP=,", "sep=", "é", "学", "🎓", "=1+1", "+1", "-3", "-3,5", "+1.5e3", "-",
    "@x", "'", "'=x",
    "''=x", "'a", "=", "-1-1", "\u{85}", "{\"a\":1}", "a,b\n;c", "\u{1}\u{1F}\u{7F}", "\\", "\\n", "/",
  ]

  private func table(_ columns: Int, _ rows: Int, _ generator: inout SplitMix64) -> Table {
    var names: [String] = []
    while names.count < columns {
      let name = Self.cells[generator.next(below: Self.cells.count)]
      if !names.contains(name) { names.append(name) }
    }
    let cells = (0..<rows).map { _ in (0..<columns).map { _ in Self.cells[generator.next(below: Self.cells.count)] } }
    return Table(columnNames: names, rows: cells)
  }

  @Test(arguments: [0x2C, 0x3B, 0x09, 0x7C] as [UInt8], [false, true])
  func `what a CSV writer writes reads back as it was, in every dialect`(delimiter: UInt8, isSafe: Bool) throws {
    var generator = SplitMix64(seed: UInt64(delimiter))
    for round in 0..<150 {
      let table = table(1 + generator.next(below: 4), generator.next(below: 6), &generator)
      var writer = CSVWriter(
        delimiter: delimiter, lineEnding: round % 2 == 0 ? .lineFeed : .pair, spreadsheetSafe: isSafe,
        byteOrderMark: round % 3 == 0)
      writer.append(table)
      var options = TableOptions()
      options.delimiter = delimiter
      options.unprotectsFormulas = isSafe
      let back = try Table(bytes: writer.bytes, name: "t.csv", options: options)
      if back != table {
        Issue.record("\(table.columnNames) \(rows(table)) became \(back.columnNames) \(rows(back))")
      }
    }
  }

  @Test func `the dialect need not be told when the columns are more than one`() throws {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<300 {
      let table = table(2 + generator.next(below: 3), 1 + generator.next(below: 6), &generator)
      var writer = CSVWriter()
      writer.append(table)
      let back = try Table(bytes: writer.bytes, name: "t.csv")
      if back != table {
        Issue.record("\(String(decoding: writer.bytes, as: UTF8.self).debugDescription) became \(rows(back))")
      }
    }
  }

  @Test func `every cell alone in a table reads back as it was`() throws {
    for name in Self.cells {
      for cell in Self.cells {
        let table = Table(columnNames: [name], rows: [[cell], [cell]])
        var csv = CSVWriter()
        csv.append(table)
        let back = try Table(bytes: csv.bytes, name: "t.csv")
        if back != table { Issue.record("\(name.debugDescription) \(cell.debugDescription) became \(rows(back))") }
        var json = JSONLWriter(columnNames: table.columnNames)
        json.append(table)
        #expect(try Table(bytes: json.bytes, name: "t.jsonl") == table)
      }
    }
  }

  @Test func `JSON Lines keep what is missing`() throws {
    let table = try GarimpoTabularTests.table("{\"a\":null,\"b\":\"\"}\n{\"b\":\"x\\u0000\",\"c\":7}\n", "t.jsonl")
    var writer = JSONLWriter(columnNames: table.columnNames)
    writer.append(table)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "{\"a\":null,\"b\":\"\",\"c\":null}\n{\"a\":null,\"b\":\"x\\u0000\",\"c\":\"7\"}\n")
    #expect(try Table(bytes: writer.takeBytes(), name: "t.jsonl") == table)
    #expect(writer.bytes.isEmpty)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-2+3", "'-2+3"), ("@sum", "'@sum"), ("\tx", "\"'\tx\""), ("\r", "\"'\r\""),
    ("-3", "-3"), ("+1.5", "+1.5"), ("-3,5", "\"-3,5\""), ("1e-3", "1e-3"), ("-1e", "'-1e"), ("'=x", "''=x"),
    ("'x", "'x"), ("-", "'-"),
    ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""), ("a=b", "a=b"), ("+55 11 9999", "'+55 11 9999"),
  ])
  func `a spreadsheet cannot run a cell`(cell: String, written: String) {
    var writer = CSVWriter(spreadsheetSafe: true)
    writer.append(["x", cell])
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "x,\(written)\n")
  }

  @Test func `the seed's tables read back as they were`() throws {
    let path = TortureFiles.directory + "/../youtube-seed/active_labels1_done.csv"
    guard TortureFiles.isThere else { return }
    let table = try Table(path: path)
    #expect(table.rowCount == 100 && table.columnCount == 18 && table.columnNames[0] == "")
    var writer = CSVWriter(spreadsheetSafe: true)
    writer.append(table)
    var options = TableOptions()
    options.unprotectsFormulas = true
    #expect(try Table(bytes: writer.bytes, name: "t.csv", options: options) == table)
  }
}
