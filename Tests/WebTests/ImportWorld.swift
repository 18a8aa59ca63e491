import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import HummingbirdTesting

@testable import GarimpoWeb

/// A folder with a project that files are brought to, and a site for it; goes away with the value's last use.
final class ImportWorld: Sendable {
  let folder: URL
  let project: OpenProject
  let site: Site

  static let yaml = """
    name: notes
    item: { key: id, title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    fields:
      title: { column: title, kind: text }
      views: { column: views, kind: count }
    features:
      - tfidf: { field: title, min_documents: 1 }
    split: { by: random, validation_share: 40% }
    model: { random_forest: { trees: 20 } }
    batch: { hard: 3, random: 4 }

    """

  /// A project with so many notes, every third gold and every second answered.
  init(count: Int, change: (inout WebOptions) -> Void = { _ in }) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-import-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var create = CreateProject(name: folder.appending(path: "notes").path, recipe: "a test")
    create.recipeText = Self.yaml
    project = try OpenProject(ProjectChoice(path: try create.run().project))
    if count > 0 {
      let table = folder.appending(path: "notes.csv")
      try Data(Self.table(0..<count).utf8).write(to: table)
      _ = try project.importTable(ImportOptions(table: table.path, annotator: "ana"))
    }
    var options = WebOptions(annotator: "ana")
    change(&options)
    site = try Site(project, options, threads: Threads())
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A table of notes, with answers as told.
  static func table(_ rows: Range<Int>, answer: (Int) -> String = { $0 % 2 == 0 ? ($0 % 3 == 0 ? "1" : "0") : "" })
    -> String
  {
    "id,title,views,y\n"
      + rows.map { "n\($0),\($0 % 3 == 0 ? "gold" : "sand") of river \($0),\(100 + $0),\(answer($0))\n" }.joined()
  }

  /// The application, without a socket.
  var application: Application<RouterResponder<WebContext>> {
    Application(responder: WebServer.router(site).buildResponder())
  }

  /// The names in the folder, sorted.
  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted() }

  func items() throws -> Int { try project.status().items }
}

/// What the tests read of a file that was looked at.
struct SeenCheck: Decodable {
  var id: String
  var name: String
  var bytes: Int
  var secondsLeft: Int
  private var check: Found

  var kind: String { check.kind }
  var recipe: Recipe { check.recipe }
  var table: Table? { check.table }
  var labels: Labels? { check.labels }
  var conflictCount: Int { check.conflictCount }
  var problem: SeenProblem? { check.problem }

  private struct Found: Decodable {
    var kind: String
    var recipe: Recipe
    var table: Table?
    var labels: Labels?
    var conflictCount: Int
    var problem: SeenProblem?
  }

  struct Recipe: Decodable {
    var yaml: String
    var isReplaceable: Bool
    var proposal: Proposal?

    struct Proposal: Decodable {
      var key: String?
      var title: String?
      var label: String?
    }
  }

  struct Table: Decodable {
    var source: String
    var newCount: Int
    var changedCount: Int
    var unchangedCount: Int
  }

  struct Labels: Decodable {
    var newAnswers: [String: Int]
    var emptied: [Emptied]

    struct Emptied: Decodable {
      var id: String
    }
  }
}

/// What the tests read of a problem.
struct SeenProblem: Decodable {
  var type: String
  var status: Int
  var detail: String
}

/// What the tests read of a file that has just been brought.
struct SeenFile: Decodable {
  var id: String
  var secondsLeft: Int
  var job: SeenJob?
}

/// What the tests read of all jobs.
struct SeenJobs: Decodable {
  var jobs: [SeenJob]
}

/// What the tests read of a job.
struct SeenJob: Decodable {
  var id: Int
  var state: String
  var problem: SeenProblem?
}

extension TestClientProtocol {
  /// Brings a file.
  func bring(_ text: String, query: String = "name=more.csv", type: String = "text/csv") async throws -> TestResponse {
    try await execute(
      uri: "/api/v1/imports?\(query)", method: .post, headers: [.contentType: type],
      body: ByteBuffer(string: text))
  }

  /// Brings a file, and gives what a look at it found.
  func looked(_ text: String, query: String = "name=more.csv") async throws -> SeenCheck {
    let file = try await bring(text, query: query).decoded(SeenFile.self)
    if let job = file.job { _ = try await ended(job.id) }
    return try await execute(uri: "/api/v1/imports/\(file.id)", method: .get).decoded(SeenCheck.self)
  }

  /// Looks at a file with other wishes, and gives the job and what the newest look found.
  func lookedAgain(_ id: String, _ json: String) async throws -> (job: SeenJob, check: SeenCheck) {
    let begun = try await send("/api/v1/imports/\(id)/check", json).decoded(SeenJob.self)
    let job = try await ended(begun.id)
    return (job, try await execute(uri: "/api/v1/imports/\(id)", method: .get).decoded(SeenCheck.self))
  }

  /// A job once it is over.
  func ended(_ id: Int) async throws -> SeenJob {
    while true {
      let jobs = try await execute(uri: "/api/v1/jobs", method: .get).decoded(SeenJobs.self)
      if let now = jobs.jobs.first(where: { $0.id == id }), now.state != "running" { return now }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Sends JSON.
  func send(_ path: String, _ json: String) async throws -> TestResponse {
    try await execute(
      uri: path, method: .post, headers: [.contentType: "application/json"], body: ByteBuffer(string: json))
  }

  /// Imports what was brought, and waits for the job's end.
  func run(_ id: String, _ json: String = "{}") async throws -> SeenJob {
    let begun = try await send("/api/v1/imports/\(id)/run", json)
    guard begun.status == .accepted else {
      return SeenJob(id: 0, state: "refused", problem: try begun.decoded(SeenProblem.self))
    }
    return try await ended(try begun.decoded(SeenJob.self).id)
  }
}

extension TestResponse {
  /// The body as JSON.
  func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(body.readableBytesView))
  }

  /// The body as text.
  var text: String { String(buffer: body) }
}
