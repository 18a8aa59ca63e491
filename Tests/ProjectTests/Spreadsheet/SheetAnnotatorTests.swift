import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// Whose the answers of a sheet are, and which of them replace others.
struct SheetAnnotatorTests {
  /// What the log holds: item, answer, annotator.
  private static func log(_ world: SheetWorld) throws -> [String] {
    try world.events().map { "\(499 + $0.item) \($0.answer.rawValue) \($0.annotator)\($0.settles ? ", settling" : "")" }
  }

  @Test func `An answer is that of the annotator whom the row names, unless the export named the same`() throws {
    let world = try SheetWorld()
    try world.notes.answer("500", .yes, by: "rui")
    try world.notes.answer("501", .yes, by: "rui")
    try world.notes.answer("502", .yes, by: "rui")
    try world.notes.answer("502", .no, by: "eva")
    let result = try world.roundTrip { grid in
      #expect(grid[0][4] == "annotator" && grid[1][4] == "rui" && grid[3][4] == "rui, eva")
      grid[1][2] = "0"  // rui's, changed by who imports
      (grid[2][2], grid[2][4]) = ("0", " Bia  Sá\u{A0}")  // changed by somebody else
      grid[3][2] = "1"  // decided by who imports
      (grid[4][2], grid[4][4]) = ("1", "'-bia")
      (grid[5][2], grid[5][4]) = ("0", "ana")
      (grid[6][2], grid[6][4]) = ("1", "#N/A")
      grid[7][4] = "bia"  // no answer, nothing to say
    }
    #expect(
      try Self.log(world).dropFirst(4) == [
        "500 no ana, settling", "501 no Bia Sá, settling", "502 yes ana, settling", "503 yes -bia", "504 no ana",
        "505 yes ana",
      ])
    #expect(result.answersOfOthers == ["-bia": 1, "Bia Sá": 1] && result.lostAnnotators.isEmpty)
    #expect(result.newAnswers.count == 3 && result.changedAnswers.count == 3 && result.unusable.isEmpty)
    // The same file again stores nothing, and loses nothing.
    let again = try world.importing()
    #expect(try Self.log(world).count == 10)
    #expect(again.storedCount == 0 && again.lostAnnotators.isEmpty && again.answersOfOthers.isEmpty)
  }

  @Test func `Characters that an encoding lost do not make another annotator`() throws {
    let world = try SheetWorld()
    for id in ["500", "501", "502"] { try world.notes.answer(id, .yes, by: "Conceição") }
    _ = try world.roundTrip { grid in
      (grid[1][2], grid[1][4]) = ("0", "Concei??o")
      (grid[2][2], grid[2][4]) = ("0", "ConceiÃ§Ã£o")
      (grid[3][2], grid[3][4]) = ("0", "Conceiçã")
    }
    #expect(
      try Self.log(world).suffix(3) == ["500 no ana, settling", "501 no ana, settling", "502 no Conceiçã, settling"])
  }

  @Test func `A skip of the annotator whom a row names takes back that annotator's answer`() throws {
    let world = try SheetWorld()
    try world.notes.answer("500", .yes, by: "bia")
    try world.write(Array("id,y,annotator\n500,skip,bia\n".utf8))
    try world.importing { $0.onConflict = .theirs }
    #expect(try Self.log(world) == ["500 yes bia", "500 undo bia", "500 skip bia"])
    #expect(try world.labels() == ["500": .skip])
  }

  @Test func `The lease of the annotator whom a row names ends`() throws {
    let world = try SheetWorld()
    try world.project.write {
      for name in ["ana", "bia"] {
        try $0.add(Lease(item: 1, annotator: name, until: .distantFuture, asking: Asking(strategy: name, rank: 3)))
      }
    }
    _ = try world.roundTrip { ($0[1][2], $0[1][4]) = ("1", "bia") }
    #expect(try world.events().map(\.asking) == [Asking(strategy: "bia", rank: 3)])
    #expect(try world.project.read { try $0.lease(ofItem: 1, annotator: "bia") } == nil)
    #expect(try world.project.read { try $0.lease(ofItem: 1, annotator: "ana") } != nil)
  }

  @Test func `A name that is none is told with its row, and the others are used`() throws {
    let world = try SheetWorld()
    let result = try world.roundTrip { grid in
      (grid[1][2], grid[1][4]) = ("1", "bia\nrui")
      (grid[2][2], grid[2][4]) = ("1", String(repeating: "x", count: 201))
      (grid[3][2], grid[3][4]) = ("1", "bia")
    }
    #expect(
      result.unusable.map(\.description) == [
        "record 2: the annotator “bia\\nrui” is no name; expected one of up to 200 characters on one line",
        "record 3: the annotator “xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” is no name; expected one of up to 200 characters on one "
          + "line",
      ])
    #expect(result.matchedByIDCount == 10)
    #expect(try Self.log(world) == ["502 yes bia"])
  }

  @Test func `A name beside an answer that the log has already is told`() throws {
    let world = try SheetWorld()
    try world.notes.answer("500", .yes, by: "rui")
    let result = try world.roundTrip { grid in
      grid[1][4] = "bia"
      (grid[2][2], grid[2][4]) = ("1", "bia")
      grid.append(grid[2])
      grid[13][4] = "eva"
    }
    #expect(result.lostAnnotators == [2, 14])
    #expect(
      result.text(TextStyle()).contains(
        """

          2 annotators not kept, for an annotator belongs to an answer and the log has
          that already: records 2, 14

        """))
    #expect(try Self.log(world) == ["500 yes rui", "501 yes bia"])
  }

  @Test func `A table that is no export names annotators too, but not one that has such a column itself`() throws {
    let world = try SheetWorld()
    try world.write(Array("id,y,Annotator\n500,1,bia\n501,1,\n".utf8))
    try world.importing()
    #expect(try Self.log(world) == ["500 yes bia", "501 yes ana"])
    // A disagreement that is decided in a sheet without the number of its export is decided by who imports.
    try world.notes.answer("500", .no, by: "rui")
    try world.write(Array("id,y,annotator\n500,1,\"bia, rui\"\n".utf8))
    try world.importing { $0.onConflict = .theirs }
    #expect(try Self.log(world).last == "500 yes ana, settling")

    let own = try NotesProject()
    try own.importing("id,title,views,day,y,annotator\n41,a,1,,,bia\n")
    try own.write("back.csv", "id,title,views,day,y,annotator\n41,a,1,,1,bia\n")
    _ = try own.project.importLabels(LabelImportOptions(sheet: own.path("back.csv"), annotator: "ana"))
    #expect(try own.project.read { try $0.labelEvents().map(\.annotator) } == ["ana"])
  }

  @Test func `Answers that replace others are counted and listed apart`() throws {
    let world = try SheetWorld()
    try world.notes.answer("500", .yes, by: "bia")
    try world.notes.answer("501", .unsure)
    try world.notes.answer("502", .skip)
    try world.notes.answer("503", .yes, by: "bia")
    try world.notes.answer("503", .no, by: "rui")
    try world.export()
    var grid = try world.grid()
    for row in 1...5 { grid[row][2] = "0" }
    grid[5][4] = "eva"
    try world.write(grid)
    func text(rehearsing: Bool) throws -> String {
      var result = try world.importing { $0.isRehearsal = rehearsing }
      (result.source, result.project) = ("sheet.csv", "notes.garimpo")
      return result.text(TextStyle())
    }
    let counts = """
      Labels from sheet.csv
        CSV, delimiter comma, UTF-8; 12 rows

        2  new answers: 2 no
        3  changed answers: 3 no
        1  of these by eva, as the sheet says
        7  without an answer


      """
    let list = """
        record 2, 500 “Ciência de dados: introdução”: was yes (bia), now no
        record 3, 501 “Aprendizado de máquina não é mágica”: was unsure (ana), now no
        record 5, 503 “=1+1 is not a formula”: was disputed (bia, rui), now no


      """
    #expect(
      try text(rehearsing: true) == counts + "Answers that would be changed\n" + list + "Nothing was stored.\n")
    #expect(
      try text(rehearsing: false) == counts + "Answers that were changed\n" + list + "Stored in notes.garimpo.\n")
  }
}
