import HTTPTypes
import Hummingbird
import NIOCore

/// Lets a request through to its route if who asks may, by a method that it has, with the parameters that it has and no
/// larger a body than it takes.
struct RouteGuard: RouterMiddleware {
  typealias Context = WebContext

  let limits: Limits

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    guard let path = context.endpointPath else { return try await unknown(request, context, next) }
    let rule = RouteRule.of(request.method, path)
    guard rule.allows(context.visitor == .nobody ? nil : context.visitor) else {
      throw Problem(
        .forbidden, "role", "Only an owner may do this",
        detail: "\(request.method.rawValue) \(path): found the account of an annotator, expected that of an owner")
    }
    try KnownParameters.check(request, path)
    let limit = rule.body == .upload ? limits.uploadBytes : Int64(limits.bodyBytes)
    if let text = request.headers[.contentLength], let length = Int64(text), length > limit {
      throw Self.tooLarge(limit)
    }
    var request = request
    request.body = RequestBody(asyncSequence: LimitedBody(base: request.body, limit: limit))
    return try await next(request, context)
  }

  /// A path or a method that there is not.
  private func unknown(
    _ request: Request, _ context: WebContext, _ next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let methods = RouteRule.methods(at: request.uri.path)
    guard !methods.isEmpty, !methods.contains(request.method.rawValue) else { return try await next(request, context) }
    let allowed = (methods + ["OPTIONS"]).joined(separator: ", ")
    guard request.method != .options else { return Response(status: .noContent, headers: [.allow: allowed]) }
    var problem = Problem(
      .methodNotAllowed, "method", "It cannot be asked for so",
      detail: "\(request.uri.path): found \(request.method.rawValue), expected \(allowed)")
    problem.headers[.allow] = allowed
    throw problem
  }

  static func tooLarge(_ limit: Int64) -> Problem {
    Problem(.contentTooLarge, "size", "The body is too large", detail: "expected at most \(limit) bytes")
  }
}

/// A body that ends in a problem once it is too long.
struct LimitedBody: AsyncSequence, Sendable {
  let base: RequestBody
  let limit: Int64

  func makeAsyncIterator() -> Iterator { Iterator(base: base.makeAsyncIterator(), rest: limit, limit: limit) }

  struct Iterator: AsyncIteratorProtocol {
    var base: RequestBody.AsyncIterator
    var rest: Int64
    let limit: Int64

    mutating func next() async throws -> ByteBuffer? {
      guard let buffer = try await base.next() else { return nil }
      rest -= Int64(buffer.readableBytes)
      guard rest >= 0 else { throw RouteGuard.tooLarge(limit) }
      return buffer
    }
  }
}
