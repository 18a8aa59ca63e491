import Foundation
import GarimpoKernels

@testable import GarimpoProject

/// A folder with `notes.csv`, 80 rows of which 60 have a label and a fifth is about gold, and `notes.yaml`.
final class SimulationNotes {
  static let recipe = """
    name: notes
    item: { key: id, title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    fields:
      title: { column: title, kind: text }
      views: { column: views, kind: count }
    features:
      - tfidf: { field: title }
    split: { by: random, validation_share: 30% }
    model: { random_forest: { trees: 10 } }
    batch: { hard: 5, random: 5 }
    """

  private let folder: URL
  var table: String { path("notes.csv") }

  func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-simulation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var generator = SplitMix64(seed: 3, stream: 0)
    let words = ["river", "sand", "stone", "pan", "water", "claim", "camp"]
    var text = "id,title,views,y\n"
    for row in 0..<80 {
      let isGold = row % 5 == 0
      let title = (0..<4).map { _ in words[generator.next(below: words.count)] } + (isGold ? ["gold"] : [])
      text += "n\(row),\(title.joined(separator: " ")),\(row * 1000),\(row < 60 ? isGold ? "1" : "0" : "")\n"
    }
    try write(text, to: "notes.csv")
    try write(Self.recipe, to: "notes.yaml")
  }

  func run(_ change: (inout SimulationOptions) -> Void = { _ in }) throws -> SimulationReply {
    var options = SimulationOptions(table: table, recipe: path("notes.yaml"))
    options.repetitionCount = 2
    options.observed = "2026-11-25"
    change(&options)
    return try options.run()
  }

  func said(_ change: (inout SimulationOptions) -> Void) -> String {
    do {
      _ = try run(change)
      return ""
    } catch { return "\(error)".replacing(path(""), with: "") }
  }
}
