import HTTPTypes
import Hummingbird

/// What every answer tells the browser: load nothing from elsewhere, run no script that is not ours, tell nobody.
struct SecurityHeaders: RouterMiddleware {
  typealias Context = WebContext

  private let policy: String

  init(allowsRemotePictures: Bool) {
    policy = [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
      "img-src 'self' data:" + (allowsRemotePictures ? " https:" : ""), "font-src 'self'", "manifest-src 'self'",
      "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")
  }

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.contentSecurityPolicy] = policy
    response.headers[.xContentTypeOptions] = "nosniff"
    for (name, value) in Self.others { response.headers[name] = value }
    return response
  }

  private static let others: [(HTTPField.Name, String)] = [
    // Not "no-referrer": browsers would then send forms with the origin "null", which is refused.
    ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
  ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
