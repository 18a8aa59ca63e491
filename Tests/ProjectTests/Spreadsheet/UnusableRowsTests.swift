import Foundation
import GarimpoStore
import GarimpoTabular
import Testing

@testable import GarimpoProject

/// What cannot be known is not guessed: it is listed.
struct UnusableRowsTests {
  /// Reasons by record.
  private func reasons(_ result: LabelImport) -> [String] { result.unusable.map(\.description) }

  static let answers: [(String, String)] = [
    ("455", "455"), ("0.455", "0.455"), ("0,5", "0,5"), ("2", "2"), ("#REF!", "#REF!"), ("#N/A", "#N/A"),
    ("2019-01-05", "2019-01-05"), ("05/01/2019", "05/01/2019"), ("01/jan", "01/jan"), ("1E+05", "1E+05"),
    ("yes and no", "yes and no"), ("x", "x"),
    ("a very long remark that someone put here", "a very long remark that someon…"),
  ]

  @Test(arguments: answers) func `A cell that is no answer is listed`(_ cell: String, _ shown: String) throws {
    let world = try SheetWorld()
    let result = try world.roundTrip { grid in
      grid[1][2] = cell
      grid[2][2] = "1"
    }
    #expect(reasons(result).count == 1)
    #expect(reasons(result)[0].hasPrefix("record 2: “\(shown.prefix(29))"))
    #expect(reasons(result)[0].hasSuffix("” is no answer; write 1, 0, unsure or skip"))
    #expect(try world.labels() == ["501": .yes])
  }

  static let ids: [(String, String)] = [
    ("", ""), ("1E+05", "the id 1E+05 is in scientific notation, which stands for many"),
    ("1,5E+2", "the id 1,5E+2 is in scientific notation, which stands for many"),
    ("#REF!", "the id is the error #REF!"), ("#N/A", "the id is the error #N/A"), ("999", "no item has the id 999"),
    // Perhaps 500 thousand.
    ("500.000", "no item has the id 500.000"),
  ]

  /// Without an id the title decides, if one item and one row have it exactly.
  @Test(arguments: ids) func `An id that is gone is replaced by a title without doubt, or listed`(
    _ id: String, _ reason: String
  ) throws {
    let world = try SheetWorld()
    try world.notes.importing("id,title,views,day,y\n600,twice the same,1,,\n601,twice the same,1,,\n")
    let why = id.isEmpty ? "" : "\(reason), and "
    let result = try world.roundTrip { grid in
      for row in 1..<grid.count { grid[row][2] = "1" }
      // Known by its title, a title of no item, no title, one of two items, one that two rows have.
      for row in [1, 2, 3, 4, 13] { grid[row][0] = id }
      grid[2][1] = "some other title"
      grid[3][1] = ""
      grid[4][1] = SheetWorld.titles[4]
    }
    #expect(result.matchedByTitle == [.init(record: 2, id: "500", title: SheetWorld.titles[0])])
    #expect(
      reasons(result) == [
        "record 3: \(why)no item has the title “some other title”",
        id.isEmpty ? "record 4: neither an id nor a title" : "record 4: \(why)there is no title to go by",
        "record 5: \(why)2 rows have the title “1984”",
        "record 14: \(why)2 items have the title “twice the same”",
      ])
    #expect(try world.labels().count == 10)
  }

  @Test func `A title beside another item's id is not used: somebody sorted one column alone`() throws {
    let world = try SheetWorld()
    let result = try world.roundTrip { grid in
      let titles = grid.dropFirst().map { $0[1] }.sorted()
      for row in 1..<grid.count {
        grid[row][1] = titles[row - 1]
        grid[row][2] = "1"
      }
    }
    let stayed = try world.labels().keys.sorted()
    #expect(result.unusable.count + stayed.count == 12 && result.unusable.count >= 8)
    for (place, title) in SheetWorld.titles.sorted().enumerated() where stayed.contains(SheetWorld.ids[place]) {
      #expect(title == SheetWorld.titles[place])
    }
    #expect(reasons(result).allSatisfy { $0.contains(" is not that of item 5") && $0.contains(", but that of item 5") })
    #expect(
      reasons(result).contains(
        "record 3: the title “-5 degrees and falling” is not that of item 501, but that of item 508")
        || reasons(result).contains(
          "record 2: the title “-5 degrees and falling” is not that of item 500, but that of item 508")
    )
  }

  @Test func `A title column that was shifted, cut and damaged is not used either`() throws {
    let world = try SheetWorld()
    let result = try world.roundTrip { grid in
      let titles = grid.dropFirst().map { $0[1] }
      for row in 1..<grid.count {
        let title = titles[(row + 4) % titles.count]
        grid[row][1] = String(title.prefix(12)).replacingOccurrences(of: "ê", with: "?").replacingOccurrences(
          of: "é", with: "\u{FFFD}")
        grid[row][2] = "1"
      }
    }
    #expect(result.unusable.count == 12 && result.failure != nil)
    #expect(try world.labels().isEmpty)
  }

  @Test func `A beginning that is the whole title of another item is that item's`() throws {
    let world = try SheetWorld()
    try world.notes.importing("id,title,views,day,y\n700,Ciência de dados,1,,\n")
    let result = try world.roundTrip { grid in
      grid[1][1] = "Ciência de dados"
      grid[1][2] = "1"
      grid[13][1] = "outro"
      grid[2][1] = "Aprendizado de m"
      grid[2][2] = "1"
    }
    #expect(
      reasons(result) == [
        "record 2: the title “Ciência de dados” is not that of item 500, but that of item 700",
        "record 14: the title “outro” is not that of item 700",
      ])
    #expect(try world.labels() == ["501": .yes])
  }

  @Test func `A record of another length is not used; blank cells at its end do not count`() throws {
    let world = try SheetWorld()
    try world.export()
    var lines = try world.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func answered(_ id: String, _ more: (String) -> String) {
      guard let place = lines.firstIndex(where: { $0.hasPrefix(id + ",") }) else { return }
      lines[place] = more(lines[place].replacingOccurrences(of: ",,,,,,,", with: ",1,,,,,,"))
    }
    lines[0] += ",,"
    answered("500") { $0 + ",,,,," }
    answered("501") { $0 + ",surplus" }
    answered("504") { $0 + ",,,surplus" }
    answered("505") { String($0[..<($0.lastIndex(of: ",") ?? $0.endIndex)]) }
    answered("508") { $0 }
    answered("510") { $0.replacingOccurrences(of: "plain title", with: "plain, title") + ",," }
    try world.write(Array(lines.joined(separator: "\n").utf8))
    let result = try world.importing()
    #expect(
      reasons(result) == [
        "record 6: 15 cells where the header has 12",
        "record 7: 11 cells where the header has 12",
        "record 12: the title “plain” is not that of item 510",
      ])
    #expect(try world.labels() == ["500": .yes, "501": .yes, "508": .yes])
  }

  /// The export that was found in the wild: all rows in one, `0.455` as `455`, texts cut.
  @Test func `Of an export with all rows in one row nothing is used`() throws {
    let world = try SheetWorld()
    try world.addRound(SheetWorld.ids)
    try world.export()
    var grid = try world.grid()
    for row in 1..<grid.count {
      grid[row][2] = "1"
      grid[row][7] = "455"
      grid[row][1] = String(grid[row][1].prefix(11))
    }
    // All below the header in one record, everything in one record, everything in one cell.
    let body = Array(grid.dropFirst().joined())
    try world.write([grid[0], body])
    var result = try world.importing()
    #expect(reasons(result) == ["record 2: \(body.count) cells where the header has 12"])
    result.source = "sheet.csv"
    #expect(
      result.failure?.description
        == "sheet.csv: none of 1 row can be used, so nothing was stored: record 2: 144 cells where the header has 12")
    try world.write([grid[0] + body])
    #expect(
      world.notes.message { try world.importing() }
        == "sheet.csv: there is no row with content below the header; give the file that was filled in")
    try world.write(Array((grid.map { $0.joined(separator: ",") }.joined(separator: " ") + "\n").utf8))
    #expect(world.notes.message { try world.importing() }.hasPrefix("sheet.csv: there is no "))
    // The rows are there, with what they lost: the ids and enough of the titles are left.
    try world.write(grid)
    let cut = try world.importing()
    #expect(cut.newAnswers.yes == 12 && cut.unusable.isEmpty)
  }

  @Test func `Texts that were cut without ids tell nothing`() throws {
    let world = try SheetWorld()
    let result = try world.roundTrip { grid in
      for row in 1..<grid.count {
        grid[row][0] = "\(row)E+09"
        grid[row][1] = String(grid[row][1].prefix(3))
        grid[row][2] = "1"
      }
    }
    #expect(result.unusable.count == 12 && result.matchedByTitle.isEmpty)
    #expect(
      reasons(result)[0]
        == "record 2: the id 1E+09 is in scientific notation, which stands for many, and no item has the title “Ciê”")
    #expect(result.failure?.description.hasSuffix("; and 9 more") == true)
    #expect(try world.events().isEmpty)
  }
}
