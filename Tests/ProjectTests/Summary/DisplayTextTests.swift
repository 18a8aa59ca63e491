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

  @Test func `Columns are aligned by width and no line ends with a space`() {
    var table = TextTable([.left, .right, .left])
    table.addHeader(["name", "n", "note"])
    table.add([.init("日本"), .init("1,000"), .init("")])
    table.add([.init("a", .good), .init("7"), .init("x", .bad)])
    #expect(table.lines(TextStyle()) == ["  name      n  note", "  日本  1,000", "  a         7  x"])
    #expect(table.lines(TextStyle(isColoured: true))[2] == "  \u{1B}[32ma\u{1B}[0m         7  \u{1B}[31mx\u{1B}[0m")
  }
}
