import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import GarimpoWeb

/// The page of the rounds, a new round, and two side by side.
struct RoundsTests {
  /// The newest job once it is over.
  private func ended(_ world: WebWorld) async throws -> [String: Any] {
    while true {
      let jobs = try #require(try WebWorld.json(try await world.ask("/api/v1/jobs").text)["jobs"] as? [[String: Any]])
      if let job = jobs.first, job["state"] as? String != "running" { return job }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  @Test(arguments: [("en", "Start a round"), ("pt-BR", "Começar uma rodada")])
  func `the page lists the rounds and offers a new one`(_ language: String, _ heading: String) async throws {
    let world = try WebWorld()
    let (status, html, _) = try await world.ask("/rounds", language: language)
    #expect(status == 200)
    #expect(html.contains(heading))
    #expect(html.contains("<tr id=\"round-1\""))
    #expect(html.contains("href=\"/api/v1/labels.csv?round=1\""))
    #expect(html.contains(try world.project.rounds().rounds[0].model))
    #expect(!html.contains("id=\"compare\""))
    #expect(!html.contains(" style="))
    #expect(html.firstMatch(of: />\s*(quality|figure|rounds)_[a-z_]+/) == nil)
  }

  @Test(arguments: [
    (
      "en", "learns from the larger part of the answers", "A part is kept apart to measure on; it learns from the rest."
    ),
    ("pt-BR", "aprende com a maior parte das respostas", "Uma parte fica de lado para medir; ela aprende com o resto."),
  ])
  func `the page says that a round does not learn from all answers`(
    _ language: String, _ lead: String, _ labels: String
  ) async throws {
    let world = try WebWorld(rows: 60, hasRound: false)
    let html = try await world.ask("/rounds", language: language).text
    #expect(html.contains(lead) && html.contains(labels))
  }

  @Test func `without labels a round cannot be started, and the page says so`() async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let html = try await world.ask("/rounds").text
    #expect(html.contains("There is no round yet."))
    #expect(!html.contains("A round needs some yes and some no") == !html.contains(" disabled>"))
  }

  @Test func `where everything is read no round is offered, and the page to label says that nothing is left`()
    async throws
  {
    let river = try RiverProject { row, cells in cells[7] = row.isMultiple(of: 3) ? "1" : "0" }
    let html = try await river.get("/rounds").body
    #expect(html.contains("Everything is read, so there is nothing to ask and no round to run"))
    #expect(html.contains("id=\"start-button\" disabled>") && html.contains("data-may-start=\"false\""))
    let next = try await river.get("/api/v1/next").body
    #expect(next.contains("\"items\":[]") && !next.contains("heldByOthers"))
    #expect(try await river.get("/api/v1/stopping").body.contains("found.all-read"))
  }

  @Test func `what others hold is said of them, and of nobody else`() async throws {
    let river = try RiverProject(count: 20)
    #expect(try await river.get("/rounds").body.contains("data-may-start=\"true\""))
    var options = AskOptions(annotator: "rui")
    options.count = 50
    _ = try river.project.next(options)
    let next = try await river.get("/api/v1/next").body
    #expect(next.contains("\"items\":[]") && next.contains("\"heldByOthers\":[{\"annotator\":\"rui\""), "\(next)")
  }

  @Test func `a round is started, told of and kept`() async throws {
    let world = try WebWorld()
    let (status, text, _) = try await world.ask("/api/v1/rounds", post: #"{"hard": 2, "random": 3, "seed": 11}"#)
    #expect(status == 202)
    #expect(try WebWorld.json(text)["kind"] as? String == "round")
    let job = try await ended(world)
    #expect(job["state"] as? String == "done")
    #expect((job["result"] as? [String: Any])?["round"] as? Int == 2)
    let round = try world.project.keptRound(2)
    #expect(round.result.seed == 11)
    #expect(round.result.batch.items.count { $0.reason == "hard" } == 2)
    #expect(round.result.batch.items.count { $0.reason == "random" } == 3)
    #expect(try await world.ask("/rounds").text.contains("id=\"compare\""))
  }

  @Test func `a batch that is cut short is told of`() async throws {
    let world = try WebWorld(rows: 60, hasRound: false)
    _ = try await world.ask("/api/v1/rounds", post: #"{"hard": 700, "random": 300}"#)
    let result = try #require(try await ended(world)["result"] as? [String: Any])
    let note = try #require(result["note"] as? String)
    #expect(note.contains("700 hard and 300 random were asked for: all "))
    let items = try world.project.keptRound(1).result.batch.items
    #expect(items.contains { $0.reason == "random" } && items.allSatisfy { $0.inclusionProbability == 1 })
  }

  @Test func `only one round runs at a time`() async throws {
    let world = try WebWorld()
    _ = try await world.ask("/api/v1/rounds", post: "{}")
    let (status, text, _) = try await world.ask("/api/v1/rounds", post: "{}")
    #expect(status == 409)
    #expect(text.contains("urn:garimpo:problem:job-running"))
    _ = try await world.ask("/api/v1/jobs/1/cancel", post: "{}")
    let job = try await ended(world)
    #expect(["cancelled", "done"].contains(job["state"] as? String))
    #expect(try await world.ask("/api/v1/jobs/1/cancel", post: "{}").status == 409)
    #expect(try await world.ask("/api/v1/jobs/x/cancel", post: "{}").status == 400)
    #expect(try await world.ask("/api/v1/jobs/5/cancel", post: "{}").status == 404)
  }

  @Test(arguments: [
    (#"{"hard": -1}"#, "hard: found -1, expected a whole number from 0 to 1000000"),
    (#"{"random": 1000001}"#, "random: found 1000001, expected a whole number from 0 to 1000000"),
    (#"{"hard": 0, "random": 0}"#, "random: found 0, expected more than 0, as hard is 0 too"),
    (#"{"hard": "many"}"#, "hard: expected a number"),
  ])
  func `a round that makes no sense is refused`(_ body: String, _ detail: String) async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let (status, text, _) = try await world.ask("/api/v1/rounds", post: body)
    #expect(status == 400)
    #expect(try WebWorld.json(text)["detail"] as? String == detail)
    #expect(await world.site.jobs.jobs.isEmpty)
  }

  @Test func `a round that fails leaves its sentence`() async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    for item in try world.project.annotators().annotators where item.yes > 0 {
      // Every label is taken back: there is nothing to learn from.
      _ = try world.project.undo(count: item.yes + item.no, annotator: item.name, id: nil, source: "a test")
    }
    _ = try await world.ask("/api/v1/rounds", post: "{}")
    let job = try await ended(world)
    #expect(job["state"] as? String == "failed")
    #expect(((job["problem"] as? [String: Any])?["detail"] as? String)?.contains("label a few rows first") == true)
  }

  @Test func `rounds are there by number, and their batch as a sheet`() async throws {
    let world = try WebWorld()
    let rounds = try WebWorld.json(try await world.ask("/api/v1/rounds").text)["rounds"] as? [[String: Any]]
    #expect(rounds?.count == 1)
    let round = try WebWorld.json(try await world.ask("/api/v1/rounds/1").text)
    #expect((round["result"] as? [String: Any])?["quality"] != nil)
    #expect(try await world.ask("/api/v1/rounds/2").status == 404)
    #expect(try await world.ask("/api/v1/rounds/x").status == 400)
    let (status, sheet, headers) = try await world.ask("/api/v1/labels.csv?round=1")
    #expect(status == 200)
    #expect(headers[.contentDisposition] == SafeText.attachment("videos-labels-batch-1.csv"))
    #expect(headers[.contentType] == "text/csv; charset=utf-8")
    let kept = try world.project.keptRound(1)
    for item in kept.result.batch.items { #expect(sheet.contains(item.id)) }
    #expect(sheet.hasPrefix("id,title,"))
    #expect(try await world.ask("/api/v1/labels.csv?round=7").status == 404)
  }

  @Test func `two rounds are measured on the same items`() async throws {
    let world = try WebWorld()
    var options = ProjectRoundOptions()
    options.overrides.treeCount = 20
    options.resampleCount = 100
    _ = try world.project.round(options)
    let compared = try WebWorld.json(try await world.ask("/api/v1/rounds/1/compare/2").text)
    #expect((compared["rounds"] as? [Any])?.count == 2)
    #expect((compared["averagePrecisionDifference"] as? [String: Any])?["high"] != nil)
    #expect(try await world.ask("/api/v1/rounds/1/compare/1").status == 400)
    #expect(try await world.ask("/api/v1/rounds/1/compare/9").status == 404)
  }

  @Test func `a round that is cancelled ends while it trains, stores nothing, and says so`() async throws {
    // Without a look between two trees this would go on for long.
    let river = try RiverProject(trees: 1_000_000)
    #expect(try await river.post("/api/v1/rounds", "{}").status == 202)
    while await river.site.jobs.jobs.first?.step != "train" { try await Task.sleep(for: .milliseconds(5)) }
    let asked = try WebWorld.json(try await river.post("/api/v1/jobs/1/cancel", "{}").body)
    #expect(asked["isCancelling"] as? Bool == true)
    while await river.site.jobs.jobs.first?.state == .running { try await Task.sleep(for: .milliseconds(5)) }
    let end = try #require(await river.site.jobs.jobs.first)
    #expect(end.state == .cancelled && end.step == "train" && !end.isCancelling)
    #expect(end.problem == nil && end.result == nil)
    #expect(try river.project.rounds().rounds.isEmpty)
  }

  // MARK: Which round is in use

  /// A world with three rounds.
  private func threeRounds() throws -> WebWorld {
    let world = try WebWorld()
    for _ in 0..<2 {
      var options = ProjectRoundOptions()
      options.overrides.treeCount = 20
      options.resampleCount = 100
      _ = try world.project.round(options)
    }
    return world
  }

  @Test func `a round is chosen, told of, and used by every page`() async throws {
    let world = try threeRounds()
    let heard = await world.site.events.events()
    let (status, text, _) = try await world.ask(
      "/api/v1/rounds/1/choice", post: #"{"note": "<b>as before</b>"}"#)
    #expect(status == 200)
    let used = try WebWorld.json(text)
    #expect(used["round"] as? Int == 1 && used["newestRound"] as? Int == 3)
    #expect((used["choice"] as? [String: Any])?["by"] as? String == "ana")
    for await event in heard {
      #expect(event.name == "choice" && event.data.contains(#""round":1"#))
      break
    }
    let rounds = try WebWorld.json(try await world.ask("/api/v1/rounds").text)
    #expect(rounds["currentRound"] as? Int == 1)
    #expect((rounds["choice"] as? [String: Any])?["note"] as? String == "<b>as before</b>")
    let page = try await world.ask("/rounds").text
    #expect(page.contains("In use: round 1, which ana chose on ") && page.contains("&lt;b&gt;as before&lt;/b&gt;"))
    #expect(page.contains("<tr id=\"round-1\" role=\"row\" class=\"current\">"))
    #expect(!page.contains("data-use=\"1\"") && page.contains("data-use=\"2\"") && page.contains("data-use=\"3\""))
    #expect(try await world.ask("/rank").text.contains("Scored by the model of round 1, which was chosen"))
    #expect(try await world.ask("/quality").text.contains("<option value=\"1\" selected>1 · in use</option>"))
    let measured = try WebWorld.json(try await world.ask("/api/v1/rank").text)["measured"] as? [String: Any]
    #expect(measured?["round"] as? Int == 1 && measured?["isChosen"] as? Bool == true)
    #expect(try WebWorld.json(try await world.ask("/api/v1/metrics").text)["round"] as? Int == 1)

    #expect(try WebWorld.json(try await world.ask("/api/v1/rounds/3/choice", post: "{}").text)["choice"] == nil)
    #expect(try await world.ask("/rounds", language: "pt-BR").text.contains("Em uso: rodada 3, a mais recente."))
    #expect(
      try WebWorld.json(try await world.ask("/api/v1/metrics").text)["round"] as? Int == 3,
      "figures are worked out anew")
  }

  @Test func `a chosen round goes before the live model in the ranking`() async throws {
    let world = try threeRounds()
    world.site.live.start()
    defer { world.site.live.stop() }
    let position = try world.project.moment().labelPosition
    #expect(world.site.live.waits(for: position, atMost: 60_000))
    func page() async throws -> [String: Any] {
      try #require(try WebWorld.json(try await world.ask("/api/v1/rank").text)["page"] as? [String: Any])
    }
    #expect(try await page()["modelPosition"] != nil)
    _ = try await world.ask("/api/v1/rounds/2/choice", post: "{}")
    let chosen = try await page()
    #expect(chosen["round"] as? Int == 2 && chosen["modelPosition"] == nil)
    _ = try await world.ask("/api/v1/rounds/3/choice", post: "{}")
    #expect(try await page()["modelPosition"] != nil)
  }

  @Test func `a round that cannot be used is refused, and its reason given`() async throws {
    let world = try threeRounds()
    func refused(_ path: String, _ body: String = "{}") async throws -> (status: Int, detail: String) {
      let answer = try await world.ask(path, post: body)
      return (answer.status, try WebWorld.json(answer.text)["detail"] as? String ?? "")
    }
    #expect(try await refused("/api/v1/rounds/9/choice").status == 404)
    #expect(try await refused("/api/v1/rounds/x/choice").status == 400)
    let long = try await refused("/api/v1/rounds/1/choice", "{\"note\": \"\(String(repeating: "n", count: 251))\"}")
    #expect(long.status == 400 && long.detail == "note: found 251 characters, expected at most 250")
    _ = try world.project.compact(keepingScores: nil, keepingModels: 2)
    let dropped = try await refused("/api/v1/rounds/1/choice")
    #expect(dropped.status == 422 && dropped.detail.contains("the bytes of model 1 were dropped"))
    _ = try world.project.compact(keepingScores: 1, keepingModels: nil)
    let empty = try await refused("/api/v1/rounds/2/choice")
    #expect(empty.status == 422 && empty.detail.contains("the scores of round 2 were dropped"))
    #expect(try world.project.rounds().choice == nil)
  }

  @Test func `an annotator cannot choose a round`() async throws {
    let world = try SafetyWorld(accounts: true)
    let answer = try await world.ask(
      "POST", "/api/v1/rounds/1/choice",
      ["Authorization": "Bearer \(world.tokens["rui"] ?? "")", "Content-Type": "application/json"], body: "{}")
    #expect(answer.status == 403 && answer.problem == "role")
  }
}
