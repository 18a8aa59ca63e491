import HTTPTypes
import Hummingbird

/// Turns errors into answers: JSON for the API, a page for people, unless they came by a name that is not ours: a page
/// would name the project.
struct ProblemMiddleware: RouterMiddleware {
  typealias Context = WebContext

  let pages: PageLibrary

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let problem = Problem(any: error)
      var response =
        if request.uri.path.hasPrefix("/api/") || problem.status == HTTPResponse.Status.misdirectedRequest.code {
          try Response.json(problem, type: "application/problem+json")
        } else {
          try pages.response(.problem(problem), request, context)
        }
      response.status = HTTPResponse.Status(code: problem.status)
      response.headers[.cacheControl] = "no-store"
      response.headers.append(contentsOf: problem.headers)
      return response
    }
  }
}
