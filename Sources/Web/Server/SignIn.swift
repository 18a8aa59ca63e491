import HTTPTypes
import Hummingbird

/// Says who asks. Whom we do not know is sent to sign in: a page by a redirect, everything else by an answer that says so.
struct SignIn: RouterMiddleware {
  typealias Context = WebContext

  let admission: Admission

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    if let path = context.endpointPath, RouteRule.of(request.method, path).need == .anyone {
      return try await next(request, context)
    }
    var context = context
    if let (visitor, pass) = try await admission.visitor(request, address: context.address) {
      context.visitor = visitor
      context.pass = pass
      return try await next(request, context)
    }
    guard request.method == .get || request.method == .head, !request.uri.path.hasPrefix("/api/") else {
      throw Admission.unauthorized("sign in at /login, or send the token of an account as Authorization: Bearer")
    }
    return .redirect(to: SignInRoutes.address(returningTo: request.uri.description), type: .normal)
  }
}
