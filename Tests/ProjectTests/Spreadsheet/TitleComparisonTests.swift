import Testing

@testable import GarimpoProject

struct TitleComparisonTests {
  typealias Agreement = TitleComparison.Agreement

  static let cases: [(row: String, item: String, Agreement)] = [
    ("Ação & reação", "Ação & reação", .same),
    ("", "Ação", .same),
    (" Ação  &\nreação ", "Ação & reação", .same),
    ("AÃ§Ã£o & reaÃ§Ã£o", "Ação & reação", .same),
    ("Ação & reação", "AÃ§Ã£o & reaÃ§Ã£o", .same),
    // `ã` in one piece and in two.
    ("A\u{E7}\u{E3}o", "Ac\u{327}a\u{303}o", .same),
    ("#NAME?", "-5 degrees", .same),
    ("1984.0", "1984", .same),
    ("1984,0", "1984", .same),
    ("1984,000", "1984", .different),
    ("'=1+1", "=1+1", .same),
    ("=1+1", "'=1+1", .same),
    ("''=1+1", "'=1+1", .same),
    ("'tis nothing", "tis nothing", .different),
    // What Windows-1252 and a wrong reading leave.
    ("Caf? ?????? 9", "Café “机器学习” 9", .damaged),
    ("Caf\u{FFFD} 9", "Café 9", .damaged),
    ("Part A? done", "Part Á done", .different),
    ("Part \u{C3}? done", "Part Á done", .damaged),
    ("????", "机器学习", .damaged),
    ("????", "Deep", .different),
    ("Caf? 9", "Cafe 9", .different),
    ("Deep ?", "Deep", .different),
    // Cut off.
    ("Introduct", "Introduction to ML", .damaged),
    ("Introduct…", "Introduction to ML", .damaged),
    ("Introduct...", "Introduction to ML", .damaged),
    ("Introduct?", "Introduction to ML", .damaged),
    ("Introduction?", "Introduction", .different),
    ("Introduction to ML…", "Introduction to ML", .different),
    ("Intro", "Introduction to ML", .different),
    ("Intro…", "Introduction to ML", .different),
    ("Introduction to ML again", "Introduction to ML", .different),
    ("Caf? com ci…", "Café com ciência", .damaged),
    // Other titles.
    ("Deep learning", "Shallow learning", .different),
    ("机器学习", "深度学习", .different),
    ("ação", "Ação", .different),
  ]

  @Test(arguments: cases) func `A title agrees with what files leave of it, and with nothing else`(
    _ row: String, _ item: String, _ expected: Agreement
  ) {
    #expect(TitleComparison.compare(row: row, item: item) == expected)
  }

  @Test func `Each beginning of a title that is long enough agrees, and no beginning with another end`() {
    let title = "Ciência de dados: o que é? Parte 2"
    let characters = Array(title)
    for count in 1...characters.count {
      let cut = String(characters[..<count])
      let expected: Agreement = count == characters.count ? .same : count >= 8 ? .damaged : .different
      // A space at the end does not count.
      if cut.last != " " { #expect(TitleComparison.compare(row: cut, item: title) == expected, "\(cut)") }
      #expect(TitleComparison.compare(row: cut + "#", item: title) == .different)
    }
  }
}
