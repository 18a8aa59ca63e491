import Foundation
import GarimpoRecipes
import GarimpoStore

@testable import GarimpoProject

/// A project in memory that holds invented things, and a folder for its tables, which goes away with its last use.
final class ThingsProject {
  static let now = Date(timeIntervalSince1970: 1_600_000_000)

  let folder: URL
  let project: OpenProject
  let file: ProjectFile

  /// An empty project with `recipe`.
  init(recipe: String = ThingsProject.recipe) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-things-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = try ProjectFile(
      inMemory: NewProject(
        name: "things", recipe: NewRecipe(name: "things", source: "things.yaml", yaml: recipe), seed: 3,
        createdAt: Self.now, createdWith: "a test"))
    project = OpenProject(file, clock: { Self.now })
  }

  /// A project with `count` things, two thirds of them labelled.
  convenience init(count: Int, recipe: String = ThingsProject.recipe) throws {
    try self.init(recipe: recipe)
    try add(Self.table(0..<count))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Imports a table.
  @discardableResult
  func add(_ table: String, by annotator: String = "ana") throws -> ImportResult {
    try project.importTable(ImportOptions(table: try path(of: table), annotator: annotator))
  }

  /// Runs a round with little work.
  @discardableResult
  func round(_ change: (inout ProjectRoundOptions) -> Void = { _ in }) throws -> ProjectRound {
    var options = ProjectRoundOptions()
    options.resampleCount = 100
    options.threadCount = 1
    change(&options)
    return try project.round(options)
  }

  /// A file with this text.
  func path(of text: String, name: String = "table.csv") throws -> String {
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// The text of a file in the folder.
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// The number of an item.
  func number(_ id: String) throws -> Int64 {
    try file.read { try $0.item(key: id)?.id ?? 0 }
  }

  /// The number of an item, inside a read.
  func number(_ id: String, _ snapshot: Snapshot) throws -> Int64 { try snapshot.item(key: id)?.id ?? 0 }

  /// Appends an answer.
  func answer(
    _ id: String, _ answer: LabelEvent.Answer, by annotator: String = "ana", at time: Date = ThingsProject.now
  ) throws {
    let item = try number(id)
    try file.write { transaction in
      let version = try transaction.snapshot.newestVersion(ofItem: item)?.id ?? 0
      _ = try transaction.append(
        LabelEvent(item: item, version: version, answer: answer, annotator: annotator, at: time, source: "a test"))
    }
  }

  /// Notes two items as duplicates.
  func pair(_ one: String, _ other: String, _ kind: DuplicatePair.Kind, similarity: Double = 1) throws {
    let numbers = try [number(one), number(other)].sorted()
    try file.write {
      try $0.add(DuplicatePair(item: numbers[0], other: numbers[1], kind: kind, similarity: similarity))
    }
  }

  // MARK: The things

  static let recipe = """
    name: things
    item: { key: key, title: title, link: page }
    label: { column: y, yes: ["1"], no: ["0"] }
    observed: 2020-01-01
    fields:
      title: { column: title, kind: text }
      published: { column: published, kind: date }
      size: { column: size, kind: count }
    features:
      - number: size
      - tfidf: title
    split: { by: published, train_before: 2019-01-01 }
    model: { random_forest: { trees: 25 } }
    batch: { hard: 4, random: 6 }

    """

  static let header = "key,title,published,size,page,y\n"

  /// The things with these numbers; every third has no label.
  static func table(_ numbers: some Sequence<Int>) -> String {
    header + numbers.map { row($0, label: $0 % 3 == 2 ? "" : isWanted($0) ? "1" : "0") }.joined()
  }

  /// One thing, in a table without a header.
  static func row(_ number: Int, title: String? = nil, label: String = "") -> String {
    let words = ["copper", "glass", "paper", "wooden", "silver"]
    let name = title ?? "\(isWanted(number) ? "red" : "blue") \(words[number * 7 % 5]) thing \(number)"
    let date = "\(number % 2 == 0 ? 2018 : 2019)-0\(number % 9 + 1)-01"
    return "t\(number),\(name),\(date),\(number * 37 % 101),https://example.org/\(number),\(label)\n"
  }

  /// Whether somebody would say yes: most red things, which are few.
  static func isWanted(_ number: Int) -> Bool { number * 5 % 7 < 2 }
}
