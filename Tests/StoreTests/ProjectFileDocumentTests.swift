import Foundation
import GRDB
import Testing

@testable import GarimpoStore

/// `Documentation/ProjectFile.md` says what is in the file, all of it and nothing else; its examples run.
struct ProjectFileDocumentTests {
  private static func text() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "Documentation/ProjectFile.md"), encoding: .utf8)
  }

  /// The columns that the page lists below each heading of the third level.
  private static func documented() throws -> [String: [String]] {
    var documented: [String: [String]] = [:]
    var section: String?
    for line in try text().split(separator: "\n") {
      if line.hasPrefix("## ") { section = nil }
      if line.hasPrefix("### ") {
        section = String(line.dropFirst(4))
        documented[String(line.dropFirst(4))] = []
      }
      if let section, line.hasPrefix("| `") {
        documented[section]?.append(String(line.dropFirst(3).prefix { $0 != "`" }))
      }
    }
    return documented
  }

  @Test func `Every column of every table and view is explained, in its order`() throws {
    let documented = try Self.documented()
    let queue = try DatabaseQueue()
    try Schema.migrator().migrate(queue)
    try queue.read { (database) throws in
      let names = try String.fetchAll(
        database,
        sql: "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"
      ).filter { !Schema.searchParts.contains($0) }
      #expect(documented.keys.sorted() == names.sorted())
      for name in names {
        // Two views have the columns of the log, and say so.
        let columns =
          ["effective_answer", "current_answer"].contains(name) ? [] : try database.columns(in: name).map(\.name)
        #expect(documented[name] == columns, "\(name)")
      }
    }
  }

  @Test func `The numbers of the file are those that the page gives`() throws {
    let text = try Self.text()
    #expect(text.contains("`PRAGMA application_id` is \(Schema.applicationID) (`Grmp`)"))
    #expect(text.contains("This is version \(Schema.version)."))
  }

  @Test func `Every example runs, and finds something`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { file in
      try SampleProject.fill(file)
      let project = try SmallProject(count: 0, file: file)
      // A disagreement, and an answer to an item that was drawn at random.
      try project.answer(7, .yes, by: "ana")
      try project.answer(7, .no, by: "eva")
      try file.write { transaction in
        var event = LabelEvent(
          item: 44, version: 44, answer: .yes, annotator: "ana", at: SmallProject.start, source: "a test")
        event.asking = Asking(round: 1, strategy: "random", inclusionProbability: 0.1)
        _ = try transaction.append(event)
      }
    }
    let blocks = try Self.text().components(separatedBy: "```sql\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    #expect(blocks.count >= 9)
    let queue = try DatabaseQueue(path: path)
    try queue.read { (database) throws in
      for statement in blocks.flatMap({ $0.components(separatedBy: ";\n") }) where !statement.isEmpty {
        #expect(try !Row.fetchAll(database, sql: statement).isEmpty, "\(statement)")
      }
    }
  }
}
