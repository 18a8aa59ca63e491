import GarimpoProject
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import GarimpoWeb

/// How much is taken, and what is no route; without a socket.
struct SafetyLimitTests {
  @Test func `a body says how long it is, or is counted`() async throws {
    let world = try SafetyWorld()
    let long = String(repeating: " ", count: 65_537)
    for headers in [["Content-Length": "65537"], [:]] {
      let answer = try await world.ask(
        "POST", "/api/v1/labels", SafetyWorld.json.merging(headers) { $1 }, body: headers.isEmpty ? long : "")
      #expect(answer.status == 413)
      #expect(answer.text.contains("expected at most 65536 bytes"))
    }
    let most = try await world.ask("POST", "/api/v1/labels", SafetyWorld.json, body: String(long.dropLast()))
    #expect(most.status == 400)
    let form = "token=" + String(repeating: "x", count: 65_537)
    #expect(try await SafetyWorld(accounts: true).ask("POST", "/login", SafetyWorld.form, body: form).status == 413)
  }

  @Test func `uploads have a limit of their own`() async throws {
    #expect(RouteRule.of(.post, "/api/v1/imports") == RouteRule(need: .owner, body: .upload))
    #expect(RouteRule.table.values.count { $0.body == .upload } == 1)
    let pieces = AsyncStream<ByteBuffer> { stream in
      for _ in 0..<4 { stream.yield(ByteBuffer(repeating: 0x20, count: 10)) }
      stream.finish()
    }
    var count = 0
    let problem = await #expect(throws: Problem.self) {
      for try await piece in LimitedBody(base: RequestBody(asyncSequence: pieces), limit: 35) {
        count += piece.readableBytes
      }
    }
    #expect(count == 30)
    #expect(problem?.detail == "expected at most 35 bytes")
    #expect(Limits().uploadBytes == 2_000_000_000)
  }

  @Test(arguments: [
    "/assets/../WebServer.swift", "/assets/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/etc/passwd",
    "/assets//etc/passwd", "/assets/common.js%00.css", "/assets/..", "/assets/", "/assets/....//x", "/../etc/passwd",
    "/assets/..\\..\\x", "/assets/COMMON.JS", "/assets/label.mustache", "/assets/file:///etc/passwd",
  ])
  func `assets have names, not paths`(_ path: String) async throws {
    let answer = try await SafetyWorld().ask("GET", path)
    #expect(answer.status == 404)
    #expect(!answer.text.contains("root:"))
  }

  @Test func `a method that a route has not is told which it has`() async throws {
    let world = try SafetyWorld()
    let answer = try await world.ask("DELETE", "/api/v1/labels")
    #expect(answer.status == 405)
    #expect(answer.headers[.allow] == "POST, OPTIONS")
    #expect(answer.text.contains("/api/v1/labels: found DELETE, expected POST, OPTIONS"))
    #expect(answer.headers[.contentType] == "application/problem+json")
    let page = try await world.ask("POST", "/", body: "")
    #expect(page.status == 405)
    #expect(page.headers[.allow] == "GET, HEAD, OPTIONS")
    #expect(try await world.ask("TRACE", "/").status == 405)
    #expect(try await world.ask("POST", "/api/v1/next/7").headers[.allow] == "GET, HEAD, OPTIONS")
    let missing = try await world.ask("GET", "/api/v1/nothing")
    #expect(missing.status == 404)
    #expect(missing.problem == "not-found")
    #expect(try await world.ask("GET", "/nothing").headers[.contentType] == "text/html; charset=utf-8")
  }

  @Test func `OPTIONS names the methods and lets no other origin in`() async throws {
    let headers = ["Origin": "http://127.0.0.1:7878", "Access-Control-Request-Method": "POST"]
    let answer = try await SafetyWorld().ask("OPTIONS", "/api/v1/labels", headers)
    #expect(answer.status == 204)
    #expect(answer.headers[.allow] == "POST, OPTIONS")
    #expect(!answer.headers.contains { $0.name.canonicalName.hasPrefix("access-control") })
  }

  @Test func `HEAD is as GET, without a body`() async throws {
    let world = try SafetyWorld()
    for path in ["/", "/assets/common.js", "/api/v1/progress"] {
      let (get, head) = (try await world.ask("GET", path), try await world.ask("HEAD", path))
      #expect(head.status == get.status && get.status == 200)
      #expect(head.headers[.contentType] == get.headers[.contentType])
    }
  }
}
