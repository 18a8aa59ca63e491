import GarimpoProject
import HTTPTypes
import Testing

@testable import GarimpoWeb

/// What another site can make a browser do: nothing.
struct SafetyHostTests {
  private static let answer = #"{"id":"x","answer":"yes"}"#

  @Test(arguments: ["127.0.0.1", "127.0.0.1:7878", "localhost:7878", "LOCALHOST", "[::1]:7878", "127.0.0.2:1"])
  func `names of this machine are ours`(_ host: String) async throws {
    #expect(try await SafetyWorld().ask("GET", "/", host: host).status == 200)
  }

  @Test(arguments: [
    nil, "", "evil.example", "evil.example:7878", "127.0.0.1.evil.example", "localhost.evil.example", "localhost.",
    "evil.example@localhost", "localhost:7878@evil.example", "localhost:80:80", "localhost:", "localhost:x", "[::1",
    "::1", "[127.0.0.1]", "192.168.1.20:7878", "0.0.0.0", "localhost, evil.example", "2130706433",
  ])
  func `a name that was made to lead here is refused (DNS rebinding)`(_ host: String?) async throws {
    let world = try SafetyWorld()
    for path in ["/", "/api/v1/next", "/assets/common.js"] {
      let answer = try await world.ask("GET", path, host: host)
      #expect(answer.status == 421)
      #expect(answer.problem == "host")
      #expect(!answer.text.contains("videos"), "the project is not named")
    }
  }

  @Test func `the refusal says what to do`() async throws {
    let answer = try await SafetyWorld().ask("GET", "/", host: "evil.example")
    #expect(
      answer.text.contains(
        "Host: found evil.example, expected an address of this server; a name that leads here is listed by --name when "
          + "the server is started"))
  }

  @Test func `names that are listed are ours, and on an open address any address`() async throws {
    let listed = try SafetyWorld(accounts: true) { $0.names = ["Garimpo.example.org"] }
    #expect(try await listed.ask("GET", "/login", host: "garimpo.EXAMPLE.org").status == 200)
    #expect(try await listed.ask("GET", "/login", host: "other.example.org").status == 421)
    #expect(try await listed.ask("GET", "/login", host: "192.168.1.20").status == 421)
    let open = try SafetyWorld(accounts: true) { $0.host = "0.0.0.0" }
    #expect(try await open.ask("GET", "/login", host: "192.168.1.20:7878").status == 200)
    #expect(try await open.ask("GET", "/login", host: "[2001:db8::1]:7878").status == 200)
    #expect(try await open.ask("GET", "/login", host: "evil.example").status == 421)
  }

  @Test(arguments: [
    ("http://127.0.0.1:7878", true), ("HTTP://127.0.0.1:7878", true), ("null", false), ("", false),
    ("https://127.0.0.1:7878", false), ("http://127.0.0.1:7879", false), ("http://127.0.0.1", false),
    ("http://localhost:7878", false), ("http://evil.example", false), ("http://127.0.0.1:7878.evil.example", false),
    ("http://127.0.0.1:7878/", false), ("http://x@127.0.0.1:7878", false), ("file://", false),
  ])
  func `only our own origin may change something`(_ origin: String, _ isOurs: Bool) async throws {
    let world = try SafetyWorld()
    let headers = SafetyWorld.json.merging(["Origin": origin]) { $1 }
    for path in ["/api/v1/undo", "/api/v1/labels", "/logout", "/api/v1/nothing"] {
      let answer = try await world.ask("POST", path, headers, body: Self.answer)
      #expect((answer.status == 403) == !isOurs, "\(path)")
      if !isOurs, path.hasPrefix("/api/") { #expect(answer.problem == "origin") }
    }
    for method in ["DELETE", "PUT", "PATCH", "OPTIONS"] {
      #expect((try await world.ask(method, "/api/v1/labels", headers).problem == "origin") == !isOurs, "\(method)")
    }
  }

  @Test func `with TLS the origin must be https, and the usual port may be left out`() async throws {
    let world = try SafetyWorld(accounts: true) {
      $0.certificate = TestCertificate.configuration
    }
    func status(_ origin: String, _ host: String) async throws -> Int {
      let headers = SafetyWorld.form.merging(["Origin": origin]) { $1 }
      return try await world.ask("POST", "/login", host: host, headers, body: "token=x").status
    }
    #expect(try await status("https://localhost", "localhost:443") == 401)
    #expect(try await status("https://localhost:443", "localhost") == 401)
    #expect(try await status("http://localhost", "localhost") == 403)
  }

  @Test func `a form of another site changes nothing`() async throws {
    let world = try SafetyWorld()
    let headers = SafetyWorld.form.merging(["Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"]) { $1 }
    #expect(try await world.ask("POST", "/api/v1/undo", headers, body: "count=1").status == 403)
    // An old browser that names no origin still cannot send JSON by a form.
    for media in ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", ""] {
      let answer = try await world.ask("POST", "/api/v1/labels", ["Content-Type": media], body: Self.answer)
      #expect(answer.status == 415, "\(media)")
    }
  }

  @Test func `fetch without CORS changes nothing and reads nothing`() async throws {
    let world = try SafetyWorld()
    for site in ["cross-site", "same-site"] {
      for (mode, type) in [("no-cors", "text/plain"), ("cors", "application/json")] {
        let headers = ["Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Content-Type": type]
        #expect(try await world.ask("POST", "/api/v1/labels", headers, body: Self.answer).status == 403)
        #expect(try await world.ask("GET", "/api/v1/next", headers).status == 403)
        #expect(try await world.ask("GET", "/assets/common.js", headers).status == 403)
      }
    }
    // Nothing was kept for anybody, and no answer lets another origin read.
    let answer = try await world.ask("GET", "/api/v1/next", ["Sec-Fetch-Site": "same-origin"])
    #expect(answer.status == 200)
    #expect(!answer.headers.contains { $0.name.canonicalName.hasPrefix("access-control") })
  }

  @Test func `a link from another site leads to a page, but not into a frame and not to the API`() async throws {
    let world = try SafetyWorld()
    var headers = ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"]
    #expect(try await world.ask("GET", "/", headers).status == 200)
    #expect(try await world.ask("GET", "/api/v1/next", headers).status == 403)
    #expect(try await world.ask("POST", "/logout", headers).status == 403)
    headers["Sec-Fetch-Dest"] = "iframe"
    #expect(try await world.ask("GET", "/", headers).status == 403)
  }

  @Test func `every answer tells the browser to trust nothing else`() async throws {
    let world = try SafetyWorld(accounts: true)
    for path in ["/", "/login", "/api/v1/next", "/assets/common.js", "/nothing"] {
      let headers = try await world.ask("GET", path).headers
      let policy = (headers[.contentSecurityPolicy] ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
      #expect(
        policy.sorted() == [
          "base-uri 'none'", "connect-src 'self'", "default-src 'none'", "font-src 'self'", "form-action 'self'",
          "frame-ancestors 'none'", "img-src 'self' data:", "manifest-src 'self'", "script-src 'self'",
          "style-src 'self'",
        ], "\(path)")
      #expect(headers[.xContentTypeOptions] == "nosniff")
      let others = [
        "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
      ]
      for (name, value) in others {
        #expect(headers[try #require(HTTPField.Name(name))] == value, "\(path): \(name)")
      }
    }
    let pictures = try await SafetyWorld { $0.allowsRemotePictures = true }.ask("GET", "/").headers
    #expect(pictures[.contentSecurityPolicy]?.contains("img-src 'self' data: https:;") == true)
  }
}
