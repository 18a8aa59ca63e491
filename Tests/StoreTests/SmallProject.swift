import Foundation

@testable import GarimpoStore

/// A project in memory with a few items, for tests.
struct SmallProject {
  static let start = Date(timeIntervalSince1970: 1_575_331_200)

  let file: ProjectFile
  let items: [Int64]

  static let new = NewProject(
    name: "small", recipe: NewRecipe(name: "tiny", source: "tiny.yaml", yaml: "name: tiny\n"), seed: 7,
    createdAt: start, createdWith: "a test")

  /// `count` items `item1`, `item2` … with one version each.
  init(count: Int = 3, file: ProjectFile? = nil) throws {
    let file = try file ?? ProjectFile(inMemory: Self.new)
    self.file = file
    items = try file.write { transaction in
      let importID = try transaction.begin(ImportRecord(at: Self.start, source: "items.csv", recipe: 1))
      let columns = try transaction.columnList("[\"title\"]")
      return try (1...max(1, count)).prefix(count).map { number in
        let item = try transaction.addItem(key: "item\(number)", importID: importID)
        _ = try transaction.add(
          Self.version(item: item, importID: importID, columns: columns, title: "Title \(number)"))
        return item
      }
    }
  }

  /// Adds `count` more items in one transaction, and returns how many there are.
  static func add(_ count: Int, to file: ProjectFile) throws -> Int {
    try file.write { transaction in
      let importID = try transaction.begin(ImportRecord(at: start, source: "more.csv", recipe: 1))
      let columns = try transaction.columnList("[\"title\"]")
      for number in 0..<count {
        let item = try transaction.addItem(key: "more \(importID) \(number)", importID: importID)
        _ = try transaction.add(
          version(item: item, importID: importID, columns: columns, title: "A longer title, number \(number)"))
      }
      return try transaction.snapshot.itemCount()
    }
  }

  static func version(item: Int64, importID: Int64, columns: Int64, title: String) -> ItemVersion {
    ItemVersion(
      item: item, importID: importID, observedAt: 1_575_331_200, title: title, link: "", picture: "", fields: "{}",
      columns: columns, raw: "[\"\(title)\"]", content: UInt64(title.utf8.count), sketch: [])
  }

  /// Appends an answer and returns its place.
  @discardableResult
  func answer(
    _ item: Int64, _ answer: LabelEvent.Answer, by annotator: String = "ana", settling: Bool = false
  ) throws -> Int64 {
    try file.write { transaction in
      let version = try transaction.snapshot.newestVersion(ofItem: item)?.id ?? 0
      var event = LabelEvent(
        item: item, version: version, answer: answer, annotator: annotator, at: Self.start, source: "a test")
      event.settles = settling
      return try transaction.append(event)
    }
  }
}
