import Foundation

/// A folder with a tiny recipe and tables for it, which goes away with the value's last use.
final class TinyWorld {
  let folder: URL

  /// `tiny.yaml`, and `things.csv`: 24 things of two years, every third without a label.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-tiny-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(Self.recipe, to: "tiny.yaml")
    try write(Self.table(), to: "things.csv")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> ProgramRun {
    try ProgramRun(arguments, in: folder, input: input, environment: environment)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// The names of the files, sorted.
  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  static let recipe = """
    name: tiny
    item: { title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    observed: 2020-01-01
    fields:
      title: { column: title, kind: text }
      published: { column: published, kind: date }
    features:
      - tfidf: title
    split: { by: published, train_before: 2019-01-01 }
    model: { random_forest: { trees: 20 } }
    batch: { hard: 2, random: 1 }

    """

  /// The table, each row changed as told: its number, its date and its label.
  static func table(
    header: String = "title,published,y",
    row: (Int, _ date: String, _ label: String) -> String = { "\(title($0)),\($1),\($2)" }
  ) -> String {
    let rows = (0..<24).map { number in
      let label = number % 3 == 2 ? "" : number % 4 == 0 ? "1" : "0"
      return row(number, "\(number < 12 ? 2018 : 2019)-0\(number % 9 + 1)-01", label)
    }
    return ([header] + rows).map { $0 + "\n" }.joined()
  }

  static func title(_ number: Int) -> String { "\(number % 4 == 0 ? "red" : "blue") thing \(number)" }
}
