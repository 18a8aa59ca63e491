import Foundation
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

struct ImportTests {
  @Test func `New rows join, the same rows change nothing, changed rows get a version`() throws {
    let notes = try NotesProject()
    let first = try notes.importing(NotesProject.table())
    #expect((first.newCount, first.changedCount, first.unchangedCount, first.absentCount) == (30, 0, 0, 0))
    #expect(first.labels.newCount == 12 && first.labels.yesCount == 4 && first.labels.noCount == 8)

    let again = try notes.importing(NotesProject.table())
    #expect((again.newCount, again.changedCount, again.unchangedCount, again.absentCount) == (0, 0, 30, 0))
    #expect(again.labels.newCount == 0 && again.labels.conflicts.isEmpty)

    let grown = try notes.importing(
      NotesProject.table(5..<32) { row, cells in
        row % 2 == 0 ? [cells[0], cells[1], "999", cells[3], cells[4]] : cells
      })
    #expect((grown.newCount, grown.changedCount, grown.unchangedCount, grown.absentCount) == (2, 12, 13, 5))
    #expect(grown.changedColumns.map(\.column) == ["views"] && grown.changedColumns.map(\.count) == [12])
    try notes.project.read { snapshot in
      let item = try snapshot.demandItem(key: "6", path: "")
      #expect(item.firstImport == 1 && item.lastImport == 3)
      #expect(try snapshot.versions(ofItem: item.id).map(\.raw).count == 2)
      let gone = try snapshot.demandItem(key: "1", path: "")
      #expect(gone.lastImport == 2, "a row that vanished stays")
      #expect(try snapshot.itemCount() == 32)
    }
  }

  @Test func `Rows and columns in another order, and another spelling of nothing, change nothing`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let lines = NotesProject.table().split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let shuffled = ([lines[0]] + lines.dropFirst().reversed())
      .map { ([$0[4], $0[2], $0[0], $0[3], $0[1]] + [""]).joined(separator: ",") }
    let text = shuffled.joined(separator: "\n").replacingOccurrences(
      of: "y,views,id,day,title,", with: "y,views,id,day,title,extra")
    let result = try notes.importing(text)
    #expect((result.newCount, result.changedCount, result.unchangedCount) == (0, 0, 30))
  }

  @Test func `A rehearsal finds the same and stores nothing`() throws {
    let notes = try NotesProject()
    var rehearsal = try notes.importing(NotesProject.table()) { $0.isRehearsal = true }
    #expect(rehearsal.importNumber == nil)
    #expect(try notes.project.read { try $0.itemCount() } == 0)
    #expect(try notes.project.read { try $0.imports() }.isEmpty)
    let real = try notes.importing(NotesProject.table())
    rehearsal.importNumber = real.importNumber
    #expect(try rehearsal.json() == real.json())
  }

  @Test func `The raw row, the typed fields and the label are kept`() throws {
    let notes = try NotesProject()
    try notes.importing("id,title,views,day,y,other\n7,\"a \"\"b\"\" ç\n2\",\"1,234\",2020-02-03,1,kept\n8,c,,,,\n")
    try notes.project.read { snapshot in
      let item = try snapshot.demandItem(key: "7", path: "")
      let version = try #require(try snapshot.newestVersion(ofItem: item.id))
      #expect(version.raw == #"["7","a \"b\" ç\n2","1,234","2020-02-03","1","kept"]"#)
      #expect(version.fields == #"{"title":"a \"b\" ç\n2","views":1234,"day":"2020-02-03"}"#)
      #expect(version.observedAt == 1_700_000_001)
      #expect(try snapshot.currentLabel(ofItem: item.id) == .yes)
      let event = try #require(try snapshot.labelEvents(ofItem: item.id).first)
      #expect(event.source == "import" && event.importID == 1 && event.annotator == "ana" && event.asking == nil)
      let other = try #require(try snapshot.newestVersion(ofItem: try snapshot.demandItem(key: "8", path: "").id))
      #expect(other.fields == #"{"title":"c"}"#)
    }
  }

  @Test func `A key that a file has twice is numbered, and numbered alike the next time`() throws {
    let notes = try NotesProject()
    let text = "id,title,views,day,y\n7,a,1,,1\n7,b,2,,0\n7,c,3,,\n8,d,4,,\n"
    let first = try notes.importing(text)
    #expect(first.newCount == 4)
    #expect(
      first.warnings.contains(
        "2 rows with the id of an earlier one: the id gets ~2, ~3 and so on; the first is 7, record 3"))
    let again = try notes.importing(text)
    #expect((again.newCount, again.unchangedCount) == (0, 4))
    #expect(try notes.project.read { try $0.item(key: "7~3") } != nil)
  }

  // MARK: Labels

  private func contradicting() throws -> NotesProject {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    try notes.answer("1", .yes)
    return notes
  }

  private static let other = NotesProject.table { row, cells in row == 2 ? Array(cells.dropLast()) + ["1"] : cells }

  @Test func `An old file does not fight newer answers`() throws {
    let notes = try contradicting()
    let again = try notes.importing(NotesProject.table())
    #expect(again.labels.conflicts.isEmpty && again.labels.newCount == 0)
    #expect(try notes.project.read { try $0.currentLabel(ofItem: 2) } == .yes)
  }

  @Test func `A label that contradicts the log stops the import, and everything is named`() throws {
    let notes = try contradicting()
    #expect(
      notes.message { try notes.importing(Self.other) } == """
        notes.csv: 1 label contradicts the log, so nothing was stored: record 4, 2 “sand of river 2 bend 3”: the log says \
        no (ana, 2023-11-14), the file says yes. Say --on-conflict ours, theirs, newest or ask; --dry-run lists all of them
        """)
    #expect(try notes.project.read { try $0.imports() }.count == 1)
    let rehearsal = try notes.importing(Self.other) { $0.isRehearsal = true }
    #expect(rehearsal.labels.conflicts.map(\.resolution) == [nil] && rehearsal.labels.isRefused)
    #expect(rehearsal.text(TextStyle()).hasSuffix("\nNothing was stored, and nothing would be: say --on-conflict.\n"))
    let ruled = try notes.importing(Self.other) {
      $0.isRehearsal = true
      $0.onConflict = .ours
    }
    #expect(!ruled.labels.isRefused && ruled.text(TextStyle()).hasSuffix("\nNothing was stored.\n"))
  }

  @Test(arguments: [
    (ConflictRule.ours, CurrentLabel.no), (.theirs, .yes), (.newest, .yes),
  ]) func `A contradiction is resolved by the rule that was given`(rule: ConflictRule, label: CurrentLabel) throws {
    let notes = try contradicting()
    let result = try notes.importing(Self.other) { $0.onConflict = rule }
    #expect(result.labels.conflicts.count == 1)
    #expect(try notes.project.read { try $0.currentLabel(ofItem: 3) } == label)
  }

  @Test func `The newest answer is the log's when the file is older`() throws {
    let notes = try contradicting()
    let path = try notes.write("old.csv", Self.other)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_600_000_000)], ofItemAtPath: path)
    var options = ImportOptions(table: path, annotator: "rui")
    options.onConflict = .newest
    #expect(try notes.project.importTable(options).labels.conflicts.map(\.resolution) == ["ours"])
    #expect(try notes.project.read { try $0.currentLabel(ofItem: 3) } == .no)
  }

  @Test(arguments: [true, false]) func `A person can be asked`(takesTheirs: Bool) throws {
    let notes = try contradicting()
    let result = try notes.importing(Self.other) {
      $0.onConflict = .ask
      $0.takesTheirs = { $0.id == "2" && takesTheirs }
    }
    #expect(result.labels.newCount == (takesTheirs ? 1 : 0))
    #expect(try notes.project.read { try $0.currentLabel(ofItem: 3) } == (takesTheirs ? .yes : .no))
  }

  @Test func `What a person said of a conflict that has changed meanwhile does not count`() throws {
    let notes = try contradicting()
    let project = notes.project
    let message = notes.message {
      try notes.importing(Self.other) {
        $0.onConflict = .ask
        $0.takesTheirs = { conflict in
          var request = try AnswerRequest(id: conflict.id, word: conflict.ours, annotator: "eva", source: "a test")
          request.settles = true
          _ = try project.label(request)
          return true
        }
      }
    }
    #expect(message.contains("so nothing was stored: record 4, 2 “") && message.contains("(eva, "), "\(message)")
    #expect(try project.read { try $0.currentLabel(ofItem: 3) } == .no)
  }

  @Test func `Their answer wins over two annotators`() throws {
    let notes = try contradicting()
    try notes.answer("2", .no, by: "rui")
    try notes.importing(Self.other, by: "eva") { $0.onConflict = .theirs }
    #expect(try notes.project.read { try $0.currentLabel(ofItem: 3) } == .yes)
  }

  // MARK: Changes that change little

  @Test func `A column without values is an error in the first table and a note in a later one`() throws {
    let notes = try NotesProject()
    let table = "id,title,views,day,y\n90,,5,2023-01-01,\n"
    #expect(
      notes.message { try notes.importing(table) }.hasSuffix(
        "column \"title\" is empty in every row, but feature 2 (tfidf) needs it; name another column or remove what needs it"
      ))
    try notes.importing(NotesProject.table())
    let later = try notes.importing(table)
    #expect(later.newCount == 1)
    #expect(
      later.cleaning.warnings.first
        == "no row has anything readable in the column \"title\", which feature 2 (tfidf) reads")
    _ = try notes.round()
  }

  @Test func `A table without rows is named`() throws {
    let notes = try NotesProject()
    #expect(
      notes.message { try notes.importing("id,title,views,day,y\n", as: "hdr.csv") } == "hdr.csv: the table has no rows"
    )
  }

  @Test func `Pairs of duplicates that there were before are not new`() throws {
    let notes = try NotesProject()
    func table(_ spare: String, _ title: String = "the same words here") -> String {
      "id,title,views,day,y,spare\n1,\(title),1,2023-01-01,,\(spare)\n2,\(title),2,2023-01-01,,\(spare)\n"
        + "3,something else,3,2023-01-01,,\n"
    }
    #expect(try notes.importing(table("a")).duplicates.exactCount == 1)
    let again = try notes.importing(table("b"))
    #expect((again.changedCount, again.unreadChangeCount, again.duplicates.exactCount) == (2, 2, 0))
    #expect(
      again.text(TextStyle()).contains(
        "  2  changed: spare 2\n  2  of these only in columns that the recipe does not read\n  1  as they were\n"))
    let other = try notes.importing(table("b", "other words than before"))
    #expect((other.unreadChangeCount, other.duplicates.exactCount) == (0, 0), "the same two items")
    #expect(try notes.project.duplicates().groupCount == 1)
  }

  // MARK: Bad input

  @Test(arguments: [
    ("id,title,views,day,y\n1,a,1,,\n2,b\n", "notes.csv: record 3 (line 3): 2 fields, the header has 5"),
    (
      "id,name,y\n1,a,\n",
      "does not fit the project, whose recipe notes needs columns that the file lacks: \"title\", \"views\"; found \"id\", "
        + "\"name\", \"y\". Give the columns those names, or make another project for the file: garimpo label "
    ),
    ("", "notes.csv: "),
  ]) func `A table that cannot be used changes nothing`(text: String, message: String) throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let found = notes.message { try notes.importing(text) }
    #expect(found.contains(message), "\(found)")
    #expect(try notes.project.read { try $0.imports() }.count == 1)
    #expect(try notes.project.read { try $0.itemCount() } == 30)
  }

  @Test func `Asking a person needs one, and a file that can be read twice`() throws {
    let notes = try NotesProject()
    #expect(
      notes.message { try notes.importing("id\n1\n") { $0.onConflict = .ask } }
        == "--on-conflict ask: there is nobody to ask; say ours, theirs or newest")
    #expect(
      notes.message {
        try notes.importing("id\n1\n") {
          $0.table = "-"
          $0.onConflict = .ask
          $0.takesTheirs = { _ in true }
        }
      } == "--on-conflict ask: standard input cannot be both the file and the answers; give the name of a file")
  }
}
