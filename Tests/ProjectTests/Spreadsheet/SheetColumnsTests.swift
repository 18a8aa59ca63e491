import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// Files that no export of labels made: batches of `garimpo round FILE`, tables of the user's own.
struct SheetColumnsTests {
  private static let namelessKey = NotesProject.yaml.replacingOccurrences(of: "key: id", with: "key: \"\"")

  /// Five items with the ids 40 to 44 in a column without a name, as pandas writes them.
  private func nameless() throws -> NotesProject {
    let notes = try NotesProject(yaml: Self.namelessKey)
    try notes.importing(",title,views,day,y\n" + (0..<5).map { "4\($0),title number \($0),\($0),,\n" }.joined())
    return notes
  }

  private func importing(_ notes: NotesProject, _ text: String) throws -> LabelImport {
    try notes.project.importLabels(
      LabelImportOptions(sheet: try notes.write("back.csv", text), annotator: "ana"))
  }

  private func labels(_ notes: NotesProject) throws -> [String: CurrentLabel] {
    try notes.project.read { snapshot in
      let log = try snapshot.labels()
      return Dictionary(
        uniqueKeysWithValues: try log.answeredItems.map {
          (try snapshot.item($0)?.key ?? "", log.label(ofItem: $0) ?? .skip)
        })
    }
  }

  @Test(arguments: [
    "", "Column1", "Coluna1", "COLUNA1", "Columna1", "Colonne1", "Spalte1", "Unnamed: 0", "unnamed: 0", "index", "id",
    "Unnamed: 3",
  ]) func `A column of ids without a name is known by the name that a program gave it`(_ name: String) throws {
    let notes = try nameless()
    let result = try importing(notes, "\(name),title,y,p\n43,title number 3,1,0.5\n41,title number 1,0,455\n")
    #expect(result.matchedByIDCount == 2 && result.matchedByTitle.isEmpty && result.unusable.isEmpty)
    #expect(try labels(notes) == ["43": .yes, "41": .no])
  }

  @Test(arguments: ["number", "Column", "Column1b", "Unnamed"])
  func `Another name is none of them, and the titles decide`(_ name: String) throws {
    let notes = try nameless()
    let result = try importing(notes, "\(name),title,y\n43,title number 3,1\n41,title number 1,0\n")
    #expect(result.matchedByIDCount == 0 && result.matchedByTitle.map(\.id) == ["43", "41"])
  }

  @Test func `Of two columns that may be the ids the one that agrees with the titles is taken`() throws {
    let notes = try nameless()
    // pandas read the sheet and wrote it with an index of its own.
    let result = try importing(
      notes, ",Unnamed: 0,title,y\n41,43,title number 3,1\n1,41,title number 1,0\n2,42,title number 2,1\n")
    #expect(result.matchedByIDCount == 3 && result.unusable.isEmpty)
    #expect(try labels(notes) == ["43": .yes, "41": .no, "42": .yes])
  }

  @Test func `Without titles one renamed column is taken, of several none`() throws {
    let notes = try nameless()
    #expect(try importing(notes, "Column1,y\n43,1\n").matchedByIDCount == 1)
    #expect(try importing(notes, ",Column1,y\n41,43,0\n").newAnswers.no == 1, "the recipe's own name is no guess")
    #expect(try labels(notes) == ["43": .yes, "41": .no])
    #expect(
      notes.message { _ = try importing(notes, "Column1,Unnamed: 0,y\n42,44,1\n") }
        == "back.csv: there is no column of ids or titles (\"title\"), by which rows are matched; found \"Column1\", "
        + "\"Unnamed: 0\", \"y\". Fill in a file of garimpo labels export")
  }

  @Test func `A batch of a round comes back, whatever the columns are called now`() throws {
    let notes = try nameless()
    let text = ",title,views,day,y,p,why,rank,inclusion_probability\n44,title number 4,4,,sim,\"0,455\",hard,1,1.0\n"
    let result = try importing(notes, text)
    #expect(result.newAnswers.yes == 1 && result.matchedByIDCount == 1)
    let again = try importing(
      notes,
      text.replacingOccurrences(of: ",title,", with: "Coluna1,TITLE,").replacingOccurrences(of: ",y,", with: ", Y ,"))
    #expect(again.unchangedCount == 1 && again.matchedByIDCount == 1)
  }

  @Test func `Items without a key are known by their content, else by their title`() throws {
    let notes = try NotesProject(yaml: NotesProject.yaml.replacingOccurrences(of: "key: id, ", with: ""))
    try notes.importing("title,views,day,y\na,1,,\nb,2,,\nc,3,,\n")
    let same = try importing(notes, "day,title,views,y\n,b,2,1\n,a,1,0\n")
    #expect(same.matchedByIDCount == 2 && same.newAnswers.count == 2)
    let fewer = try importing(notes, "title,y\nc,1\n")
    #expect(fewer.matchedByTitle.map(\.title) == ["c"] && fewer.newAnswers.yes == 1)
    var ids: [String] = []
    try notes.project.read { try $0.forEachTitle { _, key, _ in ids.append(key) } }
    let exported = try importing(notes, "id,y\n\(ids[2]),yes\n")
    #expect(exported.matchedByIDCount == 1 && exported.unchangedCount == 1)
  }

  @Test func `A note of the user's own table is no note to an answer`() throws {
    let notes = try NotesProject()
    try notes.importing("id,title,views,day,y,note\n1,a,1,,,an old remark\n2,b,1,,,\n")
    _ = try importing(notes, "id,title,y,note\n1,a,1,an old remark\n")
    #expect(try notes.project.read { try $0.labelEvents() }.map(\.note) == [nil])
    let other = try NotesProject()
    try other.importing("id,title,views,day,y\n1,a,1,,\n")
    _ = try importing(other, "id,title,y,note\n1,a,1,a new remark\n")
    #expect(try other.project.read { try $0.labelEvents() }.map(\.note) == ["a new remark"])
  }

  @Test func `Parts of cells are read as the recipe says`() throws {
    let yaml = NotesProject.yaml
      .replacingOccurrences(
        of: "key: id, title: title", with: "key: { column: link, between: [/v/, /] }, title: { column: title, line: 2 }"
      )
    let notes = try NotesProject(yaml: yaml)
    try notes.importing("link,title,views,day,y\nx/v/k1/,\"top\nname one\",1,,\nx/v/k2/,\"top\nname two\",1,,\n")
    let result = try importing(notes, "link,title,y\nx/v/k2/,\"top\nname two\",1\nx/v/k1/,\"top\nname two\",1\n")
    #expect(result.matchedByIDCount == 1)
    #expect(
      result.unusable.map(\.description) == [
        "record 3: the title “name two” is not that of item k1, but that of item k2"
      ])
  }
}
