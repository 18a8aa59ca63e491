import HTTPTypes
import Hummingbird

/// Refuses requests that a foreign page makes the browser send: those for a name that is not ours (DNS rebinding), and
/// changes that another origin asks for (cross-site request forgery).
struct HostGuard: RouterMiddleware {
  typealias Context = WebContext

  /// Names under which the server may be called, beside those of this machine.
  let names: Set<String>

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let authority = request.head.authority ?? ""
    guard isOurs(Self.host(of: authority)) else {
      throw Problem(
        .misdirectedRequest, "host", "Not the name of this server",
        detail: "Host: found \(authority.isEmpty ? "nothing" : authority), expected an address of this machine")
    }
    if request.method != .get, request.method != .head {
      try checkOrigin(request, authority)
    }
    return try await next(request, context)
  }

  private func isOurs(_ host: String) -> Bool {
    ["127.0.0.1", "localhost", "[::1]"].contains(host) || names.contains(host)
  }

  /// The host in `host:port`, in lower case.
  static func host(of authority: String) -> String {
    let isAddress = authority.hasPrefix("[")
    let end =
      isAddress ? authority.firstIndex(of: "]").map { authority.index(after: $0) } : authority.firstIndex(of: ":")
    return authority[..<(end ?? authority.endIndex)].lowercased()
  }

  private func checkOrigin(_ request: Request, _ authority: String) throws {
    let origin = request.headers[.origin]
    let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    let isSame =
      if let origin {
        origin.lowercased() == "http://\(authority.lowercased())"
          || origin.lowercased() == "https://\(authority.lowercased())"
      } else {
        site == nil || site == "same-origin" || site == "none"
      }
    guard isSame else {
      throw Problem(
        .forbidden, "origin", "Another site asked for this",
        detail: "Origin: found \(origin ?? "Sec-Fetch-Site \(site ?? "")"), expected this server's own pages")
    }
  }
}
