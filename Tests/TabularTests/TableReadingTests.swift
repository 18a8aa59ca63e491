import GarimpoKernels
import Testing

@testable import GarimpoTabular

/// Reads a table from a text.
func table(_ text: String, _ name: String = "t.csv", _ change: (inout TableOptions) -> Void = { _ in }) throws -> Table
{
  var options = TableOptions()
  change(&options)
  return try Table(bytes: Array(text.utf8), name: name, options: options)
}

/// The rows of a table, a missing cell as nil.
func rows(_ table: Table) -> [[String?]] {
  (0..<table.rowCount).map { row in
    (0..<table.columnCount).map { table.isMissing(row, $0) ? nil : table[row, $0] }
  }
}

@Suite struct TableReadingTests {
  @Test(arguments: [
    ("a,b\n1,2\n", [["1", "2"]]),
    ("a,b\n1,2", [["1", "2"]]),
    ("a,b\r\n1,2\r\n", [["1", "2"]]),
    ("a,b\r1,2\r", [["1", "2"]]),
    ("a,b\n1,2\r\n3,4\r5,6", [["1", "2"], ["3", "4"], ["5", "6"]]),
    ("\n\na,b\n\n1,2\n\n\n", [["1", "2"]]),
    ("a,b\n,\n", [["", ""]]),
    ("a,b\n\"\",\"\"\n", [["", ""]]),
    ("a,b\n\"x\ny\",\"\"\"\"\n", [["x\ny", "\""]]),
    ("a,b\n\"x\r\ny\",\"\r\"\n", [["x\r\ny", "\r"]]),
    ("a,b\nx\"y,z\"\n", [["x\"y", "z\""]]),
    ("a,b\n x , y \n", [[" x ", " y "]]),
    ("a;b\n1,5;2,5\n", [["1,5", "2,5"]]),
    ("a\tb\n1\t2\n", [["1", "2"]]),
    ("a|b\n1|2\n", [["1", "2"]]),
    ("a,b\n1,x;y;z\n2,x;y;z\n", [["1", "x;y;z"], ["2", "x;y;z"]]),
    ("x,\"a;b;c\"\n1,\"2;3;4\"\n", [["1", "2;3;4"]]),
    ("sep=;\na;b\n1;2\n", [["1", "2"]]),
    ("SEP=\t\r\na\tb\r\n1\t2\r\n", [["1", "2"]]),
    ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
    ("\u{FEFF}sep=|\na|b\n1|2\n", [["1", "2"]]),
    ("a,b\n\0,x\0y\n", [["\0", "x\0y"]]),
  ])
  func `the rules of delimited text`(text: String, expected: [[String]]) throws {
    let table = try table(text)
    #expect(table.columnCount == 2)
    #expect(rows(table) == expected)
  }

  @Test(arguments: [
    ("a\n1\n\n2\n", ["1", "", "2"]),
    ("a\n\"\"\n", [""]),
    ("\n\na\n1\n", ["1"]),
    ("\n\n", [""]),
  ])
  func `in a table of one column a blank line is an empty value`(text: String, expected: [String]) throws {
    #expect(try table(text).texts(inColumn: 0) == expected)
  }

  @Test func `blank lines can be kept or skipped`() throws {
    #expect(try table("a\n1\n\n2\n") { $0.blankLines = .skip }.texts(inColumn: 0) == ["1", "2"])
    let padded = try table("a,b\n\n1,2\n") { options in
      options.blankLines = .keep
      options.ragged = .pad
    }
    #expect(rows(padded) == [["", nil], ["1", "2"]])
  }

  @Test func `names are made unique and every change is reported`() throws {
    let table = try table(",title,,title,title_2,,title\n1,2,3,4,5,6,7\n")
    #expect(table.columnNames == ["", "title", "column3", "title_3", "title_2", "column6", "title_4"])
    #expect(table.report.renamedColumns.map(\.column) == [2, 3, 5, 6])
    #expect(table.report.renamedColumns.map(\.to) == ["column3", "title_3", "column6", "title_4"])
    #expect(table.column(named: "") == 0)
  }

  @Test func `fifty thousand equal names are numbered past the ones that are taken`() throws {
    // Numbering that tries all numbers again for each name takes minutes here: it would be seen without a clock.
    let count = 50_000
    let names = HeaderNames([String](repeating: "a", count: count - 1) + ["a_2"], isPresent: true).unique
    #expect(Set(names).count == count)
    #expect(names[1] == "a_3")
    #expect(names[count - 2] == "a_\(count)")
  }

  @Test func `without a header the columns are numbered and the first record is a row`() throws {
    let table = try table("1,2\n3,4\n") { $0.header = .absent }
    #expect(table.columnNames == ["column1", "column2"])
    #expect(rows(table) == [["1", "2"], ["3", "4"]])
    #expect(table.record(ofRow: 0) == 1 && table.line(ofRow: 0) == 1 && table.line(ofRow: 1) == 2)
  }

  @Test func `a table without a header may be large`() throws {
    let cell = String(repeating: "x", count: 1 << 20)
    let table = try table(String(repeating: "a,\(cell)\n", count: 9)) { $0.header = .absent }
    #expect(table.rowCount == 9 && table.texts(inColumn: 0).allSatisfy { $0 == "a" })
    #expect(table[0, 1] == cell && table[8, 1] == cell)
  }

  @Test func `what is repaired in the first row of a table without a header is counted once`() throws {
    let table = try table("Ã§,Ã£\nÃ©,x\n") { options in
      options.header = .absent
      options.repairsMojibake = true
    }
    #expect(rows(table) == [["ç", "ã"], ["é", "x"]])
    #expect(table.report.repairedCharacterCount == 3)
  }

  @Test func `only the columns asked for are kept`() throws {
    let text = "a,b,c\n1,2,3\n4,\"5\"\"\",6\n"
    let table = try table(text) { $0.keptColumns = ["c", "a"] }
    #expect(table.columnNames == ["a", "c"])
    #expect(rows(table) == [["1", "3"], ["4", "6"]])
    var options = TableOptions()
    options.header = .absent
    options.keptColumns = ["column2"]
    let bare = try Table(bytes: Array(text.utf8), name: "t.csv", options: options)
    #expect(bare.texts(inColumn: 0) == ["b", "2", "5\""])
  }

  @Test func `ragged records are filled or cut when that is accepted, each one reported`() throws {
    let table = try table("a,b,c\n1\n1,2,3,4\n5,6,7\n") { $0.ragged = .pad }
    #expect(rows(table) == [["1", nil, nil], ["1", "2", "3"], ["5", "6", "7"]])
    #expect(
      table.report.raggedRecords == [
        .init(record: 2, line: 2, fieldCount: 1), .init(record: 3, line: 3, fieldCount: 4),
      ])
  }

  @Test func `rows know their line and record, through quoted line breaks and blank lines`() throws {
    let table = try table("a,b\r\n\"1\r\n1\n1\r1\",2\r\n\r\n3,4\r\n")
    #expect([table.line(ofRow: 0), table.line(ofRow: 1)] == [2, 7])
    #expect([table.record(ofRow: 0), table.record(ofRow: 1)] == [2, 3])
    #expect(table.report.pairCount == 3 && table.report.blankLineCount == 1)
  }

  @Test func `three thousand columns and a field of a megabyte`() throws {
    let names = (0..<3000).map { "c\($0)" }
    let wide = try table(names.joined(separator: ",") + "\n" + names.joined(separator: ",") + "\n")
    #expect(wide.columnNames == names && wide[0, 2999] == "c2999")
    let long = String(repeating: "long é\n", count: 150_000)
    let table = try table("a,b\n1,\"\(long)\"\n2,3\n")
    #expect(table[0, 1] == long && table[1, 1] == "3" && table.line(ofRow: 1) == 150_003)
  }

  @Test func `quotes mean nothing when told so`() throws {
    let table = try table("ham\t\"hello\nspam\tb\n", "t.tsv") { options in
      options.quoting = .none
      options.header = .absent
    }
    #expect(rows(table) == [["ham", "\"hello"], ["spam", "b"]])
  }

  @Test func `quotes that enclose nothing in a tab-separated file are ordinary text`() throws {
    let text = "a\tb\n1\t\"hello\" he said\n2\tx\n"
    let table = try table(text, "t.tsv")
    #expect(rows(table) == [["1", "\"hello\" he said"], ["2", "x"]])
    #expect(table.report.hasPlainQuotes)
    #expect(
      table.report.notes
        == ["quotes do not enclose fields in this tab-separated file, so they were read as ordinary text"])
    #expect(throws: TableError.self) { _ = try GarimpoTabularTests.table(text, "t.tsv") { $0.quoting = .byte(0x22) } }
    #expect(try !GarimpoTabularTests.table("a\tb\n1\t\"x\ty\"\n").report.hasPlainQuotes)
  }

  @Test func `text after a closing quote is kept when told so`() throws {
    let table = try table("a,b\n\"x\"y\"z,2\n") { $0.keepsTextAfterQuote = true }
    #expect(rows(table) == [["xy\"z", "2"]])
  }

  @Test func `a delimiter given wins over the file's own line`() throws {
    let table = try table("sep=;\na:b\n1:2\n") { $0.delimiter = 0x3A }
    #expect(rows(table) == [["1", "2"]])
  }

  @Test func `a table is equal to one made of its rows`() throws {
    let read = try table("a,b\n1,2\n,4\n")
    let made = Table(columnNames: ["a", "b"], rows: [["1", "2"], ["", "4"]])
    #expect(read == made && read.hashValue == made.hashValue)
    #expect(read != Table(columnNames: ["a", "b"], rows: [["1", "2"], ["", "5"]]))
    let count = read.withBytes(1, 1) { $0.count }
    #expect(count == 1)
  }

  @Test func `the buffer does not grow with the file, and a table keeps only what was asked for`() throws {
    let row = "1,\"a long text that nobody wants\nwith a line break\",x,\(String(repeating: "y", count: 900))\n"
    let text = "id,text,c,d\n" + String(repeating: row, count: 1000)
    let reader = try RecordReader(bytes: Array(text.utf8), name: "t.csv")
    var record = Record()
    var count = 0
    while try reader.next(into: &record) { count += 1 }
    #expect(count == 1001)
    #expect(reader.bufferSize == TextSource.usualChunkSize + ByteScan.padding)
    let table = try table(text) { $0.keptColumns = ["id", "c"] }
    #expect(table.blocks.reduce(0) { $0 + $1.bytes.count } == 2000)
    #expect(table.blocks.reduce(0) { $0 + $1.bytes.capacity } < 1 << 20)
  }

  @Test func `a record longer than allowed is an error, not a full memory`() throws {
    let text = "a,b\n1,\"" + String(repeating: "x", count: 2 << 20)
    let error = #expect(throws: TableError.self) { _ = try table(text) { $0.maximumRecordBytes = 1 << 20 } }
    #expect(
      error?.description
        == "t.csv: record 2 (line 2): longer than 1048576 bytes; is a quote not closed? Allow more with --max-record-bytes"
    )
  }

  @Test(arguments: 1...40)
  func `the size of the pieces read does not matter`(size: Int) throws {
    let text = "name;text\n\"é\";\"a \"\"学\"\"\r\nb\"\n🎓;x\n\n;\"\"\n"
    let whole = rows(try table(text))
    var utf16: [UInt8] = []
    for unit in text.utf16 { utf16 += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
    for (bytes, encoding) in [(Array(text.utf8), TextEncoding.utf8), (utf16, .utf16LittleEndian)] {
      var options = TableOptions()
      options.delimiter = 0x3B
      options.encoding = encoding
      let source = try TextSource(try ByteSource(bytes: bytes, name: "t.csv"), options: options, chunkSize: size)
      let reader = try RecordReader(source, options: options)
      var record = Record()
      var found: [[String?]] = []
      while try reader.next(into: &record) { found.append(record.fields) }
      #expect(found.dropFirst().elementsEqual(whole))
    }
  }
}
