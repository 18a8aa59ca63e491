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
    ("", "byte 1: the line ends, expected '[' before strings and nulls"),
    ("{}", "byte 1: found '{', expected '[' before strings and nulls"),
    ("[", "byte 2: the line ends, expected a string or null"),
    (#"["a""#, "byte 5: the line ends, expected ',' or ']'"),
    (#"["a",]"#, "byte 5: a comma before the closing bracket; remove it"),
    (#"["a"]x"#, "byte 6: found x, expected the end of the line"),
    (#"["a\q"]"#, #"byte 5: found q, expected one of " \ / b f n r t u after a backslash"#),
    (#"["\u12"]"#, #"byte 7: found '"', expected four hexadecimal digits"#),
    (#"["\u+123"]"#, "byte 5: found '+', expected four hexadecimal digits"),
    (#"["\ud800"]"#, "byte 3: found half a surrogate pair, expected a character"),
    (#"["a\udc00\ud800"]"#, "byte 4: found half a surrogate pair, expected a character"),
    ("[\"a\nb\"]", "byte 4: found a control character, expected control characters in a string to be escaped"),
    ("[\"a\0\"]", "byte 4: found a control character, expected control characters in a string to be escaped"),
    ("[1]", "byte 2: found '1', expected a string or null"),
    ("[[]]", "byte 2: found '[', expected a string or null"),
    ("[true]", "byte 2: found true, expected a string or null"),
    ("[nul]", "byte 2: found nul, expected a string or null"),
    (#"["a","b"]"#, "2 cells, expected 1"),
    ("[]", "0 cells, expected 1"),
  ]) func `Damaged text is an error that says where`(text: String, message: String) throws {
    var assembler = TableAssembler(columnNames: ["a"])
    let error = #expect(throws: RawRowError.self) { try assembler.append(json: text, columns: [0]) }
    #expect(error?.description == message)
    #expect(assembler.table().rowCount == 0)
    try assembler.append(json: #"["b"]"#, columns: [0])
    #expect(assembler.table().texts(inColumn: 0) == ["b"])
  }

  @Test func `One cell too many is said so`() {
    var assembler = TableAssembler(columnNames: ["a"])
    let error = #expect(throws: RawRowError.self) { try assembler.append(json: "[null]", columns: []) }
    #expect(error?.description == "1 cell, expected 0")
  }

  @Test(
    arguments: [
      (#" [ "a" , null ] "#, ["a", nil]), (#"["\ud83d\ude00","\u00e7\/\b\f"]"#, ["😀", "ç/\u{8}\u{C}"]),
      (#"["\u0000",""]"#, ["\0", ""]), ("[null,null]", [nil, nil]),
    ] as [(String, [String?])])
  func `Any JSON array of strings and nulls is read`(text: String, cells: [String?]) throws {
    var assembler = TableAssembler(columnNames: ["a", "b"])
    try assembler.append(json: text, columns: [0, 1])
    #expect(rows(assembler.table()) == [cells])
  }

  @Test func `Every cut and every changed byte of a row is a row or an error`() throws {
    let line = Array(#"["x\u0041\n\ud83d\ude00",null,"ç"]"#.utf8)
    var refused = 0
    for place in line.indices {
      for byte: UInt8 in [0, 0x22, 0x2C, 0x5C, 0x5B, 0x5D, 0x30, 0x6E, 0x75, 0x20] {
        var damaged = line
        damaged[place] = byte
        for text in [damaged, Array(line[..<place])] {
          var assembler = TableAssembler(columnNames: ["a", "b", "c"])
          do throws(RawRowError) {
            try assembler.append(json: String(decoding: text, as: UTF8.self), columns: [0, 1, 2])
            #expect(assembler.table().rowCount == 1)
          } catch {
            refused += 1
            #expect(assembler.table().rowCount == 0)
          }
        }
      }
    }
    #expect(refused > 300)
  }

  @Test func `A table of many blocks goes there and back`() throws {
    let cell = String(repeating: "é\"", count: 100_000)
    let table = Table(columnNames: ["a", "b"], rows: (0..<40).map { ["\($0)", cell] })
    let again = try Self.roundTrip(table)
    #expect(again.blocks.count > 2 && table.blocks.count > 2)
    #expect(again.texts(inColumn: 0) == table.texts(inColumn: 0))
    #expect(again.texts(inColumn: 1).allSatisfy { $0 == cell })
  }
}
