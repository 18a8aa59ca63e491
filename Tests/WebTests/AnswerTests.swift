import Foundation
import GarimpoProject
import Testing

@testable import GarimpoWeb

/// Answers and undos as the pages send them: each once, by whoever is signed in.
struct AnswerTests {
  private static func owner(_ world: SafetyWorld) -> [String: String] { key("ana", world) }

  private static func key(_ name: String, _ world: SafetyWorld) -> [String: String] {
    ["Authorization": "Bearer \(world.tokens[name] ?? "")", "Content-Type": "application/json"]
  }

  private static func standing(_ world: SafetyWorld, _ id: String) throws -> [String] {
    try world.project.show(item: id).answers.map { "\($0.annotator) \($0.answer)" }
  }

  private static func id(_ world: SafetyWorld) async throws -> String {
    let text = try await world.ask("GET", "/api/v1/next", key("rui", world)).text
    return try #require(text.firstMatch(of: /"id":"([^"]+)"/).map { String($0.1) })
  }

  @Test(arguments: ["token", "position"])
  func `an undo that names its answer takes back one, however often it comes`(_ name: String) async throws {
    let world = try SafetyWorld(accounts: true)
    let (id, key) = (try await Self.id(world), Self.key("rui", world))
    for (answer, token) in [("yes", "first"), ("no", "second")] {
      let body = #"{"id":"\#(id)","answer":"\#(answer)","token":"\#(token)"}"#
      #expect(try await world.ask("POST", "/api/v1/labels", key, body: body).status == 200)
    }
    let last = try #require(try world.project.show(item: id).answers.last?.position)
    let undo = name == "token" ? #"{"token":"second"}"# : #"{"position":\#(last)}"#
    let replies = [
      try await world.ask("POST", "/api/v1/undo", key, body: undo),
      try await world.ask("POST", "/api/v1/undo", key, body: undo),
    ]
    #expect(replies.map(\.status) == [200, 200] && replies[0].text == replies[1].text)
    #expect(try Self.standing(world, id) == ["rui yes", "rui no", "rui undo"])
  }

  @Test(arguments: [
    (#"{"token":"none"}"#, 404), (#"{"position":999999}"#, 404), (#"{"token":"T","position":1}"#, 400),
    (#"{"token":"T","count":2}"#, 400), (#"{"position":1,"id":"1"}"#, 400),
  ])
  func `an undo of nothing takes back nothing`(_ body: String, _ status: Int) async throws {
    let world = try SafetyWorld(accounts: true)
    let id = try await Self.id(world)
    let given = #"{"id":"\#(id)","answer":"yes","token":"T"}"#
    #expect(try await world.ask("POST", "/api/v1/labels", Self.key("rui", world), body: given).status == 200)
    #expect(try await world.ask("POST", "/api/v1/undo", Self.key("rui", world), body: body).status == status)
    // Neither does somebody else's name for it.
    #expect(try await world.ask("POST", "/api/v1/undo", Self.owner(world), body: #"{"token":"T"}"#).status == 404)
    #expect(try Self.standing(world, id) == ["rui yes"])
  }

  @Test func `only an owner settles`() async throws {
    let world = try SafetyWorld(accounts: true)
    let id = try await Self.id(world)
    let body = #"{"id":"\#(id)","answer":"yes","settles":true}"#
    let refused = try await world.ask("POST", "/api/v1/labels", Self.key("rui", world), body: body)
    #expect(refused.status == 403 && refused.problem == "role")
    #expect(try Self.standing(world, id).isEmpty)
    #expect(try await world.ask("POST", "/api/v1/labels", Self.owner(world), body: body).status == 200)
  }

  @Test func `what a page of somebody else sends is not stored under one's own name`() async throws {
    let world = try SafetyWorld(accounts: true)
    let id = try await Self.id(world)
    func send(_ path: String, _ body: String) async throws -> SafetyWorld.Answer {
      try await world.ask("POST", path, Self.key("rui", world), body: body)
    }
    #expect(
      try await send("/api/v1/labels", #"{"id":"\#(id)","answer":"yes","token":"T","annotator":"rui"}"#).status == 200)
    let answer = try await send("/api/v1/labels", #"{"id":"\#(id)","answer":"no","annotator":"ana"}"#)
    #expect(answer.status == 409 && answer.problem == "annotator")
    #expect(
      answer.text.contains(
        "found ana, but the token is that of rui; leave the annotator out, or send the token of ana\""),
      "\(answer.text)")
    let cookie = ["Cookie": try await world.signIn("rui"), "Content-Type": "application/json"]
    let page = try await world.ask(
      "POST", "/api/v1/labels", cookie, body: #"{"id":"\#(id)","answer":"no","annotator":"ana"}"#)
    #expect(page.text.contains("found ana, but rui has signed in since; sign in as ana again, or load the page anew\""))
    let open = try SafetyWorld()
    let other = try await open.ask(
      "POST", "/api/v1/labels", ["Content-Type": "application/json"],
      body: #"{"id":"1","answer":"no","annotator":"bob"}"#)
    #expect(other.status == 409)
    #expect(
      other.text.contains(
        "annotator: found bob, but nobody signs in here, and answers are those of ana; leave the annotator out, load the "
          + "page anew, or start the server with --annotator bob\""), "\(other.text)")
    #expect(try await send("/api/v1/undo", #"{"token":"T","annotator":"ana"}"#).status == 409)
    #expect(try Self.standing(world, id) == ["rui yes"])
  }

  // MARK: Events

  @Test func `annotators hear that a round ended, and not what came of it`() async throws {
    let hub = EventHub()
    let events = await hub.events()
    var job = Job(id: 1, kind: .round, startedBy: "ana")
    job.result = .init(value: ["averagePrecision": 0.5])
    await hub.tell("round", job, toAnnotators: Job.Glance(job))
    await hub.tell("answer", ["a": 1])
    await hub.beat()
    await hub.end()
    var heard: [EventHub.Event] = []
    for await event in events { heard.append(event) }
    #expect(heard[0].text(isOwner: true).contains("averagePrecision"))
    #expect(
      heard[0].text(isOwner: false) == #"event: round\#ndata: {"id":1,"kind":"round","state":"running"}\#n\#n"#)
    #expect(heard[1].text(isOwner: false) == "event: answer\ndata: {\"a\":1}\n\n")
    #expect(heard[2].text(isOwner: true) == ":\n\n")
  }

  // MARK: Further back

  private struct Given: Decodable {
    struct Answer: Decodable {
      var id: String
      var position: Int
    }

    var answers: [Answer]
  }

  @Test func `older answers than those of the page are there, a page at a time`() async throws {
    let river = try RiverProject()
    for row in 12..<26 { try river.answer("\(row)", row.isMultiple(of: 2) ? "yes" : "no") }
    func answers(_ query: String) async throws -> [Given.Answer] {
      let page = try await river.get("/api/v1/answers\(query)")
      #expect(page.status == 200)
      return try JSONDecoder().decode(Given.self, from: Data(page.body.utf8)).answers
    }
    let first = try await answers("")
    #expect(first.map(\.id) == (16..<26).reversed().map(String.init))
    let second = try await answers("?before=\(first[9].position)")
    #expect(second.map(\.id) == ["15", "14", "13", "12"], "imported answers are not taken back")
    #expect(try await answers("?count=1&before=\(second[3].position)").isEmpty)
    #expect(try await river.get("/api/v1/answers?before=0").status == 400)
  }

  @Test(arguments: [15.0, 2.0])
  func `an item whose answer is taken back is kept for as long as any`(_ minutes: Double) async throws {
    var options = WebOptions(annotator: "ana")
    options.leaseMinutes = minutes
    let world = try WebWorld(rows: 40, hasRound: false, options: options)
    let (_, text, _) = try await world.ask("/api/v1/next")
    let items = try #require(try WebWorld.json(text)["items"] as? [[String: Any]])
    let id = try #require(items.first?["id"] as? String)
    func holder() throws -> Double? {
      var options = AskOptions(annotator: "rui")
      options.count = 100
      return try world.project.next(options).heldByOthers?.first.map { $0.until.timeIntervalSinceNow / 60 }
    }
    #expect(try await world.ask("/api/v1/labels", post: #"{"id": "\#(id)", "answer": "no"}"#).status == 200)
    #expect(try holder() == nil)
    #expect(try await world.ask("/api/v1/undo", post: "{}").status == 200)
    let left = try #require(try holder())
    #expect(left > minutes - 1 && left <= minutes)
  }
}
