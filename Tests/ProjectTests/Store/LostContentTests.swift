import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// Items whose content was lost with a damaged page: a backup has empty versions of them.
struct LostContentTests {
  private let notes: NotesProject

  /// 30 notes with a round, of which 1 (labelled) and 20 (not labelled) are then lost.
  init() throws {
    notes = try NotesProject()
    try notes.importing(NotesProject.table())
    _ = try notes.round()
    try Self.lose(["1", "20"], notes.project)
  }

  private static func lose(_ keys: [String], _ project: OpenProject) throws {
    try project.write { transaction in
      for key in keys {
        var version = try #require(
          try transaction.snapshot.newestVersion(
            ofItem: transaction.snapshot.demandItem(key: key, path: project.path).id))
        (version.title, version.fields, version.raw, version.content, version.sketch) = ("", "{}", "[]", 0, [])
        _ = try transaction.add(version)
      }
    }
  }

  @Test func `A round leaves them out and says so`() throws {
    let round = try notes.round()
    #expect(round.result.source.rowCount == 28)
    #expect(
      round.result.source.warnings == [
        "2 items are left out, for their content was lost: import the table again; garimpo verify names them"
      ])
    #expect(
      round.text(TextStyle()).contains("  2 items are left out, for their content was lost: import the table again;\n"))
    #expect(try notes.project.replay(2, threadCount: 1).isSame)
  }

  @Test func `Without any content there is no round`() throws {
    try Self.lose((0..<30).map(String.init), notes.project)
    #expect(
      notes.message { _ = try notes.round() }
        == "notes.garimpo: the content of all 30 items was lost; import the table again")
  }

  @Test func `Every other command goes on`() throws {
    let project = notes.project
    var all = RankOptions()
    all.count = nil
    #expect(try !project.rank(all).items.contains { $0.title.isEmpty })
    #expect(try project.checkLabels(CheckLabelsOptions()).labelledCount == 11)
    #expect(try project.status().items == 30)
    let shown = try project.show(item: "20")
    #expect(shown.isContentLost && shown.columns.isEmpty)
    #expect(shown.text(TextStyle()).contains("  20, not labelled\n  its content was lost: import the table again\n"))
    var options = LabelExportOptions(target: notes.path("out.csv"))
    options.scope = .all
    #expect(try project.exportLabels(options).rowCount == 30)
    _ = try project.duplicates()
    _ = try notes.importing(NotesProject.table(30..<40))
    try notes.answer("12", .yes)
    try notes.answer("13", .no)
    _ = try project.evaluate(round: 1, MeasuringOptions())
  }

  @Test func `The next import brings them again`() throws {
    let again = try notes.importing(NotesProject.table())
    #expect((again.changedCount, again.restoredCount, again.unchangedCount) == (2, 2, 28))
    let text = again.text(TextStyle())
    #expect(text.contains("   0  changed\n   2  whose content was lost: it is there again\n  28  as they were\n"))
    #expect(try notes.round().result.source.warnings == [])
    #expect(try notes.project.show(item: "20").title == "sand of river 20 bend 8")
    #expect(try ProjectFile.verify(notes.project.path).isWhole)
  }
}
