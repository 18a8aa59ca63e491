import Foundation
import GRDB
import Synchronization
import Testing

@testable import GarimpoStore

/// The tables of a project file: that they never change unnoticed, keep their promises, and are found by index.
struct SchemaTests {
  // MARK: Versions

  /// The dump of a file of a version as it was released. Made by the `sqlite3` shell (3.40.1) with `.dump` from a project
  /// of three items, four entries and one round; `application_id` and `user_version`, which it leaves out, added by hand.
  /// From version 2 on with a lease by a live model, a mark, an account, the texts in their index, and a choice of a model.
  static func dump(ofVersion version: Int) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/version-\(version).sql")
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  /// A file of a version, as a program of that time left it.
  private static func makeFile(ofVersion version: Int, in folder: StoreFolder) throws -> String {
    try folder.shell("old.garimpo", try dump(ofVersion: version))
    return folder.path("old.garimpo")
  }

  @Test(arguments: 1...Schema.version)
  func `A released step makes what it always made`(_ version: Int) throws {
    let folder = try StoreFolder()
    let path = try Self.makeFile(ofVersion: version, in: folder)
    let released = try DatabaseQueue(path: path).read { try Schema.objects(of: $0).map { [$0.name, $0.sql] } }
    let made = try Schema.objects(ofVersion: version).map { [$0.name, $0.sql] }
    #expect(made == released, "step \(version) has changed: put it back, and add a step")
  }

  @Test(arguments: 1...Schema.version)
  func `A file of an earlier version opens, and keeps all it had`(_ version: Int) throws {
    let folder = try StoreFolder()
    let path = try Self.makeFile(ofVersion: version, in: folder)
    #expect(try ProjectFile.verify(path).isWhole)
    let file = try ProjectFile(opening: path)
    try file.read { (snapshot) throws in
      #expect(try snapshot.project().name == "small")
      #expect(try snapshot.itemCount() == 3)
      #expect(try snapshot.labelEvents().map(\.answer) == [.yes, .no, .skip, .undo])
      #expect(try snapshot.labels().label(ofItem: 1) == .yes)
      #expect(try snapshot.rounds().map(\.figures.poolCount) == [30])
      #expect(try snapshot.model(1)?.bytes == [1, 2, 3])
    }
    #expect(try file.write { try $0.snapshot.labelPosition() } == 4)
    try file.read { (snapshot) throws in
      let isNew = version > 1
      #expect(try snapshot.lease(ofItem: 3, annotator: "ana")?.asking.modelPosition == (isNew ? 4 : nil))
      #expect(try snapshot.seenItems(of: "ana") == (isNew ? [2] : []))
      #expect(try snapshot.accounts().map(\.name) == (isNew ? ["ana"] : []))
      #expect(try snapshot.modelChoices(newest: 9).map(\.note) == (isNew ? ["as before"] : []))
      #expect(
        try Int64.fetchAll(snapshot.database, sql: "SELECT rowid FROM search WHERE search MATCH 'title AND \"2\"'")
          == (isNew ? [2] : []))
    }
    try file.close()
    #expect(try ProjectFile.verify(path).version == Schema.version)
    #expect(try ProjectFile.verify(path).isWhole)
  }

  /// Each round of it meets the other at another moment: before, in and after the step.
  @Test(arguments: [false, true]) func `Two that open an old file at once both find it up to date`(_ hasLog: Bool)
    throws
  {
    let folder = try StoreFolder()
    let path = try Self.makeFile(ofVersion: 1, in: folder)
    if hasLog { try folder.shell("old.garimpo", "PRAGMA journal_mode = wal") }
    let old = try folder.bytes("old.garimpo")
    for _ in 0..<40 {
      try folder.write(old, to: "old.garimpo")
      let problems = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 2) { _ in
        do {
          let file = try ProjectFile(opening: path)
          let found = try file.read { try ($0.itemCount(), $0.labelPosition(), $0.accounts().count) }
          if found != (3, 4, 0) { problems.withLock { $0.append("\(found)") } }
          try file.close()
        } catch { problems.withLock { $0.append("\(error)") } }
      }
      #expect(problems.withLock { $0 } == [])
      let steps = try DatabaseQueue(path: path).read {
        try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
      }
      #expect(steps == Schema.steps.map(\.name))
      #expect(try ProjectFile.verify(path).isWhole)
    }
  }

  /// The other one takes the step between this one's look and its turn to write.
  @Test func `A step that another has taken meanwhile is not taken again`() throws {
    let folder = try StoreFolder()
    let path = try Self.makeFile(ofVersion: 1, in: folder)
    try folder.shell("old.garimpo", "PRAGMA journal_mode = wal")
    let (other, ours) = (
      try DatabaseQueue(path: path), try DatabaseQueue(path: path, configuration: ProjectFile.configuration(wait: 60))
    )
    let (begun, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let thread = Thread {
      try? other.inTransaction(.immediate) { database in
        begun.signal()
        // The other has looked by then, and waits.
        Thread.sleep(forTimeInterval: 0.3)
        try database.execute(sql: Schema.steps[1].sql)
        try database.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [Schema.steps[1].name])
        try database.execute(sql: "PRAGMA user_version = 2")
        return .commit
      }
      done.signal()
    }
    thread.start()
    begun.wait()
    try Schema.migrate(ours)
    done.wait()
    #expect(try ours.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 2)
  }

  // MARK: Promises

  @Test(arguments: [
    "UPDATE label_event SET note = ''", "DELETE FROM label_event WHERE id = 1",
    "INSERT OR REPLACE INTO label_event (id, item, version, answer, annotator, at, source) VALUES (1, 1, 1, 'no', '', '', '')",
    "REPLACE INTO label_event (item, version, answer, annotator, at, source, token) VALUES (1, 1, 'no', '', '', '', 'k')",
    "UPDATE item_version SET title = ''", "DELETE FROM item_version",
    "REPLACE INTO item_version SELECT * FROM item_version WHERE id = 1",
    "UPDATE round SET seed = 1", "DELETE FROM round", "REPLACE INTO round SELECT * FROM round WHERE id = 1",
    "UPDATE batch_item SET rank = 1", "DELETE FROM batch_item",
    "REPLACE INTO batch_item SELECT round, place + 100, item, version, strategy, score, rank, 1 FROM batch_item LIMIT 1",
    "UPDATE recipe SET yaml = ''", "DELETE FROM recipe",
    "REPLACE INTO recipe (name, source, sha256, yaml, added_at) SELECT name, source, sha256, yaml, '' FROM recipe",
    "UPDATE item SET key = 'x' WHERE id = 1", "UPDATE model SET bytes = x'00'",
    "UPDATE model SET sha256 = '', bytes = x''",
    "UPDATE model_choice SET note = ''", "UPDATE model_choice SET round = 1", "DELETE FROM model_choice",
    "REPLACE INTO model_choice SELECT * FROM model_choice WHERE id = 1",
  ])
  func `What was answered, asked or seen cannot be changed, by any tool`(_ sql: String) throws {
    let folder = try StoreFolder()
    try folder.makeProject { file in
      try SampleProject.fill(file)
      var event = LabelEvent(item: 1, version: 1, answer: .yes, annotator: "eva", at: SmallProject.start, source: "")
      event.token = "k"
      _ = try file.write { try $0.append(event) }
    }
    let before = try folder.bytes("p.garimpo")
    let error = #expect(throws: DatabaseError.self) { try folder.shell("p.garimpo", sql) }
    let message = error?.message ?? ""
    #expect(message.contains("append-only") || message.contains("never change") || message.contains("nothing else"))
    #expect(try folder.bytes("p.garimpo") == before)
  }

  @Test func `Every commit is flushed, from a write-ahead log`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject()
    for file in [
      try ProjectFile(creating: folder.path("new.garimpo"), SmallProject.new), try ProjectFile(opening: path),
    ] {
      let pragmas = try file.write { transaction in
        try ["synchronous", "journal_mode", "foreign_keys", "application_id", "user_version"].map {
          try String.fetchOne(transaction.database, sql: "PRAGMA \($0)")
        }
      }
      #expect(pragmas == ["2", "wal", "1", "1198681456", "\(Schema.version)"])
    }
  }

  // MARK: Ways to the rows

  /// How SQLite goes about a query: each step in words.
  private static func plan(_ sql: String) throws -> [String] {
    let file = try ProjectFile(inMemory: SmallProject.new)
    try SampleProject.fill(file)
    return try file.withConnection { database in
      try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql)").map { try $0.value("detail") }
    }
  }

  @Test(arguments: [
    "SELECT label FROM current_label WHERE item = 7", "SELECT * FROM current_answer WHERE item = 7 ORDER BY id",
    "SELECT * FROM current_item WHERE id = 7", "SELECT * FROM current_item WHERE key = 'item7'",
    "SELECT * FROM latest_score WHERE item = 7", "SELECT * FROM current_round",
    "SELECT * FROM round_summary WHERE round = 1",
    "SELECT * FROM effective_answer WHERE annotator = 'ana' ORDER BY id DESC LIMIT 1",
  ])
  func `One row of a view is found without reading a table`(_ sql: String) throws {
    let steps = try Self.plan(sql)
    // What a view has made of the rows that were found may be read to its end.
    #expect(steps.filter { $0.hasPrefix("SCAN") && $0 != "SCAN current_label" } == [], "\(steps)")
  }

  /// By its own choice SQLite reads all scores of the project.
  @Test func `The scores of an item are sought round by round`() throws {
    let steps = try Self.plan(Snapshot.scoresOfItem.replacing("?", with: "7"))
    #expect(steps.contains { $0.hasPrefix("SEARCH s USING PRIMARY KEY") }, "\(steps)")
  }

  /// By the index on `undoes`, in which nearly every entry is NULL, each answer would be compared with all others.
  @Test(arguments: [
    "SELECT count(*) FROM current_label", "SELECT label, count(*) FROM current_label GROUP BY label",
    "SELECT count(*) FROM item i LEFT JOIN current_label l ON l.item = i.id WHERE l.item IS NULL",
    "SELECT * FROM round_summary",
  ])
  func `All labels are found in one pass over the log`(_ sql: String) throws {
    let steps = try Self.plan(sql)
    #expect(steps.filter { $0.hasPrefix("SEARCH e USING INDEX sqlite_autoindex") } == [], "\(steps)")
    #expect(steps.contains { $0.contains(" e USING INDEX label_event_of_item") }, "\(steps)")
  }
}
