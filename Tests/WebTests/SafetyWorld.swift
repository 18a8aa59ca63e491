import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded

@testable import GarimpoWeb

/// A site with accounts, and whoever asks it: with any host and any header fields, as an attacker's page or program would.
final class SafetyWorld {
  let site: Site
  var project: OpenProject { site.project }
  /// What must live as long.
  private let owner: AnyObject
  private let responder: RouterResponder<WebContext>

  /// The tokens of two accounts, if there are accounts: ana is an owner, rui an annotator.
  private(set) var tokens: [String: String] = [:]

  init(accounts: Bool = false, change: (inout WebOptions) -> Void = { _ in }) throws {
    var options = WebOptions(annotator: "ana")
    change(&options)
    let world = try WebWorld(rows: 40, hasRound: false, options: options)
    (owner, site) = (world, world.site)
    responder = WebServer.router(site).buildResponder()
    if accounts {
      tokens["ana"] = try project.addAccount("ana", role: "owner").token
      tokens["rui"] = try project.addAccount("rui", role: "annotator").token
    }
  }

  /// Whoever asks `site`, which lives as long as `owner`.
  init(_ site: Site, owner: AnyObject) {
    (self.owner, self.site) = (owner, site)
    responder = WebServer.router(site).buildResponder()
  }

  /// What came back.
  struct Answer {
    var status: Int
    var headers: HTTPFields
    var text: String

    /// The kind of problem.
    var problem: String? {
      text.firstMatch(of: /urn:garimpo:problem:([a-z-]+)/).map { String($0.1) }
    }
    /// The cookie that the browser is to keep, `name=value`.
    var cookie: String? { headers[.setCookie].map { String($0.prefix { $0 != ";" }) } }
  }

  /// Asks; `headers` by their names, `Host` apart.
  func ask(
    _ method: String, _ path: String, host: String? = "127.0.0.1:7878", _ headers: [String: String] = [:],
    body: String? = nil
  ) async throws -> Answer {
    var fields = HTTPFields()
    for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
    guard let method = HTTPRequest.Method(method) else { throw Problem(.badRequest, "test", "no method", detail: "") }
    let request = Request(
      head: HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields),
      body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
    let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test"))
    let response = try await responder.respond(to: request, context: WebContext(source: source))
    let writer = Writer()
    if method != .head { try await response.body.write(writer) }
    return Answer(status: response.status.code, headers: response.headers, text: String(buffer: writer.buffer))
  }

  /// Signs in by the page and returns the cookie.
  func signIn(_ name: String) async throws -> String {
    let answer = try await ask("POST", "/login", Self.form, body: "token=\(tokens[name] ?? "")")
    guard answer.status == 303, let cookie = answer.cookie else {
      throw Problem(.unauthorized, "test", "not signed in", detail: answer.text)
    }
    return cookie
  }

  static let form = ["Content-Type": "application/x-www-form-urlencoded", "Origin": "http://127.0.0.1:7878"]
  static let json = ["Content-Type": "application/json"]

  private final class Writer: ResponseBodyWriter {
    var buffer = ByteBuffer()
    func write(_ buffer: ByteBuffer) async throws { self.buffer.writeImmutableBuffer(buffer) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}
