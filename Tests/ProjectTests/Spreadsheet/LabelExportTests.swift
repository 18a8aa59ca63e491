import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

struct LabelExportTests {
  /// A project of three items: 1 is answered yes with a note by ana, 2 is disputed, 3 open.
  private func threeNotes(_ yaml: String = NotesProject.yaml) throws -> NotesProject {
    let notes = try NotesProject(yaml: yaml)
    try notes.importing(
      "id,title,views,day,y\n1,\"a, \"\"b\"\"\",\"1,234\",2023-01-05,\n2,=1+1,,,\n3,ç;d,5,2023-02-01,\n")
    try notes.answer("2", .yes)
    try notes.answer("2", .no, by: "rui")
    try notes.project.write { transaction in
      var event = LabelEvent(
        item: 1, version: 1, answer: .yes, annotator: "ana", at: NotesProject.start, source: "a test")
      event.note = "boa"
      _ = try transaction.append(event)
    }
    return notes
  }

  private func export(
    _ notes: NotesProject, _ name: String = "sheet.csv", _ change: (inout LabelExportOptions) -> Void = { _ in }
  ) throws -> (LabelExport, text: String) {
    var options = LabelExportOptions(target: notes.path(name))
    change(&options)
    let export = try notes.project.exportLabels(options)
    return (export, String(decoding: try Data(contentsOf: notes.folder.appending(path: name)), as: UTF8.self))
  }

  @Test func `Before a round all items are written, with the answers in the recipe's words`() throws {
    let (export, text) = try export(try threeNotes())
    #expect(
      text == """
        id,title,y,note,annotator,answered_at,why,p,rank,views,day,garimpo_export
        1,"a, ""b""\",1,boa,ana,2023-11-14T22:13:20Z,,,,1234,2023-01-05,1-jlckk
        2,'=1+1,,,"ana, rui",,,,,,,1-jlckk
        3,"ç;d",,,,,,,,5,2023-02-01,1-jlckk

        """)
    #expect(export.export == 1 && export.rowCount == 3 && export.answeredCount == 2 && export.round == nil)
  }

  @Test func `An export says what to do with it`() throws {
    let notes = try threeNotes()
    var (export, _) = try export(notes, "my sheet.csv")
    (export.project, export.target) = ("notes.garimpo", "my sheet.csv")
    #expect(
      export.text(TextStyle()) == """
        Export 1 of notes.garimpo
          my sheet.csv: 3 items, 2 of them answered
          Fill the column y with 1, 0, unsure or skip; leave id and garimpo_export as
          they are.
          garimpo labels import 'my sheet.csv'

        """)
  }

  @Test func `An export notes itself with what it showed`() throws {
    let notes = try threeNotes()
    _ = try export(notes)
    let (second, _) = try export(notes, "other.csv")
    #expect(second.export == 2)
    let records = try notes.project.read { try $0.exports() }
    #expect(records.map(\.id) == [2, 1])
    #expect(records.map(\.labelPosition) == [3, 3] && records.map(\.rowCount) == [3, 3])
    #expect(records.map(\.target) == [notes.path("other.csv"), notes.path("sheet.csv")])
  }

  @Test func `For Excel there are semicolons, a byte order mark, CRLF and decimal commas`() throws {
    let world = try SheetWorld()
    try world.addRound(["503", "500"])
    try world.export { $0.isForExcel = true }
    #expect(
      try world.text()
        == "\u{FEFF}id;title;y;note;annotator;answered_at;why;p;rank;views;day;garimpo_export\r\n"
        + "503;'=1+1 is not a formula;;;;;hard;\"0,455000\";1;103;2023-01-04;1-jlckk\r\n"
        + "500;Ciência de dados: introdução;;;;;random;\"0,455000\";2;100;2023-01-01;1-jlckk\r\n")
  }

  @Test func `Tabs and JSON Lines are told by the file's ending`() throws {
    let notes = try threeNotes()
    let (tabs, tabText) = try export(notes, "sheet.tsv") { $0.scope = .pool }
    #expect(tabs.format == "tsv")
    #expect(tabText.split(separator: "\n").last == "3\t\"ç;d\"\t\t\t\t\t\t\t\t5\t2023-02-01\t1-jlckk")
    let (lines, lineText) = try export(notes, "sheet.jsonl") { $0.scope = .labelled }
    #expect(lines.format == "jsonl" && lines.rowCount == 2)
    #expect(
      lineText.split(separator: "\n").last == """
        {"id":"2","title":"=1+1","y":"","note":"","annotator":"ana, rui","answered_at":"","why":"","p":"","rank":"",\
        "views":"","day":"","garimpo_export":"2-jlckk"}
        """)
    let (told, _) = try export(notes, "sheet.txt") { $0.format = .tsv }
    #expect(told.format == "tsv")
  }

  /// All but the answered ones, and those that were only skipped; each scope by the ids in its file.
  @Test func `Each scope has its items`() throws {
    let world = try SheetWorld()
    for (id, answer) in [("500", LabelEvent.Answer.yes), ("501", .no), ("502", .unsure), ("503", .skip)] {
      try world.notes.answer(id, answer)
    }
    func ids(_ scope: LabelExportOptions.Scope) throws -> [String] {
      try world.export { $0.scope = scope }
      return try world.grid().dropFirst().map { $0[0] }
    }
    #expect(try ids(.usual) == SheetWorld.ids)
    #expect(try ids(.all) == SheetWorld.ids)
    #expect(try ids(.labelled) == ["500", "501", "502", "503"])
    #expect(try ids(.pool) == Array(SheetWorld.ids[3...]))
    try world.addRound(["511", "504", "509"])
    try world.addRound(["510", "500"])
    #expect(try ids(.usual) == ["510", "500"])
    #expect(try ids(.batch(nil)) == ["510", "500"])
    #expect(try ids(.batch(1)) == ["511", "504", "509"])
    #expect(try ids(.all) == SheetWorld.ids)
    #expect(try world.grid()[1][6] == "random", "items of the newest batch say why, wherever they stand")
  }

  @Test func `A text that no cell holds is cut, and that is said; JSON Lines have all of it`() throws {
    let notes = try NotesProject()
    let title = String(repeating: "é🎉", count: 20_000)
    try notes.importing("id,title,views,day,y\n1,\(title),1,,\n")
    let (export, text) = try export(notes)
    let cell = try #require(
      text.split(separator: "\n").last?.split(separator: ",", omittingEmptySubsequences: false)[1])
    #expect(cell.utf16.count <= 32_000 && cell.utf16.count > 31_990 && cell.hasSuffix("…"))
    #expect(export.cutCount == 1)
    #expect(export.text(TextStyle()).contains("  1 text cut to 32,000 characters, as a cell holds no more\n"))
    #expect(try self.export(notes, "sheet.jsonl").text.contains(title))
    // What was cut still belongs to its item.
    let back = try notes.project.importLabels(LabelImportOptions(sheet: notes.path("sheet.csv"), annotator: "ana"))
    #expect(back.matchedByIDCount == 1 && back.unusable.isEmpty)
  }

  @Test func `Names that the recipe uses for something else give way`() throws {
    let yaml = NotesProject.yaml
      .replacingOccurrences(of: "column: y,", with: "column: note,")
      .replacingOccurrences(of: "  day: {", with: "  rank: { column: views, kind: text }\n  day: {")
    let notes = try NotesProject(yaml: yaml)
    try notes.importing("id,title,views,day,note\n1,a,5,,1\n")
    let (_, text) = try export(notes)
    #expect(
      text == """
        id,title,note,garimpo_note,annotator,answered_at,why,p,rank,views,field_rank,day,garimpo_export
        1,a,1,,ana,2023-11-14T22:13:21Z,,,,5,5,,1-jlckk

        """)
    let changed = text.replacingOccurrences(of: "1,a,1,,", with: "1,a,0,porque,")
    try notes.write("sheet.csv", changed)
    _ = try notes.project.importLabels(LabelImportOptions(sheet: notes.path("sheet.csv"), annotator: "ana"))
    let newest = try notes.project.read { try $0.labelEvents().last }
    #expect(newest?.answer == .no && newest?.note == "porque")
  }

  @Test func `What cannot be exported is refused, and nothing is noted`() throws {
    let empty = try NotesProject()
    #expect(
      empty.message { _ = try export(empty) } == "notes.garimpo: the project has no items yet; run garimpo import FILE")
    let notes = try NotesProject()
    try notes.importing("id,title,views,day,y\n1,a,5,,\n")
    func message(_ name: String = "sheet.csv", _ change: (inout LabelExportOptions) -> Void) -> String {
      notes.message { _ = try export(notes, name, change) }
    }
    #expect(
      message { $0.scope = .labelled }
        == "notes.garimpo: no item has an answer yet, so there is nothing to export; --all exports every item")
    try notes.answer("1", .yes)
    #expect(
      message { $0.scope = .pool }
        == "notes.garimpo: every item has an answer, so there is nothing to export; --all exports every item")
    #expect(message { $0.scope = .batch(nil) } == "notes.garimpo: there is no round yet; run garimpo round")
    #expect(message { $0.scope = .batch(2) } == "notes.garimpo: there is no round yet; run garimpo round")
    #expect(
      message("notes.garimpo") { $0.replacesExisting = true }
        == "notes.garimpo: is the project itself; give another name")
    #expect(
      message { $0.target = "" } == "the sheet's name: found an empty name, expected the name of a file, or -")
    #expect(message("sheet.jsonl") { $0.isForExcel = true } == "--excel: found the format jsonl, expected csv")
    try notes.write("there.csv", "kept")
    #expect(
      message("there.csv") { _ in } == "there.csv: exists already; choose another name, or replace it with --force")
    #expect(message("no/such.csv") { _ in }.hasSuffix("no; create it first"))
    #expect(try notes.project.read { try $0.exports() }.isEmpty)
    #expect(try String(contentsOf: notes.folder.appending(path: "there.csv"), encoding: .utf8) == "kept")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: notes.folder.path).allSatisfy { !$0.hasSuffix(".part") })
  }
}
