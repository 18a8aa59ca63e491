import Testing

@testable import GarimpoProject

struct SpreadsheetTextTests {
  @Test(arguments: [
    "#REF!", "#N/A", "#N/D", "#NAME?", "#NOME?", "#VALUE!", "#VALOR!", "#DIV/0!", "#NULL!", "#NUM!", "#¡REF!", "####",
    "Err:508", "Err:502",
  ]) func `An error value is known`(_ text: String) {
    #expect(SpreadsheetText.isError(text))
  }

  @Test(arguments: [
    "", "#", "##", "#1", "#Hashtag!", "#PeluangKarier: ada?", "#AI", "REF!", "Err", "Err: see below", "error",
  ]) func `Another text is no error value`(_ text: String) {
    #expect(!SpreadsheetText.isError(text))
  }

  @Test(arguments: ["1E+05", "1e5", "1,23457E+17", "1.5E-3", "12E08", "-1E+05"])
  func `Scientific notation is known`(_ text: String) {
    #expect(SpreadsheetText.isScientific(text))
  }

  @Test(arguments: ["", "E5", "1E", "1E+", "1E+5x", "15", "1.5", "abc1E5", "1E5E5", "1.2.3E5", "1E5.0", "1-E5", ".E5"])
  func `Another text is no scientific notation`(_ text: String) {
    #expect(!SpreadsheetText.isScientific(text))
  }

  static let numbers: [(String, String?)] = [
    ("17.0", "17"), ("17,0", "17"), ("17.00", "17"), ("-3,0", "-3"), ("0.0", "0"), ("007.0", "007"), ("17", nil),
    // May be seventeen thousand.
    ("17.000", nil), ("17,000", nil), ("17.0000", nil), ("17.5", nil), ("17.", nil), (".0", nil), ("-.0", nil),
    ("1.7.0", nil), ("a.0", nil), ("", nil), ("1 7.0", nil),
  ]

  @Test(arguments: numbers) func `Only a whole number with one or two zeros behind it is one`(
    _ text: String, _ whole: String?
  ) {
    #expect(SpreadsheetText.wholeNumber(text) == whole)
  }

  static let plain: [(String, String)] = [
    ("title", "title"), ("  a \t b\n", "a b"), ("\u{FEFF}id", "id"), ("a\u{A0}b", "a b"),
    ("visualizaÃ§Ãµes", "visualizações"),
    ("ção", "ção"), (" \u{200B} ", ""), ("", ""), ("Case Stays", "Case Stays"),
  ]

  @Test(arguments: plain) func `White space, unseen marks and double encoding do not count`(
    _ text: String, _ expected: String
  ) {
    #expect(SpreadsheetText.plain(text) == expected)
    #expect(SpreadsheetText.plain(expected) == expected)
    #expect(SpreadsheetText.name(text) == expected.lowercased())
  }

  @Test func `Trimming leaves what is inside`() {
    #expect(SpreadsheetText.trimmed(" \n a \n b\u{A0}") == "a \n b")
    #expect(SpreadsheetText.trimmed(" \t\n") == "" && SpreadsheetText.trimmed("") == "")
  }
}
