import HTTPTypes
import Hummingbird

/// Chooses the language: what the browser prefers, of those that there are.
struct Language: RouterMiddleware {
  typealias Context = WebContext

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.strings = Strings.preferred(request.headers[.acceptLanguage] ?? "")
    var response = try await next(request, context)
    response.headers[.vary] = "Accept-Language"
    return response
  }
}
