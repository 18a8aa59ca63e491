import GarimpoStore
import Testing

@testable import GarimpoProject

/// What a person types, as a query.
struct SearchTextTests {
  @Test(arguments: [
    ("gold", "\"gold\" *"), ("gold ", "\"gold\""), (" two  words", "\"two\" \"words\" *"),
    ("\"two words\"", "\"two words\""), ("\"two words\" more", "\"two words\" \"more\" *"),
    ("\"not closed", "\"not closed\""), ("a\"b\"c", "\"a\" \"b\" \"c\""), ("a", "\"a\""), ("ab", "\"ab\" *"),
    ("河", "\"河\" *"), ("NOT AND -xy", "\"NOT\" \"AND\" \"-xy\" *"), ("x\0y", "\"xy\" *"),
    ("w*", "\"w*\""), ("x-w", "\"x-w\""), ("e\u{301}", "\"e\u{301}\""), ("wo*", "\"wo*\" *"), ("*", "\"*\""),
  ]) func `Words are quoted, and the last may go on`(_ text: String, _ query: String) throws {
    #expect(try SearchText(text)?.query == query)
  }

  @Test(arguments: ["", "  ", "\"", "\"\"", "\" \"", "\0", "\n"])
  func `A text without words is none`(_ text: String) throws {
    #expect(try SearchText(text) == nil)
  }

  @Test(arguments: [
    ("go", false), ("gol", false), ("gold", true), ("gold ", false), ("\"gold\"", false), ("gol*", false),
    ("x-gol", false), ("-gold*", true),
  ])
  func `A long beginning is known`(_ text: String, _ isLong: Bool) throws {
    #expect(try SearchText(text)?.hasLongBeginning == isLong)
  }

  /// Nothing that is typed is a mistake in SQLite's language.
  @Test(arguments: [
    "*", "^a", "a^", "title:gold", "title : gold", "{title} : x", "- -", "(a", "a)", "NEAR(a b)", "a OR", "AND",
    "NOT x",
    "a + b", "'", "''", ";", "--", "!!!", "\"", "\"a", "a\"", "\\", "%", "a*b", "**", "é\u{301}", "🙂", "a:b:c", ".",
    "$1",
    "?", "@x", "#", "a\u{0}b", "gold\u{0}", "\u{FEFF}",
  ]) func `Anything may be typed`(_ text: String) throws {
    let (things, order) = try ItemQueryTests.world(5)
    var query = ItemQuery()
    for text in [text, "gold \(text)", "\(text) ", "\(text) gold", "\"\(text)\""] {
      for sort in ItemQuery.Sort.allCases {
        (query.text, query.sort, query.labels) = (text, sort, .any)
        _ = try things.project.items(query, order: order)
      }
    }
    query.text = "gold \(text)"
    #expect(try things.project.items(query, order: order).items.count <= 5)
  }
}
