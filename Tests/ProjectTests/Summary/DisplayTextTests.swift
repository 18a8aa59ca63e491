import Testing

@testable import GarimpoProject

struct DisplayTextTests {
  @Test(arguments: [
    ("plain ação 日本語 🙂", "plain ação 日本語 🙂"), ("a\nb\r\tc", "a\\nb\\r\\tc"), ("\u{1B}[31mred", "\\u{1B}[31mred"),
    ("\u{9B}2J", "\\u{9B}2J"), ("a\u{202E}b", "a\\u{202E}b"), ("", ""),
  ])
  func `What could move the cursor is written as an escape`(_ text: String, _ expected: String) {
    #expect(DisplayText.printable(text) == expected)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("ação", 4), ("ac\u{327}a\u{303}o", 4), ("日本語", 6), ("🙂", 2), ("a\u{200B}b", 2),
  ])
  func `Width is counted in columns of the terminal`(_ text: String, _ width: Int) {
    #expect(DisplayText.width(text) == width)
  }

  @Test(arguments: [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("ab", 1, "…")])
  func `A text is cut to the columns there are`(_ text: String, _ columns: Int, _ expected: String) {
    #expect(DisplayText.cut(text, to: columns) == expected)
  }

  @Test func `Text is wrapped at spaces`() {
    #expect(DisplayText.wrapped("a bc def g", to: 4) == ["a bc", "def", "g"])
    #expect(DisplayText.wrapped("tremendous a", to: 4) == ["tremendous", "a"])
    #expect(DisplayText.wrapped("", to: 4) == [])
  }

  @Test(arguments: [
    ("videos.csv", "videos.csv"), ("my videos.csv", "'my videos.csv'"), ("it's", "'it'\\''s'"), ("$(rm)", "'$(rm)'"),
    ("", "''"), ("ação.csv", "ação.csv"),
  ])
  func `A word for the shell is quoted when it must be`(_ text: String, _ expected: String) {
    #expect(DisplayText.shellWord(text) == expected)
  }

  @Test(arguments: [
    ("abc def", "abc def"), ("abc defg", "abc\n  defg"), ("  a b cd ef", "  a b\n    cd\n    ef"), ("", ""),
    ("\n\n", "\n\n"),
    ("a\n\nab  cd  ef\n", "a\n\nab  cd\n  ef\n"), ("tremendous", "tremendous"),
    ("a tremendous b", "a\n  tremendous\n  b"),
    ("\u{1B}[1mab\u{1B}[0m cd ef", "\u{1B}[1mab\u{1B}[0m cd\n  ef"), ("  garimpo show x", "  garimpo show x"),
    ("Next:  garimpo show x", "Next:  garimpo show x"), ("garimpos a b", "garimpos\n  a b"),
  ])
  func `Wide lines are broken at spaces, commands to copy are not`(_ text: String, _ expected: String) {
    #expect(DisplayText.folded(text, to: 7) == expected)
  }

  @Test(arguments: [(10, 1), (60, 1), (61, 2)])
  func `What a command does stands beside it where there is room`(_ width: Int, _ count: Int) {
    let command = String(repeating: "x", count: width)
    let lines = DisplayText.command(command, String(repeating: "y", count: 16))
    #expect(lines.count == count && lines[0].hasPrefix("  \(command)"))
    #expect(lines.last?.hasSuffix("  " + String(repeating: "y", count: 16)) == true)
  }

  @Test func `A table gives way where it is widest and never beyond the screen`() {
    var table = TextTable([.left, .right, .left])
    let long = String(repeating: "x", count: 90)
    table.add([.init(long), .init("123,456,789"), .init("kept")])
    table.add([.init("a"), .init("1"), .init("")])
    #expect(
      table.lines(TextStyle()) == [
        "  " + String(repeating: "x", count: 58) + "…  123,456,789  kept",
        "  a" + String(repeating: " ", count: 70) + "1",
      ])
    var both = TextTable([.left, .left])
    both.add([.init(long), .init(long)])
    #expect(both.lines(TextStyle()).map(DisplayText.width) == [80])
    var crowd = TextTable([TextTable.Alignment](repeating: .left, count: 8))
    crowd.add([TextTable.Cell](repeating: .init(long), count: 8))
    #expect(crowd.lines(TextStyle()).map(DisplayText.width) == [80])
  }

  @Test func `The last column goes on below when it wraps`() {
    var table = TextTable([.left, .left], wrapsLast: true)
    let words = String(repeating: "word ", count: 20)
    table.add([.init("name"), .init(words)])
    table.add([.init("short"), .init("x")])
    let lines = table.lines(TextStyle())
    let half = String(repeating: "word ", count: 14).dropLast()
    #expect(lines == ["  name   \(half)", "         word word word word word word", "  short  x"])
    table.add([.init(String(repeating: "n", count: 70)), .init(String(repeating: "w", count: 50))])
    let wide = table.lines(TextStyle())
    #expect(wide.allSatisfy { DisplayText.width($0) <= 80 })
    #expect(wide.last?.hasSuffix("n…  " + String(repeating: "w", count: 37) + "…") == true)
  }

  @Test func `Columns are aligned by width and no line ends with a space`() {
    var table = TextTable([.left, .right, .left])
    table.addHeader(["name", "n", "note"])
    table.add([.init("日本"), .init("1,000"), .init("")])
    table.add([.init("a", .good), .init("7"), .init("x", .bad)])
    #expect(table.lines(TextStyle()) == ["  name      n  note", "  日本  1,000", "  a         7  x"])
    #expect(table.lines(TextStyle(isColoured: true))[2] == "  \u{1B}[32ma\u{1B}[0m         7  \u{1B}[31mx\u{1B}[0m")
  }
}
