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
  private typealias Answer = (status: Int, text: String, headers: HTTPFields)

  private func ask(
    _ world: WebWorld, _ path: String, post body: String? = nil, language: String = "en"
  ) async throws -> Answer {
    try await world.application.test(.router) { client in
      var headers: HTTPFields = [.acceptLanguage: language]
      if body != nil { headers[.contentType] = "application/json" }
      return try await client.execute(
        uri: path, method: body == nil ? .get : .post, headers: headers, body: body.map { ByteBuffer(string: $0) }
      ) { ($0.status.code, String(buffer: $0.body), $0.headers) }
    }
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The newest job once it is over.
  private func ended(_ world: WebWorld) async throws -> [String: Any] {
    while true {
      let jobs = try #require(try json(try await ask(world, "/api/v1/jobs").text)["jobs"] as? [[String: Any]])
      if let job = jobs.first, job["state"] as? String != "running" { return job }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  @Test(arguments: [("en", "Start a round"), ("pt-BR", "Começar uma rodada")])
  func `the page lists the rounds and offers a new one`(_ language: String, _ heading: String) async throws {
    let world = try WebWorld()
    let (status, html, _) = try await ask(world, "/rounds", language: language)
    #expect(status == 200)
    #expect(html.contains(heading))
    #expect(html.contains("<tr id=\"round-1\""))
    #expect(html.contains("href=\"/api/v1/rounds/1/batch.csv\""))
    #expect(html.contains(try world.project.rounds().rounds[0].model))
    #expect(!html.contains("id=\"compare\""))
    #expect(!html.contains(" style="))
    #expect(html.firstMatch(of: />\s*(quality|figure|rounds)_[a-z_]+/) == nil)
  }

  @Test func `without labels a round cannot be started, and the page says so`() async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let html = try await ask(world, "/rounds").text
    #expect(html.contains("There is no round yet."))
    #expect(!html.contains("A round needs some yes and some no") == !html.contains(" disabled>"))
  }

  @Test func `a round is started, told of and kept`() async throws {
    let world = try WebWorld()
    let (status, text, _) = try await ask(world, "/api/v1/rounds", post: #"{"hard": 2, "random": 3, "seed": 11}"#)
    #expect(status == 202)
    #expect(try json(text)["kind"] as? String == "round")
    let job = try await ended(world)
    #expect(job["state"] as? String == "done")
    #expect((job["result"] as? [String: Any])?["round"] as? Int == 2)
    let round = try world.project.keptRound(2)
    #expect(round.result.seed == 11)
    #expect(round.result.batch.items.count { $0.reason == "hard" } == 2)
    #expect(round.result.batch.items.count { $0.reason == "random" } == 3)
    #expect(try await ask(world, "/rounds").text.contains("id=\"compare\""))
  }

  @Test func `only one round runs at a time`() async throws {
    let world = try WebWorld()
    _ = try await ask(world, "/api/v1/rounds", post: "{}")
    let (status, text, _) = try await ask(world, "/api/v1/rounds", post: "{}")
    #expect(status == 409)
    #expect(text.contains("urn:garimpo:problem:job-running"))
    _ = try await ask(world, "/api/v1/jobs/1/cancel", post: "{}")
    let job = try await ended(world)
    #expect(["cancelled", "done"].contains(job["state"] as? String))
    #expect(try await ask(world, "/api/v1/jobs/1/cancel", post: "{}").status == 409)
    #expect(try await ask(world, "/api/v1/jobs/x/cancel", post: "{}").status == 400)
    #expect(try await ask(world, "/api/v1/jobs/5/cancel", post: "{}").status == 404)
  }

  @Test(arguments: [
    (#"{"hard": -1}"#, "hard: found -1, expected a whole number from 0 to 1000000"),
    (#"{"random": 1000001}"#, "random: found 1000001, expected a whole number from 0 to 1000000"),
    (#"{"hard": 0, "random": 0}"#, "random: found 0, expected more than 0, as hard is 0 too"),
    (#"{"hard": "many"}"#, "hard: expected a number"),
  ])
  func `a round that makes no sense is refused`(_ body: String, _ detail: String) async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let (status, text, _) = try await ask(world, "/api/v1/rounds", post: body)
    #expect(status == 400)
    #expect(try json(text)["detail"] as? String == detail)
    #expect(await world.site.jobs.jobs.isEmpty)
  }

  @Test func `a round that fails leaves its sentence`() async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    for item in try world.project.annotators().annotators where item.yes > 0 {
      // Every label is taken back: there is nothing to learn from.
      _ = try world.project.undo(count: item.yes + item.no, annotator: item.name, id: nil, source: "a test")
    }
    _ = try await ask(world, "/api/v1/rounds", post: "{}")
    let job = try await ended(world)
    #expect(job["state"] as? String == "failed")
    #expect(((job["problem"] as? [String: Any])?["detail"] as? String)?.contains("label a few rows first") == true)
  }

  @Test func `rounds are there by number, and their batch as a sheet`() async throws {
    let world = try WebWorld()
    let rounds = try json(try await ask(world, "/api/v1/rounds").text)["rounds"] as? [[String: Any]]
    #expect(rounds?.count == 1)
    let round = try json(try await ask(world, "/api/v1/rounds/1").text)
    #expect((round["result"] as? [String: Any])?["quality"] != nil)
    #expect(try await ask(world, "/api/v1/rounds/2").status == 404)
    #expect(try await ask(world, "/api/v1/rounds/x").status == 400)
    let (status, sheet, headers) = try await ask(world, "/api/v1/rounds/1/batch.csv")
    #expect(status == 200)
    #expect(headers[.contentDisposition] == "attachment; filename=\"batch-1.csv\"")
    #expect(headers[.contentType] == "text/csv; charset=utf-8")
    let kept = try world.project.keptRound(1)
    for item in kept.result.batch.items { #expect(sheet.contains(item.id)) }
    #expect(sheet.hasPrefix("id,title,"))
    #expect(try await ask(world, "/api/v1/rounds/7/batch.csv").status == 404)
  }

  @Test func `two rounds are measured on the same items`() async throws {
    let world = try WebWorld()
    var options = ProjectRoundOptions()
    options.overrides.treeCount = 20
    options.resampleCount = 100
    _ = try world.project.round(options)
    let compared = try json(try await ask(world, "/api/v1/rounds/1/compare/2").text)
    #expect((compared["rounds"] as? [Any])?.count == 2)
    #expect((compared["averagePrecisionDifference"] as? [String: Any])?["high"] != nil)
    #expect(try await ask(world, "/api/v1/rounds/1/compare/1").status == 400)
    #expect(try await ask(world, "/api/v1/rounds/1/compare/9").status == 404)
  }
}
