import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import HummingbirdTesting

@testable import GarimpoWeb

/// A project with stones of a river in a folder of its own, which goes away with the value's last use, and its site.
final class RiverProject {
  let folder: URL
  let project: OpenProject
  let site: Site

  /// Stones 0 to `count` - 1; of the first twelve each third is gold, the others are sand; the rest has no label.
  ///
  /// - Parameters:
  ///   - trees: how many trees its rounds grow.
  ///   - model: the learner of its recipe; nil: a forest of so many trees.
  ///   - change: what is to be different in a row: id, title, text, grams, day, place, link, label.
  init(
    count: Int = 30, trees: Int = 20, model: String? = nil, change: (Int, inout [String]) -> Void = { _, _ in }
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-river-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let recipe = folder.appending(path: "river.yaml")
    try Data(Self.recipe(model: model ?? "{ random_forest: { trees: \(trees) } }").utf8).write(to: recipe)
    let made = try CreateProject(name: folder.appending(path: "river").path, recipe: recipe.path).run()
    project = try OpenProject(ProjectChoice(path: made.project))
    let table = folder.appending(path: "river.csv")
    try Data(Self.table(count, change).utf8).write(to: table)
    if count > 0 { _ = try project.importTable(ImportOptions(table: table.path, annotator: "ana")) }
    var options = WebOptions(annotator: "ana")
    options.threadCount = 1
    site = try Site(project, options, threads: Threads())
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs a small round.
  func round() throws {
    var options = ProjectRoundOptions()
    options.resampleCount = 100
    options.threadCount = 1
    _ = try project.round(options)
  }

  /// An answer as the browser gives it.
  func answer(_ id: String, _ word: String, by annotator: String = "ana", note: String? = nil) throws {
    var answer = try AnswerRequest(id: id, word: word, annotator: annotator, source: "browser")
    answer.note = note
    _ = try project.label(answer)
  }

  /// What came back.
  struct Answer: Sendable {
    var status: Int
    var body: String
    var headers: HTTPFields
  }

  /// What a request for an address is answered with.
  func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
    try await send(.get, path, headers: headers)
  }

  /// What a request with JSON is answered with.
  func post(_ path: String, _ json: String) async throws -> Answer {
    try await send(.post, path, headers: [.contentType: "application/json"], body: ByteBuffer(string: json))
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields, body: ByteBuffer? = nil
  ) async throws -> Answer {
    try await Application(router: WebServer.router(site)).test(.router) { client in
      try await client.execute(uri: path, method: method, headers: headers, body: body) { response in
        Answer(status: response.status.code, body: String(buffer: response.body), headers: response.headers)
      }
    }
  }

  private static func recipe(model: String) -> String {
    """
    name: river
    item: { key: id, title: title, link: page }
    label: { column: y, yes: ["1"], no: ["0"] }
    fields:
      title: { column: title, kind: text }
      notes: { column: notes, kind: text }
      grams: { column: grams, kind: count }
      day: { column: day, kind: date }
      place: { column: place, kind: category }
    features:
      - number: grams
      - tfidf: { field: title, min_documents: 1 }
    split: { by: random, validation_share: 40% }
    model: \(model)
    batch: { hard: 3, random: 4 }

    """
  }

  private static func table(_ count: Int, _ change: (Int, inout [String]) -> Void) -> String {
    var lines = ["id,title,notes,grams,day,place,page,y"]
    for row in 0..<count {
      var cells = [
        "\(row)", "\(row.isMultiple(of: 3) ? "gold" : "sand") of bend \(row)", "found at water mark \(row % 7)",
        "\(100 + row)", "2023-01-\(row % 28 < 9 ? "0" : "")\(row % 28 + 1)", row.isMultiple(of: 2) ? "north" : "south",
        "https://example.org/\(row)", row < 12 ? (row.isMultiple(of: 3) ? "1" : "0") : "",
      ]
      change(row, &cells)
      lines.append(cells.map(quoted).joined(separator: ","))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// By scalars: a quotation mark with a combining mark behind is another character.
  private static func quoted(_ cell: String) -> String {
    "\"" + cell.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
