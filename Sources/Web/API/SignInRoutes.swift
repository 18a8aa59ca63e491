import GarimpoProject
import HTTPTypes
import Hummingbird
import NIOCore

/// Coming in and going: the page that asks for a token, and the session that it opens.
struct SignInRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/login", use: page)
    router.post("/login", use: signIn)
    router.post("/logout", use: signOut)
  }

  /// Where one signs in and then goes to `target`, a path of ours.
  static func address(returningTo target: String) -> String {
    target == "/" ? "/login" : "/login?to=\(target.addingFormEncoding())"
  }

  /// `target` if it is a path of ours, else the first page: a link to the page must not lead to another site.
  static func ownPath(_ target: String?) -> String {
    guard let target, target.hasPrefix("/"), !target.hasPrefix("//"), target.utf8.count <= 2000,
      target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }), !target.hasPrefix("/login")
    else { return "/" }
    return target
  }

  @Sendable private func page(_ request: Request, _ context: WebContext) async throws -> Response {
    let target = Self.ownPath(request.query("to"))
    guard try await site.admission.isClosed() else { return .redirect(to: target, type: .normal) }
    return try page(request, context, target: target, problem: nil)
  }

  private func page(
    _ request: Request, _ context: WebContext, target: String, problem: String?
  ) throws -> Response {
    var content: [String: Any] = ["target": target]
    content["problem"] = problem
    return try site.pages.response(
      Page(template: "login", title: "login_title", content: content, style: "login"), request, context)
  }

  private struct Form: Decodable {
    var token: String
    var to: String?
  }

  @Sendable private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
    let form = try await form(request, context)
    let target = Self.ownPath(form.to)
    do {
      let key = try await site.admission.key(forToken: form.token.withoutSurroundingBlanks, address: context.address)
      return Response(
        status: .seeOther,
        headers: [
          .location: target, .setCookie: site.admission.cookie(site.admission.sessions.open(key)),
          .cacheControl: "no-store",
        ])
    } catch let problem as Problem where problem.status == 401 || problem.status == 429 {
      let seconds = problem.headers[.retryAfter].flatMap { Int($0) }
      let text = seconds.map { context.strings.plural("login_wait", $0) } ?? context.strings["login_wrong"]
      var response = try page(request, context, target: target, problem: text)
      response.status = HTTPResponse.Status(code: problem.status)
      response.headers.append(contentsOf: problem.headers)
      return response
    }
  }

  @Sendable private func signOut(_ request: Request, _ context: WebContext) async throws -> Response {
    if let secret = request.cookies[site.admission.cookieName]?.value { site.admission.sessions.close(secret) }
    return Response(
      status: .seeOther,
      headers: [.location: "/login", .setCookie: site.admission.cookie(""), .cacheControl: "no-store"])
  }

  private func form(_ request: Request, _ context: WebContext) async throws -> Form {
    let media = request.headers[.contentType].map { $0.prefix { $0 != ";" }.lowercased() } ?? ""
    guard media == "application/x-www-form-urlencoded" else {
      throw Problem(
        .unsupportedMediaType, "media-type", "The body must be a form",
        detail: "Content-Type: found \(media.isEmpty ? "nothing" : Problem.quoted(media)), "
          + "expected application/x-www-form-urlencoded")
    }
    let text = String(buffer: try await request.body.collect(upTo: context.maxUploadSize))
    do {
      return try URLEncodedFormDecoder().decode(Form.self, from: text)
    } catch {
      throw Problem(.badRequest, "form", "The form is not complete", detail: "expected the field token")
    }
  }
}

extension String {
  /// Without the blanks that come along when a token is copied: none holds any.
  fileprivate var withoutSurroundingBlanks: String {
    String(String(drop(while: \.isWhitespace).reversed()).drop(while: \.isWhitespace).reversed())
  }

  /// As a value in the query of an address.
  fileprivate func addingFormEncoding() -> String {
    unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "/", "-", "_", ".": String(scalar)
      default:
        String(scalar).utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
      }
    }.joined()
  }
}
