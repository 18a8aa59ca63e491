import HTTPTypes
import Hummingbird

/// Refuses requests that a foreign page makes the browser send.
///
/// - Those for a name that is not ours: an attacker's name may be made to lead to this machine (DNS rebinding), and the
///   browser then takes the attacker's page and ours for one. An address is safe from that, as no name leads to it.
/// - Changes that another origin asks for (cross-site request forgery), by a form, by `fetch`, by whatever else: the
///   origin must be ours with scheme and port.
/// - Everything else that another site asks for, unless a person follows a link to a page.
struct HostGuard: RouterMiddleware {
  typealias Context = WebContext

  /// Names under which the server may be called, beside those of this machine, in lower case.
  let names: Set<String>
  /// Whether any address will do: the server listens on others than the loopback ones.
  let allowsAddresses: Bool
  /// Whether the pages come by https.
  let isSecure: Bool

  init(_ options: WebOptions) {
    names = Set(options.names.map { $0.lowercased() })
    allowsAddresses = !Authority.isLoopback(options.host)
    isSecure = options.certificate != nil
  }

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let text = request.head.authority ?? ""
    guard let authority = Authority(text), isOurs(authority) else {
      throw Problem(
        .misdirectedRequest, "host", "Not the name of this server",
        detail: "Host: found \(text.isEmpty ? "nothing" : Problem.quoted(text)), expected an address of this server; "
          + "a name that leads here is listed by --name when the server is started")
    }
    try checkOrigin(request, authority)
    return try await next(request, context)
  }

  private func isOurs(_ authority: Authority) -> Bool {
    if authority.host == "localhost" || names.contains(authority.host) { return true }
    return authority.isAddress && (allowsAddresses || Authority.isLoopback(authority.host))
  }

  private func checkOrigin(_ request: Request, _ authority: Authority) throws {
    let origin = request.headers[.origin]
    let site = Self.field("Sec-Fetch-Site", request)
    let isReading = request.method == .get || request.method == .head
    let isSame =
      if let origin, !isReading || site == nil {
        isOurs(origin, authority)
      } else {
        // Other programs than browsers send neither, and nobody makes them send anything.
        site == nil || site == "same-origin" || site == "none" || (isReading && isFollowedLink(request))
      }
    guard isSame else {
      throw Problem(
        .forbidden, "origin", "Another site asked for this",
        detail: "\(origin.map { "Origin: found \(Problem.quoted($0))" } ?? "Sec-Fetch-Site: found \(site ?? "")"), "
          + "expected this server's own pages")
    }
  }

  private func isOurs(_ origin: String, _ authority: Authority) -> Bool {
    let scheme = isSecure ? "https://" : "http://"
    guard origin.lowercased().hasPrefix(scheme), let asker = Authority(String(origin.dropFirst(scheme.count))) else {
      return false
    }
    return asker.isSame(as: authority, isSecure: isSecure)
  }

  /// Whether a person goes from another site to one of our pages, in a window of its own.
  private func isFollowedLink(_ request: Request) -> Bool {
    Self.field("Sec-Fetch-Mode", request) == "navigate" && Self.field("Sec-Fetch-Dest", request) == "document"
      && !request.uri.path.hasPrefix("/api/")
  }

  private static func field(_ name: String, _ request: Request) -> String? {
    HTTPField.Name(name).flatMap { request.headers[$0] }
  }
}
