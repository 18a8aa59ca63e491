import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// A project whose recipe names no column of answers: they are given in the project alone.
struct UnlabelledRecipeTests {
  private static let yaml = NotesProject.yaml.replacing("label: { column: y, yes: [\"1\"], no: [\"0\"] }\n", with: "")

  private func labelled() throws -> NotesProject {
    let notes = try NotesProject(yaml: Self.yaml)
    try notes.importing(NotesProject.table { row, cells in Array(cells.dropLast()) + [""] })
    for row in 0..<15 { try notes.answer("\(row)", row % 3 == 0 ? .yes : .no) }
    return notes
  }

  @Test func `A project can be made with it`() throws {
    let notes = try NotesProject()
    try notes.write("plain.yaml", Self.yaml)
    let created = try CreateProject(name: notes.path("plain"), recipe: notes.path("plain.yaml")).run()
    #expect(created.recipe == "notes")
    #expect(FileManager.default.fileExists(atPath: notes.path("plain.garimpo")))
  }

  @Test func `A round learns from the log, and can be replayed`() throws {
    let notes = try labelled()
    let round = try notes.round()
    #expect(round.result.split.trainCount + round.result.split.validationCount == 15)
    #expect(try notes.project.replay(nil).isSame)
    #expect(try notes.project.evaluate(MeasuringOptions()).json().contains("averagePrecision"))
  }

  @Test func `Without answers the round says what to do`() throws {
    let notes = try NotesProject(yaml: Self.yaml)
    try notes.importing(NotesProject.table())
    #expect(
      notes.message { _ = try notes.round() }
        == "notes.garimpo: no row is labelled; label a few rows first, some yes and some no")
  }

  @Test func `A sheet goes out and comes back under the names label, yes and no`() throws {
    let notes = try labelled()
    var options = LabelExportOptions(target: notes.path("sheet.csv"))
    options.scope = .all
    let export = try notes.project.exportLabels(options)
    #expect(export.column == "label" && export.words == ["yes", "no", "unsure", "skip"])
    let sheet = try String(contentsOfFile: notes.path("sheet.csv"), encoding: .utf8)
    let filled = sheet.replacing("20,sand of river 20 bend 8,,", with: "20,sand of river 20 bend 8,yes,")
    #expect(filled != sheet)
    try notes.write("sheet.csv", filled)
    let back = try notes.project.importLabels(LabelImportOptions(sheet: notes.path("sheet.csv"), annotator: "ana"))
    #expect(back.newAnswers.yes == 1 && back.newAnswers.count == 1)
    #expect(back.unusable.isEmpty && back.conflicts.isEmpty)
  }
}
