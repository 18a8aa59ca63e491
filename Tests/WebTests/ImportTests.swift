import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import GarimpoWeb

/// Files that are brought to the server.
struct ImportTests {
  /// `(echo id,title; for i in $(seq 1000); do echo n,a; done) | gzip -n9` with gzip 1.12.
  private static let packed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC3, 0xB1, 0x09, 0x00, 0x20, 0x0C, 0x00,
    0xB0, 0xDD, 0x5B, 0xFA, 0x94, 0x60, 0x87, 0x42, 0x71, 0xEA, 0xFF, 0x78, 0x86, 0x4B, 0x02, 0xA9, 0x13, 0x53,
    0xD3, 0xB9, 0x6E, 0x6C, 0x55, 0x55, 0x55, 0xF5, 0xF3, 0x07, 0x05, 0x9A, 0x45, 0x96, 0xA9, 0x0F, 0x00, 0x00,
  ]

  @Test func `a table is looked at, and nothing is stored before it is asked for`() async throws {
    let world = try ImportWorld(count: 0)
    try await world.application.test(.router) { client in
      let response = try await client.bring(ImportWorld.table(0..<30), query: "name=C%3A%5Cmy%2Fnotes%20(1).csv")
      #expect(response.status == .created)
      let file = try response.decoded(SeenFile.self)
      #expect(response.headers[.location] == "/api/v1/imports/\(file.id)")
      #expect((590...600).contains(file.secondsLeft), "nobody has asked for it yet")
      #expect(try await client.ended(try #require(file.job).id).state == "done")
      let check = try await client.execute(uri: "/api/v1/imports/\(file.id)", method: .get).decoded(SeenCheck.self)
      #expect(check.name == "notes (1).csv" && check.kind == "table")
      #expect(check.bytes == ImportWorld.table(0..<30).utf8.count)
      #expect((3590...3600).contains(check.secondsLeft))
      #expect(check.recipe.isReplaceable)
      #expect(check.recipe.proposal?.key == "id" && check.recipe.proposal?.title == "title")
      #expect(check.recipe.proposal?.label == "y")
      #expect(check.table?.newCount == 30 && check.table?.source == "notes (1).csv")
      #expect(check.problem == nil)
      #expect(try world.items() == 0)

      let job = try await client.run(check.id)
      #expect(job.state == "done")
      #expect(try world.items() == 30)
      #expect(try world.project.recipeInUse().yaml == check.recipe.yaml)
      #expect(try world.project.status().labels.yes == 5)
      #expect(try await client.run(check.id).problem?.status == 404, "what is stored is not kept")
    }
  }

  @Test func `a large file arrives whole, and has no name while it waits`() async throws {
    let world = try ImportWorld(count: 3)
    let before = world.files
    let text = ImportWorld.table(0..<120_000) { _ in "" }
    #expect(text.utf8.count > 3 << 20)
    try await world.application.test(.router) { client in
      let check = try await client.looked(text)
      #expect(check.bytes == text.utf8.count)
      #expect(check.table.map { $0.newCount + $0.changedCount + $0.unchangedCount } == 120_000)
      #expect(world.files.filter { !before.contains($0) && !$0.hasPrefix("notes.garimpo") } == [])
    }
  }

  @Test func `a recipe may be decided otherwise while the project is empty`() async throws {
    let world = try ImportWorld(count: 0)
    try await world.application.test(.router) { client in
      let id = try await client.looked(ImportWorld.table(0..<30)).id
      let wished = try await client.lookedAgain(id, #"{"columns": {"key": null, "label": null, "title": "title"}}"#)
        .check
      #expect(wished.recipe.proposal?.key == nil && wished.recipe.proposal?.label == nil)
      #expect(wished.table?.newCount == 30)

      let (broken, check) = try await client.lookedAgain(id, #"{"recipe": "name: [\n"}"#)
      #expect(broken.state == "done", "a recipe that is wrong can be mended")
      #expect(check.table == nil && check.recipe.yaml == "name: [\n")
      #expect(check.problem?.detail.hasPrefix("the recipe:2:1: ") == true)
      #expect(try await client.run(check.id, #"{"recipe": "name: [\n"}"#).state == "failed")

      let refused = try await client.lookedAgain(id, #"{"columns": {"title": "nothing"}}"#)
      #expect(refused.job.state == "failed" && refused.job.problem?.status == 400)
      #expect(refused.check.recipe.yaml == "name: [\n", "what was found before stays")
      #expect(
        refused.job.problem?.detail
          == "title: found \"nothing\", expected a column: \"id\", \"title\", \"views\", \"y\"")

      let yaml = try JSONText.of(ImportWorld.yaml, pretty: false)
      #expect(try await client.run(check.id, #"{"recipe": \#(yaml)}"#).state == "done")
      #expect(try world.project.recipeInUse().yaml == ImportWorld.yaml)
    }
  }

  @Test func `a project with items keeps its recipe`() async throws {
    let world = try ImportWorld(count: 10)
    try await world.application.test(.router) { client in
      let check = try await client.looked(ImportWorld.table(0..<12))
      #expect(!check.recipe.isReplaceable && check.recipe.proposal == nil && check.recipe.yaml == ImportWorld.yaml)
      #expect(check.table?.newCount == 2 && check.table?.unchangedCount == 10)
      let other = try JSONText.of(ImportWorld.yaml + "seed: 3\n", pretty: false)
      let job = try await client.run(check.id, #"{"recipe": \#(other)}"#)
      #expect(job.state == "failed" && job.problem?.status == 422)
      #expect(job.problem?.detail.contains("their ids come from the recipe in use") == true)
    }
  }

  @Test(arguments: [
    (
      "name,id\na,1\n",
      "more.csv: does not fit the project, whose recipe notes needs a column that the file lacks: \"title\"; found \"name\", "
        + "\"id\". Give the columns those names, or make another project for the file"
    ),
    (
      "a,b,c,d,e,f,,h\n1,2,3,4,5,6,7,8\n",
      "more.csv: does not fit the project, whose recipe notes needs columns that the file lacks: \"id\", \"title\"; found "
        + "\"a\", \"b\", \"c\", \"d\", \"e\", \"f\" and 2 more. Give the columns those names, or make another project for the file"
    ),
  ])
  func `a table that does not fit the project is told so in one sentence`(_ text: String, _ detail: String) async throws
  {
    let world = try ImportWorld(count: 10)
    try await world.application.test(.router) { client in
      let check = try await client.looked(text)
      #expect(check.table == nil && check.problem?.detail == detail)
      #expect(try await client.run(check.id).problem?.detail == detail)
    }
  }

  /// Only their end tells which columns they have.
  @Test func `JSON Lines that do not fit the project are told so in the same sentence`() async throws {
    let world = try ImportWorld(count: 10)
    try await world.application.test(.router) { client in
      let text = "{\"name\": \"a\", \"id\": \"1\"}\n{\"views\": 3}\n"
      let check = try await client.looked(text, query: "name=more.jsonl")
      #expect(check.table == nil)
      #expect(
        check.problem?.detail
          == "more.jsonl: does not fit the project, whose recipe notes needs a column that the file lacks: \"title\"; found "
          + "\"name\", \"id\", \"views\". Give the columns those names, or make another project for the file")
    }
  }

  @Test(arguments: [
    (#"{"onConflict": "ours"}"#, "done", 2), (#"{"onConflict": "theirs"}"#, "done", 4),
    (#"{"onConflict": "ask", "answers": {"n0": "theirs", "n6": "ours"}}"#, "done", 3),
    (#"{"onConflict": "ask", "answers": {"n0": "theirs"}}"#, "failed", 2), ("{}", "failed", 2),
  ])
  func `labels that contradict the log are decided, or nothing is stored`(
    _ wishes: String, _ state: String, _ noCount: Int
  ) async throws {
    let world = try ImportWorld(count: 8)
    #expect(try world.project.status().labels.no == 2)
    try await world.application.test(.router) { client in
      let text = ImportWorld.table(0..<8) { $0 % 2 == 0 ? "0" : "" }
      let check = try await client.looked(text)
      #expect(check.conflictCount == 2 && check.problem == nil)
      #expect(try await client.run(check.id, wishes).state == state)
      #expect(try world.project.status().labels.no == noCount)
    }
  }

  @Test func `the time that a file was changed decides what is newest`() async throws {
    let world = try ImportWorld(count: 8)
    try await world.application.test(.router) { client in
      let text = ImportWorld.table(0..<8) { $0 % 2 == 0 ? "0" : "" }
      for (modified, noCount) in [("1000000000", 2), ("4000000000", 4)] {
        let check = try await client.looked(text, query: "name=a.csv&modified=\(modified)")
        #expect(try await client.run(check.id, #"{"onConflict": "newest"}"#).state == "done")
        #expect(try world.project.status().labels.no == noCount)
      }
    }
  }

  @Test func `a sheet of ours is merged with what it showed`() async throws {
    let world = try ImportWorld(count: 8)
    try await world.application.test(.router) { client in
      let sheet = try await client.execute(uri: "/api/v1/labels.csv?items=all", method: .get).text
      let filled = sheet.replacing("n1,sand of river 1,,", with: "n1,sand of river 1,1,")
        .replacing("n0,gold of river 0,1,", with: "n0,gold of river 0,,")
      let check = try await client.looked(filled)
      #expect(check.kind == "labels" && check.table == nil && check.conflictCount == 0)
      #expect(check.labels?.newAnswers["yes"] == 1 && check.labels?.emptied.map(\.id) == ["n0"])
      #expect(try world.project.status().labels.yes == 2)

      #expect(try await client.lookedAgain(check.id, #"{"kind": "table"}"#).check.kind == "table")

      #expect(try await client.run(check.id, #"{"emptyIsUndo": true}"#).state == "done")
      let labels = try world.project.status().labels
      #expect(labels.yes == 2, "one came, one went")
    }
  }

  @Test func `a file that is no table is refused and not kept`() async throws {
    let world = try ImportWorld(count: 3)
    let shelf = UploadShelf()
    let router = Router(context: WebContext.self)
    router.add(middleware: ProblemMiddleware(pages: world.site.pages))
    ImportRoutes(site: world.site, shelf: shelf).add(to: router)
    try await Application(responder: router.buildResponder()).test(.router) { client in
      let response = try await client.bring("PK\u{3}\u{4} and so on", query: "name=sheet.xlsx")
      #expect(response.status == .unprocessableContent)
      #expect(
        try response.decoded(SeenProblem.self).detail
          == "sheet.xlsx: is a zip archive or an Excel workbook, not a table of text; save it as \"CSV UTF-8\"")
      #expect(await shelf.ids.isEmpty)

      let ragged = try await client.bring("id,title,views,y\nn1,a\n", query: "name=a.csv")
      #expect(ragged.status == .unprocessableContent)
      #expect(try ragged.decoded(SeenProblem.self).detail.hasPrefix("a.csv: record 2 (line 2)"))
    }
  }

  @Test(arguments: [
    ("", "name=a.csv", "text/csv", 400, "expected a table with at least a header"),
    (
      "a", "name=a.csv", "multipart/form-data; boundary=x", 415,
      "Content-Type: found multipart/form-data, expected text/csv, application/jsonl or application/octet-stream"
    ),
    ("a", "modified=yesterday", "text/csv", 400, "modified: found yesterday, expected seconds since 1970"),
    ("a", "modified=inf", "text/csv", 400, "modified: found inf, expected seconds since 1970"),
    ("a", "kind=picture", "text/csv", 400, "kind: found picture, expected table or labels"),
  ])
  func `what cannot be taken is told`(
    _ body: String, _ query: String, _ type: String, _ status: Int, _ detail: String
  ) async throws {
    let world = try ImportWorld(count: 0)
    try await world.application.test(.router) { client in
      let response = try await client.bring(body, query: query, type: type)
      #expect(response.status.code == status)
      #expect(try response.decoded(SeenProblem.self).detail == detail)
    }
  }

  @Test func `a look can be cancelled, and the file that nothing is known of goes with it`() async throws {
    let world = try ImportWorld(count: 0)
    let text = ImportWorld.table(0..<120_000) { _ in "" }
    try await world.application.test(.router) { client in
      let heard = await world.site.events.events()
      let file = try await client.bring(text).decoded(SeenFile.self)
      let job = try #require(file.job)
      #expect(job.state == "running", "the answer does not wait for the look")
      let busy = try await client.bring("id\n1\n")
      #expect(busy.status == .conflict)
      #expect(
        try busy.decoded(SeenProblem.self).detail
          == "job \(job.id) (check) is under way; wait for its end or cancel it, then ask again")
      let now = try await client.execute(uri: "/api/v1/imports/\(file.id)", method: .get).decoded(SeenFile.self)
      #expect(now.job?.id == job.id, "a page that is loaded anew finds it")
      #expect(try await client.send("/api/v1/jobs/\(job.id)/cancel", "{}").status == .accepted)
      #expect(try await client.ended(job.id).state == "cancelled")
      #expect(try await client.execute(uri: "/api/v1/imports/\(file.id)", method: .get).status == .notFound)
      var names: [String?] = []
      for await event in heard {
        names.append(event.name)
        #expect(!event.annotatorData.contains("startedBy"), "annotators hear no more than how far it is")
        if event.data.contains(#""state":"cancelled""#) { break }
      }
      #expect(names.allSatisfy { $0 == "check" })
      #expect(try await client.looked("id,title\n1,a\n").table?.newCount == 1, "the next may come")
    }
  }

  @Test func `who gives a file up ends the look at it`() async throws {
    let world = try ImportWorld(count: 0)
    try await world.application.test(.router) { client in
      let file = try await client.bring(ImportWorld.table(0..<120_000) { _ in "" }).decoded(SeenFile.self)
      #expect(try await client.execute(uri: "/api/v1/imports/\(file.id)", method: .delete).status == .noContent)
      #expect(try await client.ended(try #require(file.job).id).state == "cancelled")
    }
  }

  @Test func `what a packed file holds counts, not what it takes`() async throws {
    let world = try ImportWorld(count: 0) { $0.uploadBytes = 1000 }
    try await world.application.test(.router) { client in
      let response = try await client.execute(
        uri: "/api/v1/imports?name=notes.csv.gz", method: .post, headers: [.contentType: "application/octet-stream"],
        body: ByteBuffer(bytes: Self.packed))
      #expect(response.status == .unprocessableContent)
      #expect(
        try response.decoded(SeenProblem.self).detail
          == "notes.csv.gz: holds more than 1000 bytes once unpacked, which is all that is taken; divide it")
      let jobs = try await client.execute(uri: "/api/v1/jobs", method: .get).decoded(SeenJobs.self).jobs
      #expect(jobs.isEmpty, "it is not kept either")
      #expect(try world.items() == 0)
    }
  }

  @Test func `a file can be given up`() async throws {
    let world = try ImportWorld(count: 0)
    try await world.application.test(.router) { client in
      let id = try await client.looked(ImportWorld.table(0..<3)).id
      for status in [204, 404] {
        let response = try await client.execute(uri: "/api/v1/imports/\(id)", method: .delete)
        #expect(response.status.code == status)
      }
      let response = try await client.send("/api/v1/imports/\(id)/check", "{}")
      #expect(
        try response.decoded(SeenProblem.self).detail
          == "there is no file with this id; files are kept for an hour, at most 4 of them: send it again")
    }
  }

  @Test(arguments: [
    (nil, "upload"), ("", "upload"), ("-", "upload"), ("videos.csv", "videos.csv"), ("../../etc/passwd", "passwd"),
    ("C:\\data\\vídeos.csv", "vídeos.csv"), ("a\u{202E}b", "a\\u{202E}b"), ("/", "upload"),
  ])
  func `of a name the last part counts`(_ text: String?, _ name: String) throws {
    #expect(try ImportRoutes.fileName(text) == name)
  }

  @Test func `the page offers what there is, in both languages`() async throws {
    for (count, hasExports) in [(0, false), (5, true)] {
      try await ImportWorld(count: count).application.test(.router) { client in
        for (language, title) in [("en", "Bring a table in"), ("pt-BR", "Trazer uma tabela")] {
          let page = try await client.execute(uri: "/import", method: .get, headers: [.acceptLanguage: language])
          #expect(page.status == .ok)
          #expect(page.text.contains(title) && page.text.contains("type=\"file\""))
          #expect(page.text.contains("/api/v1/labels.csv?items=all") == hasExports)
          #expect(!page.text.contains("/api/v1/ranking.csv"), "there is no round")
          #expect(!page.text.contains("{{") && !page.text.contains("style=\""))
        }
      }
    }
  }
}
