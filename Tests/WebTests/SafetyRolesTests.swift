import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import Testing

@testable import GarimpoWeb

/// Each route for each role: the list is written here by hand once more, so that a route which moves has to move here too.
struct SafetyRolesTests {
  /// What is open to everybody, and what to who has signed in. All else is the owners'.
  private static let expected: [RouteRule.Need: Set<String>] = [
    .anyone: ["GET /assets/{name}", "GET /login", "POST /login", "POST /logout"],
    .annotator: [
      "GET /", "GET /rank", "GET /item/{id}", "GET /api/v1/next", "GET /api/v1/next/{id}", "POST /api/v1/labels",
      "POST /api/v1/undo", "GET /api/v1/answers", "GET /api/v1/progress", "GET /api/v1/items", "GET /api/v1/items/{id}",
      "GET /api/v1/items/{id}/explanation", "POST /api/v1/items/seen", "GET /api/v1/search", "GET /api/v1/rank",
      "GET /api/v1/events", "GET /api/v1/openapi.json",
    ],
    .owner: [
      "GET /quality", "GET /rounds", "GET /import", "GET /api/v1/jobs", "POST /api/v1/jobs/{id}/cancel",
      "GET /api/v1/rounds", "POST /api/v1/rounds", "GET /api/v1/rounds/{round}",
      "POST /api/v1/rounds/{round}/choice",
      "GET /api/v1/rounds/{round}/compare/{other}", "GET /api/v1/metrics", "GET /api/v1/estimates",
      "GET /api/v1/annotators", "GET /api/v1/check-labels", "GET /api/v1/stopping", "GET /api/v1/items.csv",
      "GET /api/v1/items.jsonl", "GET /api/v1/labels.csv", "GET /api/v1/labels.tsv", "GET /api/v1/labels.jsonl",
      "GET /api/v1/ranking.csv", "GET /api/v1/ranking.jsonl", "POST /api/v1/imports", "GET /api/v1/imports/{id}",
      "DELETE /api/v1/imports/{id}", "POST /api/v1/imports/{id}/check", "POST /api/v1/imports/{id}/run",
    ],
  ]

  @Test func `each route has the rule that is expected of it, and each rule a route`() throws {
    let routes = WebServer.router(try SafetyWorld().site).routes.filter { $0.method != .head }
    let registered = Set(routes.map { "\($0.method.rawValue) \($0.path)" })
    #expect(registered == Set(RouteRule.table.keys))
    for (need, routes) in Self.expected {
      #expect(Set(RouteRule.table.filter { $0.value.need == need }.keys) == routes)
    }
    #expect(RouteRule.of(.get, "/a/new/one").need == .owner)
    #expect(RouteRule.of(.head, "/login") == RouteRule.of(.get, "/login"))
  }

  @Test func `annotators are offered nothing that is refused to them, and told in words what is the owners'`()
    async throws
  {
    let world = try SafetyWorld(accounts: true)
    for (name, mayExport) in [("rui", false), ("ana", true)] {
      let headers = ["Authorization": "Bearer \(world.tokens[name] ?? "")"]
      let rank = try await world.ask("GET", "/rank", headers)
      #expect(rank.status == 200 && rank.text.contains("/api/v1/items.csv") == mayExport)
    }
    for (language, words) in [
      ("en", "This page is for the owners of the project"), ("pt-BR", "Esta página é para quem é dono"),
    ] {
      let headers = ["Authorization": "Bearer \(world.tokens["rui"] ?? "")", "Accept-Language": language]
      let answer = try await world.ask("GET", "/quality", headers)
      #expect(answer.status == 403 && answer.text.contains(words) && !answer.text.contains("GET /quality"))
    }
  }

  @Test(arguments: expected.flatMap { need, routes in routes.sorted().map { (need, $0) } })
  func `each route lets in who may`(_ need: RouteRule.Need, _ route: String) async throws {
    let world = try SafetyWorld(accounts: true)
    let parts = route.split(separator: " ").map(String.init)
    let path = parts[1].replacing(/\{\w+\}/, with: "1")
    for (name, role) in [(nil, RouteRule.Need.anyone), ("rui", .annotator), ("ana", .owner)]
      as [(String?, RouteRule.Need)]
    {
      // What has no sense is sent, so that nothing comes of it but who was let in.
      var headers = ["Content-Type": "text/plain"]
      if let name { headers["Authorization"] = "Bearer \(world.tokens[name] ?? "")" }
      // A stream of events would not end.
      if route == "GET /api/v1/events", role >= need { continue }
      let answer = try await world.ask(parts[0], path, headers, body: "?")
      if role >= need {
        #expect(answer.problem != "sign-in" && answer.problem != "role", "\(name ?? "nobody"): \(answer.status)")
        #expect(answer.headers[.location]?.hasPrefix("/login?") != true)
      } else if name == nil, parts[0] == "GET", !path.hasPrefix("/api/") {
        #expect(answer.status == 303 && answer.headers[.location]?.hasPrefix("/login") == true)
      } else {
        #expect(answer.status == (name == nil ? 401 : 403))
        // A page says it in words.
        if path.hasPrefix("/api/") { #expect(answer.problem == (name == nil ? "sign-in" : "role")) }
      }
    }
  }
}
