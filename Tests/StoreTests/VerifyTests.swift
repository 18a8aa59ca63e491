import Foundation
import GRDB
import Testing

@testable import GarimpoStore

/// Each kind of damage is found, said to the letter, and told apart from damage to the labels.
struct VerifyTests {
  /// Verifies a sample project after `sql` was run on it without rules; the findings without the path.
  private static func findings(
    after sql: String, fill: (ProjectFile) throws -> Void = SampleProject.fill
  ) throws -> (labels: VerificationReport.Labels, findings: [String]) {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", fill)
    try folder.shell("p.garimpo", sql)
    let report = try ProjectFile.verify(path)
    #expect(report.isWhole == report.findings.isEmpty)
    return (report.labels, report.findings.map(\.description))
  }

  /// Takes the triggers away by which rows are kept, runs `sql`, and puts them back.
  private static func unguarded(_ sql: String) throws -> String {
    let triggers = try Schema.objects(ofVersion: Schema.version).filter { $0.name.hasPrefix("trigger") }
    return triggers.map { "DROP \($0.name);" }.joined() + sql + ";" + triggers.map { "\($0.sql);" }.joined()
  }

  @Test func `A whole project is said to be whole`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let before = try folder.bytes("p.garimpo")
    let report = try ProjectFile.verify(path)
    #expect(
      report.sentences == [
        "\(path): the labels are whole: 40 entries of the log, none missing",
        "\(path): nothing is damaged (format \(Schema.version), 60 items, 2 rounds)",
      ])
    #expect(folder.names == ["p.garimpo"], "nothing is left beside the file")
    #expect(try folder.bytes("p.garimpo") == before)
  }

  @Test func `A new project is whole`() throws {
    let folder = try StoreFolder()
    let report = try ProjectFile.verify(try folder.makeProject())
    #expect(report.isWhole && report.labels == .whole(count: 0))
  }

  @Test func `A project is verified while it is in use, log and all`() throws {
    let folder = try StoreFolder()
    let file = try ProjectFile(creating: folder.path("p.garimpo"), SmallProject.new)
    try SampleProject.fill(file)
    let names = folder.names
    #expect(try ProjectFile.verify(folder.path("p.garimpo")).labels == .whole(count: 40))
    #expect(folder.names == names)
    try SmallProject(count: 0, file: file).answer(5, .yes)
    #expect(try ProjectFile.verify(folder.path("p.garimpo")).labels == .whole(count: 41))
  }

  // MARK: Labels

  @Test func `An entry that is missing is found`() throws {
    let (labels, findings) = try Self.findings(
      after: try Self.unguarded("DELETE FROM label_event WHERE id IN (3, 7, 8, 9)"))
    #expect(labels == .damaged(readable: 36, missing: 4))
    #expect(
      findings == [
        "label_event 3: the entry is missing; this answer is lost",
        "label_event 7 to 9: the entries are missing; these answers are lost",
      ])
  }

  @Test func `The newest entry is missed too`() throws {
    let (labels, findings) = try Self.findings(
      after: try Self.unguarded("DELETE FROM label_event WHERE id = 40"))
    #expect(labels == .damaged(readable: 39, missing: 1))
    #expect(findings == ["label_event 40: the entry is missing; this answer is lost"])
  }

  @Test(arguments: [
    (
      "UPDATE label_event SET undoes = 2 WHERE id = 40",
      "it takes back 2, which is no earlier answer of the same person on the same item"
    ),
    (
      "UPDATE label_event SET item = item + 1, version = version + 1 WHERE id = 40",
      "it takes back 37, which is no earlier answer of the same person on the same item"
    ),
    (
      "UPDATE label_event SET undoes = 39 WHERE id = 40",
      "it takes back 39, which is no earlier answer of the same person on the same item"
    ),
  ])
  func `An undo of what it cannot take back is found`(_ sql: String, _ found: String) throws {
    let (labels, findings) = try Self.findings(after: try Self.unguarded(sql))
    #expect(labels == .damaged(readable: 40, missing: 0))
    #expect(
      findings == [
        "label_event 40: \(found); an answer may stand that was taken back, or the other way round"
      ])
  }

  @Test func `Answers about what is lost are found`() throws {
    let (labels, findings) = try Self.findings(
      after: try Self.unguarded(
        """
        UPDATE label_event SET item = 999 WHERE id = 11;
        UPDATE label_event SET version = 1 WHERE id = 12;
        UPDATE label_event SET round = 9 WHERE id = 13
        """))
    #expect(labels == .damaged(readable: 40, missing: 0))
    #expect(
      findings == [
        "label_event 11: item 999 is not there; the answer is kept, but what it is about is lost",
        "label_event 11: version 11 of its item is not there; the answer is kept, but not what was seen",
        "label_event 12: version 1 of its item is not there; the answer is kept, but not what was seen",
      ])
  }

  // MARK: The rest

  @Test(arguments: [
    (
      "UPDATE recipe SET yaml = 'name: other'",
      "recipe 1: its text is not the one that was stored; fields may be read wrongly"
    ),
    (
      "UPDATE round SET result = '{}' WHERE id = 2",
      "round 2: its result is not the one that was stored; do not trust its figures; garimpo replay computes them again"
    ),
    (
      "UPDATE model SET bytes = x'0102' WHERE id = 1",
      "model 1: it is not the one that was stored; do not score with it; run a round for a new one"
    ),
    (
      "DELETE FROM score WHERE item = 60; DELETE FROM item_version WHERE item = 60",
      "item 60: it has no version; its content is lost; import it again"
    ),
    ("DELETE FROM project", "project: its only row is missing; name, seed and recipe of the project are lost"),
    (
      "UPDATE round SET model = 5 WHERE id = 2",
      "round 2: it refers to a row of model that is not there; what it says cannot be used"
    ),
    (
      "UPDATE sqlite_sequence SET seq = 12 WHERE name = 'item'",
      "sqlite_sequence: item has row 60, and the greatest number given is 12; a number may be given twice when rows are "
        + "lost"
    ),
    (
      "DROP VIEW latest_score", "view latest_score: it is missing; nothing is lost, but what reads it fails"
    ),
    (
      "DROP INDEX item_version_of_item",
      "index item_version_of_item: it is missing; nothing is lost, but searches are slow"
    ),
    (
      "CREATE TABLE notes (text)",
      "table notes: Garimpo did not make it; unless you did, it may change or refuse what is to be stored"
    ),
    (
      "PRAGMA user_version = 7",
      "header: the format is 7, this program reads formats up to \(Schema.version); a newer Garimpo wrote it: look again with that one"
    ),
    (
      "PRAGMA user_version = 0",
      "header: the format is 0, expected 1 to \(Schema.version); the file is taken for something else; garimpo backup makes a project of "
        + "it again"
    ),
    (
      "PRAGMA application_id = 5",
      "header: the application number is 5, that of a project is 1198681456; the file is taken for something else; "
        + "garimpo backup makes a project of it again"
    ),
  ])
  func `Each kind of damage is found, and the labels are whole all the same`(_ sql: String, _ finding: String) throws {
    let (labels, findings) = try Self.findings(after: try Self.unguarded(sql))
    #expect(labels == .whole(count: 40))
    #expect(findings == [finding])
  }

  @Test func `A missing or changed trigger is found`() throws {
    let (labels, findings) = try Self.findings(
      after: """
        DROP TRIGGER label_event_no_delete; DROP TRIGGER round_no_update;
        CREATE TRIGGER round_no_update BEFORE UPDATE ON round BEGIN SELECT 1; END
        """)
    #expect(labels == .whole(count: 40))
    #expect(
      findings == [
        "trigger label_event_no_delete: it is missing; what it refuses would get through: do not label before it is back",
        "trigger round_no_update: it is not defined as in a new file; what it refuses would get through: do not label "
          + "before it is back",
      ])
  }

  @Test func `Models that were dropped are no damage`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { file in
      try SampleProject.fill(file)
      _ = try file.compact(keepingModelsOfLastRounds: 0)
    }
    #expect(try ProjectFile.verify(path).isWhole)
  }

  @Test func `Of many findings of a kind the first are listed`() throws {
    let (_, findings) = try Self.findings(
      after: try Self.unguarded("DELETE FROM score; DELETE FROM batch_item; DELETE FROM item_version WHERE item > 30"))
    #expect(findings.count == 21)
    #expect(findings.first == "item 31: it has no version; its content is lost; import it again")
    #expect(findings.last == "item: 10 more of this kind; they mean the same")
  }

  // MARK: Bytes

  @Test func `A file that was cut off says how much is lacking`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let whole = try folder.bytes("p.garimpo")
    try folder.write(Array(whole.prefix(whole.count - 3 * 4096)), to: "p.garimpo")
    let pages = whole.count / 4096
    let report = try ProjectFile.verify(path)
    #expect(
      report.findings.last?.description
        == "size: the file has \(pages - 3) pages of 4096 bytes, it once had \(pages); it was cut off, and cannot be "
        + "opened; what was behind the cut is lost")
    #expect(
      report.sentences.last == "\(path): \(report.findings.count) findings; garimpo backup saves what can be read "
        + "into a new file, and an earlier backup may have the rest")
  }

  @Test func `A last page that was cut off is not taken for whole`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let whole = try folder.bytes("p.garimpo")
    try folder.write(Array(whole.dropLast()), to: "p.garimpo")
    let report = try ProjectFile.verify(path)
    #expect(report.labels == .damaged(readable: 40, missing: 0))
    #expect(
      report.findings.last?.description
        == "size: the file has \(whole.count - 1) bytes, no whole number of pages; its last page was cut off: garimpo "
        + "backup leaves out what is missing there")
  }

  @Test func `A file whose first bytes are wrong says which`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let whole = try folder.bytes("p.garimpo")
    var bytes = whole
    bytes[3] ^= 1
    try folder.write(bytes, to: "p.garimpo")
    var report = try ProjectFile.verify(path)
    #expect(report.labels == .unreadable)
    #expect(
      report.sentences == [
        "\(path): the labels cannot be read",
        "\(path): header: the bytes from 0 on are not those of a project; it cannot be opened, but garimpo backup puts "
          + "them right in a copy",
        "\(path): 1 finding; garimpo backup saves what can be read into a new file, and an earlier backup may have the "
          + "rest",
      ])
    try folder.write(Array("title,y\nred,1\n".utf8), to: "p.garimpo")
    report = try ProjectFile.verify(path)
    #expect(
      report.findings.map(\.description) == [
        "header: the bytes from 0, 16, 18, 20, 44, 56 on are not those of a project; the file is something else, or its beginning is "
          + "lost"
      ])
  }

  /// SQLite reads on where it would not write.
  @Test func `A byte that only writers mind is found`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    var bytes = try folder.bytes("p.garimpo")
    bytes[18] = 7
    try folder.write(bytes, to: "p.garimpo")
    let report = try ProjectFile.verify(path)
    #expect(report.labels == .whole(count: 40))
    #expect(
      report.findings.map(\.description) == [
        "header: the bytes from 18 on are not those of a project; it can be read, but perhaps not written; garimpo backup "
          + "puts them right in a copy"
      ])
  }

  /// An index is one thing, the rows are another.
  @Test func `A damaged index leaves the labels whole`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let root = try DatabaseQueue(path: path).read {
      try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'label_event_of_item'") ?? 0
    }
    var bytes = try folder.bytes("p.garimpo")
    for offset in (root - 1) * 4096 + 4000..<root * 4096 { bytes[offset] = 0 }
    try folder.write(bytes, to: "p.garimpo")
    let report = try ProjectFile.verify(path)
    #expect(report.labels == .whole(count: 40))
    #expect(!report.isWhole && report.findings.allSatisfy { $0.area == .file })
  }

  @Test func `Where there is nothing to look at, that is an error`() throws {
    let folder = try StoreFolder()
    func problem(_ path: String) -> StoreError.Problem? {
      #expect(throws: StoreError.self) { _ = try ProjectFile.verify(path) }?.problem
    }
    try folder.write([], to: "empty.garimpo")
    #expect(problem(folder.path("absent.garimpo")) == .missing)
    #expect(problem(folder.url.path) == .isDirectory)
    #expect(problem(folder.path("empty.garimpo")) == .empty)
    #expect(problem("/dev/null") == .notAProject)
  }
}
