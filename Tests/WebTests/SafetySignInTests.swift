import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import Synchronization
import Testing

@testable import GarimpoWeb

/// Who may come in, and what they may do then.
struct SafetySignInTests {
  @Test func `on this machine alone, without accounts, who started the server is the owner`() async throws {
    let world = try SafetyWorld()
    #expect(try await world.ask("GET", "/").text.contains(">ana</bdi>"))
    #expect(try await world.ask("GET", "/api/v1/jobs").status == 200)
    #expect(try await world.ask("GET", "/login?to=/x").headers[.location] == "/x")
  }

  @Test func `with accounts nothing is shown to who has not signed in`() async throws {
    let world = try SafetyWorld(accounts: true)
    let page = try await world.ask("GET", "/item/a?b=c&d")
    #expect(page.status == 303)
    #expect(page.headers[.location] == "/login?to=/item/a%3Fb%3Dc%26d")
    for path in ["/api/v1/next", "/api/v1/jobs", "/api/v1/events", "/api/v1/openapi.json", "/api/v1/nothing"] {
      let answer = try await world.ask("GET", path)
      #expect(answer.status == 401)
      #expect(answer.headers[.wwwAuthenticate] == "Bearer")
      #expect(answer.problem == "sign-in")
    }
    #expect(try await world.ask("POST", "/api/v1/labels", SafetyWorld.json, body: "{}").status == 401)
    #expect(try await world.ask("POST", "/nothing").status == 401)
    let login = try await world.ask("GET", "/login")
    #expect(login.status == 200)
    #expect(!login.text.contains("videos") && !login.text.contains("<nav"), "the project is not named")
    #expect(try await world.ask("GET", "/assets/login.css").status == 200)
  }

  @Test func `an account that is made later closes the door, which then stays closed`() async throws {
    let world = try SafetyWorld()
    #expect(try await world.ask("GET", "/").status == 200)
    _ = try world.project.addAccount("ana", role: "owner")
    #expect(try await world.ask("GET", "/").status == 303)
    try world.project.removeAccount("ana")
    #expect(try await world.ask("GET", "/").status == 303)
  }

  @Test(arguments: ["%20%20", "%09", "%0D%0A", "+"])
  func `blanks around a token come along when it is copied, and do not count`(_ blanks: String) async throws {
    let world = try SafetyWorld(accounts: true)
    let token = world.tokens["rui"] ?? ""
    #expect(
      try await world.ask("POST", "/login", SafetyWorld.form, body: "token=\(blanks)\(token)\(blanks)").status == 303)
    let split = token.prefix(10) + blanks + token.dropFirst(10)
    #expect(try await world.ask("POST", "/login", SafetyWorld.form, body: "token=\(split)").status == 401)
  }

  @Test func `a token opens a session by a cookie that scripts and other sites do not get`() async throws {
    let world = try SafetyWorld(accounts: true)
    let token = world.tokens["rui"] ?? ""
    let answer = try await world.ask("POST", "/login", SafetyWorld.form, body: "token=\(token)&to=%2Frank")
    #expect(answer.status == 303)
    #expect(answer.headers[.location] == "/rank")
    let cookie = answer.headers[.setCookie] ?? ""
    #expect(cookie.hasSuffix("; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict"))
    #expect(try #require(answer.cookie).contains(/^garimpo-[0-9a-z]+=[A-Za-z0-9_-]{43}$/))
    #expect(!cookie.contains(token), "the cookie is not the token")
    let page = try await world.ask("GET", "/", ["Cookie": answer.cookie ?? ""])
    #expect(page.text.contains(">rui</bdi>") && page.text.contains("action=\"/logout\""))
    #expect(try await world.signIn("rui") != world.signIn("rui"))
  }

  @Test func `with TLS the cookie goes over TLS only, for this host only`() async throws {
    let world = try SafetyWorld(accounts: true) {
      $0.certificate = TestCertificate.configuration
    }
    let cookie = world.site.admission.cookie("secret")
    #expect(cookie.hasPrefix("__Host-garimpo-"))
    #expect(cookie.hasSuffix("; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure"))
  }

  @Test func `a session ends when one signs out`() async throws {
    let world = try SafetyWorld(accounts: true)
    let (cookie, other) = (try await world.signIn("rui"), try await world.signIn("rui"))
    let out = try await world.ask("POST", "/logout", ["Cookie": cookie])
    #expect(out.status == 303)
    #expect(out.headers[.setCookie]?.contains("Max-Age=0") == true)
    #expect(try await world.ask("GET", "/api/v1/next", ["Cookie": cookie]).status == 401)
    #expect(try await world.ask("GET", "/api/v1/next", ["Cookie": other]).status == 200)
  }

  @Test func `a session and a token end when the account is removed or renewed`() async throws {
    let world = try SafetyWorld(accounts: true)
    for end in [world.project.removeAccount, { _ = try world.project.renewAccount($0) }] {
      let name = "eva"
      let token = try world.project.addAccount(name, role: "annotator").token
      let bearer = ["Authorization": "Bearer \(token)"]
      let cookie = try #require(
        try await world.ask("POST", "/login", SafetyWorld.form, body: "token=\(token)").cookie)
      let pass = Admission.Pass.session(
        hash: Secret.hash(String(cookie.drop { $0 != "=" }.dropFirst())))
      #expect(try await world.ask("GET", "/api/v1/next", ["Cookie": cookie]).status == 200)
      #expect(try await world.ask("GET", "/api/v1/next", bearer).status == 200)
      #expect(try await world.site.admission.visitor(by: pass)?.name == name)
      try end(name)
      #expect(try await world.ask("GET", "/api/v1/next", ["Cookie": cookie]).status == 401)
      #expect(try await world.ask("GET", "/api/v1/next", bearer).status == 401)
      #expect(try await world.site.admission.visitor(by: pass) == nil, "its stream of events ends")
    }
  }

  @Test func `sessions end after a week, and are not many`() {
    let now = Mutex(ContinuousClock.now)
    let sessions = Sessions { now.withLock { $0 } }
    let first = sessions.open(.file)
    now.withLock { $0 = $0.advanced(by: Sessions.lifetime - .seconds(1)) }
    #expect(sessions.key(ofHash: Secret.hash(first)) == .file)
    #expect(sessions.key(ofHash: first) == nil, "what is kept is not the secret")
    now.withLock { $0 = $0.advanced(by: .seconds(1)) }
    #expect(sessions.key(ofHash: Secret.hash(first)) == nil)
    for _ in 0..<50 { _ = sessions.open(.file) }
    #expect(sessions.count == Sessions.countForEach)
    _ = sessions.open(.account(name: "ana", since: Date(timeIntervalSince1970: 0)))
    #expect(sessions.count == Sessions.countForEach + 1)
  }

  @Test func `answers stand under the name of the account`() async throws {
    let world = try SafetyWorld(accounts: true)
    let cookie = try await world.signIn("rui")
    let asked = try await world.ask("GET", "/api/v1/next", ["Cookie": cookie])
    let id = try #require(asked.text.firstMatch(of: /"id":"([^"]+)"/)?.1)
    func answer(_ more: String) async throws -> Int {
      try await world.ask(
        "POST", "/api/v1/labels", SafetyWorld.json.merging(["Cookie": cookie]) { $1 },
        body: #"{"id":"\#(id)","answer":"yes"\#(more)}"#
      ).status
    }
    #expect(try await answer(#","annotator":"ana""#) == 409)
    #expect(try world.project.recentAnswers("rui").answers.isEmpty)
    #expect(try await answer(#","source":"somebody","who":"ana""#) == 200)
    #expect(try world.project.recentAnswers("rui").answers.map(\.id) == [String(id)])
    #expect(try !world.project.recentAnswers("ana").answers.map(\.id).contains(String(id)))
  }

  @Test func `annotators may not do what owners may`() async throws {
    let world = try SafetyWorld(accounts: true)
    let (rui, ana) = (try await world.signIn("rui"), try await world.signIn("ana"))
    for path in ["/api/v1/jobs"] {
      let answer = try await world.ask("GET", path, ["Cookie": rui])
      #expect(answer.status == 403)
      #expect(
        answer.text.contains("GET \(path): found the account of an annotator, expected that of an owner"))
      #expect(try await world.ask("GET", path, ["Cookie": ana]).status == 200)
    }
    #expect(try await world.ask("POST", "/api/v1/jobs/1/cancel", ["Cookie": rui]).status == 403)
    #expect(try await world.ask("GET", "/", ["Cookie": rui]).text.contains("href=\"/rank\""))
    #expect(!(try await world.ask("GET", "/", ["Cookie": rui]).text.contains("href=\"/rounds\"")))
    let missing = try await world.ask("GET", "/nothing", ["Cookie": rui])
    #expect(missing.status == 404)
    #expect(missing.text.contains(">rui</bdi>"))
    #expect(try await world.ask("GET", "/", ["Cookie": ana]).text.contains("href=\"/rounds\""))
  }

  @Test func `wrong tokens are slowed down, from one address and from all`() {
    let now = Mutex(ContinuousClock.now)
    let limit = LoginLimit { now.withLock { $0 } }
    for _ in 0..<10 {
      #expect(limit.seconds(for: "a") == 0)
      limit.wasWrong(from: "a")
    }
    #expect(limit.seconds(for: "a") == 30)
    #expect(limit.seconds(for: "b") == 0)
    now.withLock { $0 = $0.advanced(by: .seconds(30)) }
    #expect(limit.seconds(for: "a") == 0)
    for place in 0..<100 { limit.wasWrong(from: "\(place)") }
    #expect(limit.seconds(for: "new") > 0)
    now.withLock { $0 = $0.advanced(by: .seconds(3600)) }
    #expect(limit.seconds(for: "a") == 0)
  }

  @Test(arguments: [true, false]) func `after ten wrong tokens one has to wait`(_ isPage: Bool) async throws {
    let world = try SafetyWorld(accounts: true)
    func attempt(_ token: String) async throws -> SafetyWorld.Answer {
      isPage
        ? try await world.ask("POST", "/login", SafetyWorld.form, body: "token=\(token)")
        : try await world.ask("GET", "/api/v1/next", ["Authorization": "Bearer \(token)"])
    }
    let right = world.tokens["rui"] ?? ""
    for _ in 0..<10 { #expect(try await attempt("wrong").status == 401) }
    for token in ["wrong", right] {
      let answer = try await attempt(token)
      #expect(answer.status == 429)
      #expect(answer.headers[.setCookie] == nil)
      let seconds = try #require(answer.headers[.retryAfter].flatMap { Int($0) })
      #expect((1...30).contains(seconds))
    }
  }

  @Test func `wrong tokens that come at once count like those that come in turn`() async throws {
    let world = try SafetyWorld(accounts: true)
    let admission = world.site.admission
    let tried = try await withThrowingTaskGroup(of: Bool.self) { group in
      for place in 0..<60 {
        group.addTask {
          do {
            _ = try await admission.key(forToken: "wrong \(place)", address: "a")
            return false
          } catch let problem as Problem { return problem.status == 401 }
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(tried == 10)
  }

  @Test func `a token that has opened something is not kept waiting by wrong ones`() async throws {
    let world = try SafetyWorld(accounts: true)
    let right = ["Authorization": "Bearer \(world.tokens["rui"] ?? "")"]
    #expect(try await world.ask("GET", "/api/v1/progress", right).status == 200)
    for _ in 0..<12 { _ = try await world.ask("GET", "/api/v1/progress", ["Authorization": "Bearer wrong"]) }
    #expect(try await world.ask("GET", "/api/v1/progress", right).status == 200)
    _ = try world.project.removeAccount("rui")
    #expect(try await world.ask("GET", "/api/v1/progress", right).status == 401, "it opens nothing any more")
    #expect(try await world.ask("GET", "/api/v1/progress", right).status == 429)
  }

  @Test func `only Bearer is taken, and a wrong one is not made good by a cookie`() async throws {
    let world = try SafetyWorld(accounts: true)
    let cookie = try await world.signIn("ana")
    for credentials in ["Basic YTpi", "Bearer", "Bearer wrong", "\(world.tokens["ana"] ?? "")"] {
      let answer = try await world.ask("GET", "/api/v1/next", ["Authorization": credentials, "Cookie": cookie])
      #expect(answer.status == 401)
    }
    let token = world.tokens["ana"] ?? ""
    let right = try await world.ask("GET", "/api/v1/next", ["Authorization": "bearer \(token)"])
    #expect(right.status == 200)
    #expect(right.headers[.setCookie] == nil)
  }

  @Test func `the token of a file is an owner's`() async throws {
    let token = String(repeating: "t", count: 40)
    let world = try SafetyWorld { $0.token = token }
    #expect(try await world.ask("GET", "/").status == 303)
    let answer = try await world.ask("POST", "/login", SafetyWorld.form, body: "token=\(token)")
    let page = try await world.ask("GET", "/", ["Cookie": answer.cookie ?? ""])
    #expect(page.text.contains(">ana</bdi>") && page.text.contains("href=\"/rounds\""))
    #expect(try await world.ask("POST", "/login", SafetyWorld.form, body: "token=\(token)t").status == 401)
  }

  @Test(arguments: [
    ("/rank?q=a", "/rank?q=a"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/"),
    ("", "/"), ("/a\nb", "/"), ("javascript:alert(1)", "/"), ("/login", "/"), ("/é", "/"),
  ])
  func `who signs in stays on this site`(_ target: String, _ place: String) {
    #expect(SignInRoutes.ownPath(target) == place)
  }

  @Test func `what is no form is said to be none`() async throws {
    let world = try SafetyWorld(accounts: true)
    #expect(try await world.ask("POST", "/login", ["Content-Type": "text/plain"], body: "token=x").status == 415)
    #expect(try await world.ask("POST", "/login", SafetyWorld.form, body: "to=x").status == 400)
    let wrong = try await world.ask("POST", "/login", SafetyWorld.form, body: "token=%3Cscript%3E&to=%22%3E")
    #expect(wrong.status == 401)
    #expect(wrong.text.contains("This token opens nothing."))
    #expect(!wrong.text.contains("<script>") && !wrong.text.contains("\"\">"))
  }

  @Test(arguments: [
    ("10.0.0.7", "10.0.0.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("2001:db8::1", "2001:db8:0:0"),
    ("::1", "0:0:0:0"), ("::ffff:10.0.0.7", "::ffff:10.0.0.7"), ("", ""),
  ])
  func `an IPv6 address counts as its network`(_ address: String, _ place: String) {
    #expect(WebContext.place(of: address) == place)
  }
}
