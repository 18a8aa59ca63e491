import GarimpoTabular
import Testing

@Suite struct ReadingReportTests {
  @Test(arguments: [
    ("a,b\n1,2\n3,4\n", "t.csv: 2 rows, UTF-8, fields divided by comma, lines end with LF"),
    ("a;b\r\n1;2\r\n", "t.csv: 1 row, UTF-8, fields divided by semicolon, lines end with CRLF"),
    ("a\tb\r1\t2\r", "t.csv: 1 row, UTF-8, fields divided by tab, lines end with CR"),
    ("a|b\n1|2\r\n3|4", "t.csv: 2 rows, UTF-8, fields divided by pipe, lines end with LF (1) and CRLF (1)"),
  ])
  func `the summary says what was read`(text: String, summary: String) throws {
    #expect(try table(text).report.summary == summary)
  }

  @Test func `JSON Lines are called so`() throws {
    let report = try table("{\"a\":\"\\ud800\"}\n\n", "t.jsonl").report
    #expect(report.summary == "t.jsonl: 1 row, UTF-8, JSON Lines, lines end with LF")
    #expect(report.notes == ["1 escape of half a surrogate pair: replaced by U+FFFD", "1 blank line skipped"])
  }

  @Test func `a plain file needs no note`() throws {
    #expect(try table("a,b\n1,2\n").report.notes.isEmpty)
  }

  @Test func `everything that is odd has its sentence`() throws {
    let text = "title\nsep\n"
    let report = try table(text) { $0.skippedLines = 1 }.report
    #expect(
      report.notes == [
        "no delimiter divides the records evenly; state it with --delimiter if there is one",
        "1 line above the table skipped",
      ])
    let odd = try table("sep=;\n;7;7;\n\n1;2\0;3;4\n1\n") { $0.ragged = .pad }.report
    #expect(
      odd.notes == [
        "1 NUL byte kept", "the first line names the delimiter (sep=)", "1 blank line skipped",
        "record 3 (line 5): 1 field, made to fit", "column 3 is called \"7_2\": there is a \"7\" before it",
        "column 4 has no name: called \"column4\"",
        "the header looks like data (\"7\"); if the file has no header, say so with --no-header",
      ])
  }

  @Test func `encodings and damage have their sentences`() throws {
    func notes(_ bytes: [UInt8]) throws -> [String] { try Table(bytes: bytes, name: "t.csv").report.notes }
    let plain = Array("plain text,y\nmore plain text ".utf8)
    #expect(
      try notes(plain + [0xE7, 0x2C, 0x31]) == ["not UTF-8; read as Latin-1 (Windows-1252 would give the same text)"])
    #expect(
      try notes(plain + [0x80, 0x2C, 0x31])
        == ["not UTF-8; bytes from 80 to 9F occur, so it was read as Windows-1252"])
    #expect(
      try notes(plain + Array("éé".utf8) + [0xFF, 0x2C, 0x31])
        == ["1 byte not UTF-8, the first at byte 34: replaced by U+FFFD"])
    #expect(
      try notes(plain + Array("Ã§ Ã£ Ãµ,1".utf8))
        == ["the text looks like UTF-8 that was read in another encoding (Ã§ for ç); repair it with --repair-mojibake"])
  }
}
