import Foundation
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

/// A folder with a project of short notes, and what is needed to fill it. It goes away with the value's last use.
final class NotesProject {
  let folder: URL
  let project: OpenProject

  static let yaml = """
    name: notes
    item: { key: id, title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    fields:
      title: { column: title, kind: text }
      views: { column: views, kind: count }
      day: { column: day, kind: date }
    features:
      - number: views
      - tfidf: { field: title, min_documents: 1 }
    split: { by: random, validation_share: 40% }
    model: { random_forest: { trees: 20 } }
    batch: { hard: 3, random: 4 }

    """

  /// The moment that the clock of the tests begins at; each look at it is a second later.
  static let start = Date(timeIntervalSince1970: 1_700_000_000)

  init(yaml: String = NotesProject.yaml) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-notes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = try ProjectFile(
      creating: folder.appending(path: "notes.garimpo").path,
      NewProject(
        name: "notes", recipe: NewRecipe(name: "notes", source: "notes.yaml", yaml: yaml), seed: 1,
        createdAt: Self.start, createdWith: "a test"))
    let clock = TickingClock()
    project = OpenProject(file, clock: { clock.next() })
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: folder.appending(path: name))
    return path(name)
  }

  /// Rows `from` to `to`: every third is gold, the first ten are labelled.
  static func table(_ rows: Range<Int> = 0..<30, change: (Int, [String]) -> [String] = { $1 }) -> String {
    let lines = rows.map { row in
      change(
        row,
        [
          "\(row)", "\(row % 3 == 0 ? "gold" : "sand") of river \(row) bend \(row * 7 % 11)", "\(100 + row)",
          "2023-01-\(row % 28 < 9 ? "0" : "")\(row % 28 + 1)", row < 12 ? (row % 3 == 0 ? "1" : "0") : "",
        ])
    }
    return ([["id", "title", "views", "day", "y"]] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// Imports a text as a table.
  @discardableResult
  func importing(
    _ text: String, as name: String = "notes.csv", by annotator: String = "ana",
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportResult {
    var options = ImportOptions(table: try write(name, text), annotator: annotator)
    change(&options)
    return try project.importTable(options)
  }

  /// Gives an answer as another command would.
  func answer(_ key: String, _ answer: LabelEvent.Answer, by annotator: String = "ana") throws {
    try project.write { transaction in
      let item = try transaction.snapshot.demandItem(key: key, path: project.path)
      let version = try #require(try transaction.snapshot.newestVersion(ofItem: item.id))
      _ = try transaction.append(
        LabelEvent(
          item: item.id, version: version.id, answer: answer, annotator: annotator, at: project.clock(),
          source: "a test"))
    }
  }

  /// What a failing call says.
  func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: folder.path + "/", with: "")
    }
  }

  func round(_ change: (inout ProjectRoundOptions) -> Void = { _ in }) throws -> ProjectRound {
    var options = ProjectRoundOptions()
    options.resampleCount = 100
    change(&options)
    return try project.round(options)
  }
}

/// A clock that moves one second with every look.
private final class TickingClock: @unchecked Sendable {
  private let lock = NSLock()
  private var ticks = 0.0

  func next() -> Date {
    lock.withLock {
      ticks += 1
      return NotesProject.start.addingTimeInterval(ticks)
    }
  }
}
