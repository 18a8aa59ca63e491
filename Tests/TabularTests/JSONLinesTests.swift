import GarimpoTabular
import Testing

@Suite struct JSONLinesTests {
  @Test func `columns are the union of the keys in order of first appearance, what is not there is missing`() throws {
    let table = try table("{\"a\":\"x\",\"b\":null}\n\n{\"c\":\"\",\"a\":\"y\"}\n", "t.jsonl")
    #expect(table.columnNames == ["a", "b", "c"])
    #expect(rows(table) == [["x", nil, nil], ["y", nil, ""]])
    #expect(table.report.blankLineCount == 1 && table.report.format == .jsonLines && table.report.delimiter == nil)
    #expect([table.line(ofRow: 1), table.record(ofRow: 1)] == [3, 2])
  }

  @Test(arguments: [
    (#""x""#, "x"), (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz"), (#""\u0041\u00e9\u5B66""#, "Aé学"),
    (#""\uD83C\uDF93""#, "🎓"), ("12", "12"), ("-0.50e+10", "-0.50e+10"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("true", "true"), ("false", "false"), ("[1, {\"b\" : \"}\"}]", "[1, {\"b\" : \"}\"}]"), ("{ }", "{ }"),
    ("[]", "[]"),
    ("\"学 🎓\"", "学 🎓"), ("\"\"", ""),
  ])
  func `values are their text`(json: String, expected: String) throws {
    let table = try table("{\"v\": \(json) }\r\n", "t.ndjson")
    #expect(rows(table) == [[expected]])
  }

  @Test func `half a surrogate pair becomes U+FFFD and is counted`() throws {
    let table = try table(#"{"v":"a\ud83d b\udf93\ud83d\u0041"}"#, "t.jsonl")
    #expect(table[0, 0] == "a\u{FFFD} b\u{FFFD}\u{FFFD}A" && table.report.loneSurrogateCount == 3)
  }

  @Test(arguments: [
    ("[1]", "byte 1: an array, expected an object: JSON Lines has one { … } on each line"),
    ("\"x\"", "byte 1: a string, expected an object: JSON Lines has one { … } on each line"),
    ("7", "byte 1: a number, expected an object: JSON Lines has one { … } on each line"),
    ("x", "byte 1: found x, expected a value"),
    ("{\"a\":1,}", "byte 7: a comma before the closing bracket; remove it"),
    ("{\"a\":[1,]}", "byte 8: a comma before the closing bracket; remove it"),
    ("{\"a\":NaN}", "byte 6: NaN is not a JSON value; write null"),
    ("{\"a\":-Infinity}", "byte 6: -Infinity is not a JSON value; write null"),
    ("{\"a\":1,\"a\":2}", "byte 8: the key \"a\" occurs twice; keep one"),
    ("{\"a\":01}", "byte 7: found '1', expected no digit after a leading zero"),
    ("{\"a\":1.}", "byte 8: found '}', expected a digit after the point"),
    ("{\"a\":1e}", "byte 8: found '}', expected a digit in the exponent"),
    ("{\"a\":}", "byte 6: found '}', expected a value"),
    ("{\"a\" 1}", "byte 6: found '1', expected ':' after the key"),
    ("{a:1}", "byte 2: found a, expected a key in double quotes"),
    ("{\"a\":\"x", "byte 8: the line ends, expected the closing '\"' of a string"),
    ("{\"a\":1", "byte 7: the line ends, expected ',' or '}'"),
    ("{\"a\":[1", "byte 8: the line ends, expected ',' or ']'"),
    ("{\"a\":1} x", "byte 9: found x, expected the end of the line"),
    ("{\"a\":\"\\q\"}", "byte 8: found q, expected one of \" \\ / b f n r t u after a backslash"),
    ("{\"a\":\"\\u12g4\"}", "byte 11: found g, expected four hexadecimal digits"),
    ("{\"a\":\"\t\"}", "byte 7: found a control character, expected control characters in a string to be escaped"),
    ("{\"a\":é}", "byte 6: found 'é', expected a value"),
  ])
  func `what is not JSON is an error with its place`(line: String, message: String) throws {
    let error = #expect(throws: TableError.self) { _ = try table("{\"ok\":1}\n\(line)\n", "t.jsonl") }
    #expect(error?.description == "t.jsonl: record 2 (line 2): \(message)")
  }

  @Test func `nesting is read to a limit`() throws {
    let deep = { (depth: Int) in
      "{\"a\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
    }
    #expect(try table(deep(511), "t.jsonl").rowCount == 1)
    let error = #expect(throws: TableError.self) { _ = try table(deep(600), "t.jsonl") }
    #expect(
      error?.description == "t.jsonl: record 1 (line 1): byte 518: more than 512 arrays or objects within each other")
  }

  @Test func `only the columns asked for are kept, and one that is nowhere is an error`() throws {
    let text = "{\"a\":1,\"b\":2}\n{\"b\":3,\"c\":[4]}\n"
    let table = try table(text, "t.jsonl") { $0.keptColumns = ["c", "b"] }
    #expect(table.columnNames == ["b", "c"] && rows(table) == [["2", nil], ["3", "[4]"]])
    let error = #expect(throws: TableError.self) {
      _ = try GarimpoTabularTests.table(text, "t.jsonl") { $0.keptColumns = ["z"] }
    }
    #expect(error?.description == "t.jsonl: no column \"z\"; the columns are \"a\", \"b\", \"c\"")
  }

  @Test func `a file without an extension is known by its first byte`() throws {
    #expect(try table("{\"a\":1}\n", "standard input").columnNames == ["a"])
    #expect(try table("a,b\n1,2\n", "standard input").columnNames == ["a", "b"])
    #expect(try table("{\"a\":1}\n", "t.csv").rowCount == 0)
  }

  @Test(arguments: ["", "\n\n", "{}\n"])
  func `a file without a value is empty`(text: String) {
    let error = #expect(throws: TableError.self) { _ = try table(text, "t.jsonl") }
    #expect(error?.description == "t.jsonl: is empty; a table has at least a header")
  }

  @Test func `random damage to a line never crashes`() throws {
    let line = Array(#"{"a":"x\u0041\n","b":[1,{"c":-1.5e3}],"d":null,"e":true}"#.utf8)
    for place in line.indices {
      for byte: UInt8 in [0, 0x22, 0x2C, 0x5C, 0x7B, 0x7D, 0x5D, 0x30, 0x75, 0xC3] {
        var damaged = line
        damaged[place] = byte
        _ = try? Table(bytes: damaged, name: "t.jsonl")
        _ = try? Table(bytes: Array(damaged[..<place]), name: "t.jsonl")
      }
    }
  }
}
