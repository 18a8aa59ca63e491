import GarimpoKernels
import Testing

@testable import GarimpoTabular

struct RawRowTests {
  private static func roundTrip(_ table: Table) throws -> Table {
    var assembler = TableAssembler(columnNames: table.columnNames)
    for row in 0..<table.rowCount {
      try assembler.append(json: RawRow.json(table, row: row), columns: Array(0..<table.columnCount))
    }
    return assembler.table()
  }

  @Test func `A row is a JSON array of its cells`() throws {
    let table = try Table(
      bytes: Array(#"{"a":"x\"\\\n\t\u0001/ç😀","b":null,"c":""}"#.utf8), name: "one.jsonl")
    #expect(RawRow.json(table, row: 0) == #"["x\"\\\n\t\u0001/ç😀",null,""]"#)
    #expect(RawRow.json(Table(columnNames: [], rows: [[]]), row: 0) == "[]")
  }

  @Test func `What was written is read back, cell by cell`() throws {
    var random = SplitMix64(seed: 4, stream: 0)
    let scalars: [Unicode.Scalar] = [
      "\0", "\u{8}", "\u{C}", "\u{1F}", "\u{7F}", "\\", "\"", "n", "ç", "日", "😀", "\u{2028}", "\u{FFFD}", "\r", "\n",
    ]
    for width in 0...3 {
      let names = (0..<width).map { "c\($0)" }
      let rows = (0..<40).map { _ in
        names.map { _ in
          var text = ""
          for _ in 0..<random.next(below: 5) { text.unicodeScalars.append(scalars[random.next(below: scalars.count)]) }
          return text
        }
      }
      let table = Table(columnNames: names, rows: rows)
      #expect(try Self.roundTrip(table) == table)
    }
    let missing = try Table(bytes: Array("{\"a\":null,\"b\":\"\"}\n{\"b\":\"x\"}\n".utf8), name: "m.jsonl")
    #expect(try Self.roundTrip(missing) == missing)
  }

  @Test func `Rows of tables with other columns come together`() throws {
    var assembler = TableAssembler(columnNames: ["a", "b", "c"])
    try assembler.append(json: #"["1","2"]"#, columns: [2, 0])
    try assembler.append(json: #"["3"]"#, columns: [1])
    try assembler.append(json: "[]", columns: [])
    let table = assembler.table()
    #expect(table.rowCount == 3)
    #expect(table[0, 0] == "2" && table.isMissing(0, 1) && table[0, 2] == "1")
    #expect(table.isMissing(1, 0) && table[1, 1] == "3" && table.isMissing(2, 1))
    #expect(table.record(ofRow: 2) == 3)
  }

  @Test(arguments: [
    ("", "byte 0: expected a JSON array of strings and nulls"),
    ("[", "byte 1: expected a JSON array of strings and nulls"),
    (#"["a""#, "byte 4: expected a JSON array of strings and nulls"),
    (#"["a",]"#, "byte 5: expected a JSON array of strings and nulls"),
    (#"["a"]x"#, "byte 5: expected a JSON array of strings and nulls"),
    (#"["a\q"]"#, "byte 5: expected a JSON array of strings and nulls"),
    (#"["\u12"]"#, "byte 4: expected a JSON array of strings and nulls"),
    (#"["\u+123"]"#, "byte 4: expected a JSON array of strings and nulls"),
    (#"["\ud800"]"#, "byte 4: expected a JSON array of strings and nulls"),
    ("[1]", "byte 1: expected a JSON array of strings and nulls"),
    ("[nul]", "byte 4: expected a JSON array of strings and nulls"),
    (#"["a","b"]"#, "2 cells, expected 1"),
    ("[]", "0 cells, expected 1"),
  ]) func `Damaged text is an error that says where`(text: String, message: String) {
    var assembler = TableAssembler(columnNames: ["a"])
    let error = #expect(throws: RawRowError.self) { try assembler.append(json: text, columns: [0]) }
    #expect(error?.description == message)
    #expect(assembler.table().rowCount == 0)
  }
}
