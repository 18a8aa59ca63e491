import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// What comes back from a sheet, and what is said of it.
struct LabelImportTests {
  @Test func `An answer comes with its note, its annotator and why it was asked`() throws {
    let world = try SheetWorld()
    let round = try world.addRound(["503", "500"])
    _ = try world.roundTrip { grid in
      grid[1][2] = "1"
      grid[1][3] = "vale a pena\npor causa do fim"
      grid[2][2] = "unsure"
    }
    let events = try world.events()
    #expect(events.map(\.answer) == [.yes, .unsure] && events.map(\.annotator) == ["ana", "ana"])
    #expect(events.map(\.source) == ["spreadsheet", "spreadsheet"])
    #expect(events.map(\.note) == ["vale a pena\npor causa do fim", nil])
    #expect(
      events.map(\.asking) == [
        Asking(round: round, model: 1, strategy: "hard", rank: 1, score: 0.455, inclusionProbability: 0.25),
        Asking(round: round, model: 1, strategy: "random", rank: 2, score: 0.455, inclusionProbability: 0.25),
      ])
  }

  @Test func `The batch that asked is the exported one, not one that came later`() throws {
    let world = try SheetWorld()
    let first = try world.addRound(["500", "501"])
    try world.export()
    try world.addRound(["502", "500"])
    var grid = try world.grid()
    grid[1][2] = "0"
    try world.write(grid)
    try world.importing()
    #expect(try world.events().map(\.asking?.round) == [first])
    // Without a number of an export it is the newest that has the item.
    grid = grid.map { Array($0.dropLast()) }
    grid[1][2] = "1"
    try world.write(grid)
    try world.importing { $0.onConflict = .theirs }
    #expect(try world.events().map(\.asking?.round) == [first, 2])
  }

  @Test func `A lease tells why an item was asked, and ends with the answer`() throws {
    let world = try SheetWorld()
    try world.project.write {
      try $0.add(
        Lease(item: 1, annotator: "ana", until: .distantFuture, asking: Asking(strategy: "certain", rank: 3)))
    }
    _ = try world.roundTrip { $0[1][2] = "1" }
    #expect(try world.events().map(\.asking) == [Asking(strategy: "certain", rank: 3)])
    #expect(try world.project.read { try $0.lease(ofItem: 1, annotator: "ana") } == nil)
  }

  @Test func `Of a recheck only that is said, and not when its lease has run out`() throws {
    for (until, expected) in [(Date.distantFuture, Asking(strategy: "recheck")), (.distantPast, nil)] {
      let world = try SheetWorld()
      try world.project.write {
        try $0.add(
          Lease(item: 1, annotator: "ana", until: until, asking: Asking(strategy: "recheck", rank: 3, score: 0.5)))
      }
      _ = try world.roundTrip { $0[1][2] = "1" }
      #expect(try world.events().map(\.asking) == [expected])
    }
  }

  @Test func `An answer is about the version that was exported`() throws {
    let world = try SheetWorld()
    try world.export()
    try world.notes.importing("id,title,views,day,y\n500,\"Ciência de dados, segunda edição\",7,,\n")
    var grid = try world.grid()
    grid[1][2] = "1"
    try world.write(grid)
    #expect(try world.importing().matchedByIDCount == 12, "the title of the time of the export is the item's too")
    #expect(try world.events().map(\.version) == [1])
    try world.export()
    grid = try world.grid()
    grid[1][2] = "0"
    try world.write(grid)
    try world.importing()
    #expect(try world.events().map(\.version) == [1, 13])
  }

  @Test func `A note whose answer did not change is not kept, and that is said`() throws {
    let world = try SheetWorld()
    _ = try world.roundTrip { grid in
      for row in 1...2 { grid[row][2] = "1" }
      grid[1][3] = "first"
    }
    let result = try world.roundTrip { grid in
      #expect(grid[1][3] == "first" && grid[2][3] == "")
      grid[2][3] = "too late"
      grid[3][3] = "no answer"
    }
    #expect(result.lostNotes == [3, 4] && result.newAnswers.count == 0)
    #expect(
      result.text(TextStyle()).contains(
        """
          2 notes not kept, for a note belongs to an answer and that did not change:
          records 3, 4

        """))
    let changed = try world.roundTrip { grid in
      grid[1][2] = "0"
      grid[1][3] = "second"
    }
    #expect(changed.lostNotes.isEmpty)
    #expect(try world.events().map(\.note) == ["first", nil, "second"])
  }

  @Test func `A note is told too where the log says the same by now, or the answer was removed`() throws {
    let world = try SheetWorld()
    try world.notes.answer(SheetWorld.ids[1], .no, by: "rui")
    try world.export()
    var grid = try world.grid()
    grid[1][2] = "1"
    grid[1][3] = "why yes"
    grid[2][2] = ""
    grid[2][3] = "why not"
    try world.write(grid)
    try world.notes.answer(SheetWorld.ids[0], .yes, by: "rui")
    #expect(try world.importing().lostNotes == [2, 3])
  }

  @Test func `A note is told too in a file that is no export, once`() throws {
    let world = try SheetWorld()
    try world.write(Array("id,y,note\n500,1,kept\n501,,no answer\n502,0,\n".utf8))
    #expect(try world.importing().lostNotes == [3])
    #expect(try world.importing().lostNotes == [3], "the log has the other")
    try world.write(Array("id,y,note\n500,1,\n502,0,too late\n".utf8))
    #expect(try world.importing().lostNotes == [3])
  }

  @Test func `Of several rows of an item the first note is kept, and others are told`() throws {
    let world = try SheetWorld()
    try world.write(Array("id,y,note\n500,1,\n500,1,one\n500,1,two\n500,1,one \n".utf8))
    #expect(try world.importing().lostNotes == [4])
    #expect(try world.events().map(\.note) == ["one"])
  }

  @Test func `All is said, row by row where it matters`() throws {
    let world = try SheetWorld()
    for id in ["500", "501", "502", "503"] { try world.notes.answer(id, .yes) }
    try world.export()
    try world.notes.answer("501", .no, by: "rui")
    var grid = try world.grid()
    grid[1][2] = ""  // 500 emptied
    grid[2][2] = "0"  // 501 changed on both sides
    grid[5][2] = "não"  // 504
    grid[6][2] = "pular"  // 505
    grid[7][2] = "455"  // 506
    (grid[8][0], grid[8][2]) = ("", "?")  // 507 by its title
    (grid[9][0], grid[9][1]) = ("999", "nobody's")
    grid.append(Array(repeating: " ", count: grid[0].count))
    try world.write(grid)
    var result = try world.importing {
      $0.isRehearsal = true
      $0.emptyIsUndo = false
    }
    (result.source, result.project) = ("sheet.csv", "notes.garimpo")
    #expect(
      result.text(TextStyle()) == """
        Labels from sheet.csv
          CSV, delimiter comma, UTF-8; 12 rows and 1 empty one

          3  new answers once the contradictions are resolved: 1 no, 1 unsure, 1 skip
          2  answered as they were
          3  without an answer
          1  whose answer was removed: it stays
          1  that contradict the log
          1  matched by title, not by id
          2  not used

        Matched by title, for the id was gone
          record 9: 507 “Uma linha e outra linha”

        Answers that were removed
          record 2, 500 “Ciência de dados: introdução”: was yes, stays; --empty-is-undo
          takes it back

        Answers that contradict the log
          record 3, 501 “Aprendizado de máquina não é mágica”: the log says disputed
          (rui, 2023-11-14), the file says no

        Not used
          record 8: “455” is no answer; write 1, 0, unsure or skip
          record 10: no item has the id 999, and no item has the title “nobody's”

        Nothing was stored, and nothing would be: say --on-conflict.

        """)
    #expect(try world.labels().count == 4)
    let stored = try world.importing {
      $0.emptyIsUndo = true
      $0.onConflict = .theirs
    }
    #expect(stored.undoneCount == 1 && stored.emptied.map(\.isUndone) == [true])
    #expect(
      try world.labels() == [
        "501": .no, "502": .yes, "503": .yes, "504": .no, "505": .skip, "507": .unsure,
      ])
  }

  @Test func `A contradiction that nobody resolves stores nothing at all`() throws {
    let world = try SheetWorld()
    try world.export()
    try world.notes.answer("500", .no, by: "rui")
    var grid = try world.grid()
    grid[1][2] = "1"
    grid[2][2] = "1"
    try world.write(grid)
    #expect(
      world.notes.message { try world.importing() }
        == "sheet.csv: 1 label contradicts the log, so nothing was stored: record 2, 500 “Ciência de dados: introdução”: "
        + "the log says no (rui, 2023-11-14), the file says yes. Say --on-conflict ours, theirs, newest or ask; --dry-run "
        + "lists all of them")
    #expect(try world.events().count == 1)
  }

  @Test func `A number of an export that the project does not have is said, and the log alone counts`() throws {
    let world = try SheetWorld()
    try world.notes.answer("500", .yes)
    let result = try world.roundTrip { grid in
      for row in 1..<grid.count { grid[row][grid[row].count - 1] = row < 3 ? "7" : row == 3 ? "1E+05" : "1,0" }
      grid[1][2] = ""
      grid[2][2] = "1"
    }
    #expect(
      result.warnings == [
        "3 rows with the number of an export that this project does not have (record 2: 7): compared with the log as it is"
      ])
    #expect(result.newAnswers.yes == 1 && result.emptied.isEmpty && result.blankCount == 11)
  }

  @Test func `A sheet of another project with the same ids is known by its stamp`() throws {
    let world = try SheetWorld()
    try world.notes.answer("500", .yes)
    let own = try world.roundTrip { $0[1][2] = "" }
    #expect(own.warnings.isEmpty && own.emptied.count == 1)
    let result = try world.roundTrip { grid in
      for row in 1..<grid.count {
        let stamp = grid[row].count - 1
        grid[row][stamp] = grid[row][stamp].replacing("jlckk", with: "bcdfg")
      }
      grid[1][2] = ""
    }
    #expect(
      result.warnings == [
        "12 rows with the number of an export that this project does not have (record 2: 2-bcdfg): compared with the log "
          + "as it is"
      ])
    #expect(result.emptied.isEmpty && result.blankCount == 12)
  }

  @Test(
    arguments: [
      ("12", 12, nil), ("12-kdfhg", 12, "kdfhg"), ("12-KDFHG", 12, "kdfhg"), ("1.0", 1, nil), ("1-", 1, ""),
      ("", nil, nil), ("kdfhg", nil, nil), ("-12", nil, nil),
    ] as [(String, Int64?, String?)])
  func `A stamp is a number and a project's mark`(cell: String, number: Int64?, mark: String?) {
    let stamp = ExportStamp(cell)
    #expect(stamp?.number == number && stamp?.mark == mark)
  }

  @Test func `The mark is told by the project's name, seed and time`() throws {
    func mark(_ name: String, _ seed: UInt64, _ time: Double) throws -> String {
      let file = try ProjectFile(
        inMemory: NewProject(
          name: name, recipe: NewRecipe(name: "r", source: "", yaml: NotesProject.yaml), seed: seed,
          createdAt: NotesProject.start.addingTimeInterval(time), createdWith: "a test"))
      return try file.read { ExportStamp.mark(of: try $0.project()) }
    }
    let marks = try [mark("notes", 1, 0), mark("note", 1, 0), mark("notes", 2, 0), mark("notes", 1, 0.001)]
    #expect(marks[0] == "jlckk" && Set(marks).count == 4)
    #expect(marks.allSatisfy { $0.utf8.count == 5 && $0.allSatisfy { "bcdfghjklmnpqrst".contains($0) } })
  }

  @Test func `Twice the same row is one answer, twice with different answers is none`() throws {
    let world = try SheetWorld()
    let result = try world.roundTrip { grid in
      grid[1][2] = "1"
      grid[2][2] = "0"
      grid += [grid[1], grid[2], grid[3]]
      grid[14][2] = "sim"
      grid[15][2] = "1"
    }
    #expect(result.newAnswers.count == 1 && result.newAnswers.yes == 1)
    #expect(
      result.unusable.map(\.description) == [
        "record 3: item 501 is in records 3 and 15 with different answers",
        "record 4: item 502 is in records 4 and 16 with different answers",
        "record 15: item 501 is in records 3 and 15 with different answers",
        "record 16: item 502 is in records 4 and 16 with different answers",
      ])
    #expect(try world.labels() == ["500": .yes])
  }

  @Test func `What makes no sense is refused`() throws {
    let empty = try NotesProject()
    let none = LabelImportOptions(sheet: empty.path("sheet.csv"), annotator: "ana")
    #expect(
      empty.message { _ = try empty.project.importLabels(none) }
        == "notes.garimpo: the project has no items yet; run garimpo import FILE")
    let world = try SheetWorld()
    func message(_ text: String, _ change: (inout LabelImportOptions) -> Void = { _ in }) throws -> String {
      try world.notes.write("sheet.csv", text)
      return world.notes.message { try world.importing("sheet.csv", by: "ana", change) }
    }
    #expect(world.notes.message { try world.importing("none.csv") } == "none.csv: no such file")
    #expect(
      try message("id,y\n500,1\n") { $0.annotator = "" } == "--annotator: found an empty name, expected a name")
    #expect(
      try message("id,y\n500,1\n") { $0.onConflict = .ask }
        == "--on-conflict ask: there is nobody to ask; say ours, theirs or newest")
    #expect(
      world.notes.message {
        var options = LabelImportOptions(sheet: "-", annotator: "ana")
        options.onConflict = .ask
        options.takesTheirs = { _ in true }
        _ = try world.project.importLabels(options)
      } == "--on-conflict ask: standard input cannot be both the file and the answers; give the name of a file")
    #expect(
      try message("id,title,answer\n500,a,1\n")
        == "sheet.csv: there is no column \"y\", which holds the answers; found \"id\", \"title\", \"answer\". Give it its "
        + "name back, or fill in a file of garimpo labels export")
    #expect(
      try message("id,y,y\n500,1,0\n")
        == "sheet.csv: 2 columns are called \"y\"; which holds the answers? Rename or remove the others")
    #expect(
      try message("number,y,a,b,c,d,e,f,g\n500,1,,,,,,,\n")
        == "sheet.csv: there is no column of ids or titles (\"id\" or \"title\"), by which rows are matched; found "
        + "\"number\", \"y\", \"a\", \"b\", \"c\", \"d\", \"e\", \"f\" and 1 more. Fill in a file of garimpo labels export"
    )
    #expect(
      try message("id,y\n,\n")
        == "sheet.csv: there is no row with content below the header; give the file that was filled in")
    #expect(try world.events().isEmpty)
  }
}
