import GarimpoProject
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
  /// A value as JSON.
  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
  ) throws -> Response {
    let text = try JSONText.of(value, pretty: false)
    return Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  /// A value as JSON under a tag that names its content: who has it already (`If-None-Match`) is told only that.
  static func json(_ value: some Encodable, unlessKnownTo request: Request) throws -> Response {
    let text = try JSONText.of(value, pretty: false)
    let tag = "\"\(Assets.hash(Array(text.utf8)))\""
    guard request.headers[.ifNoneMatch] != tag else {
      return Response(status: .notModified, headers: [.cacheControl: "no-cache", .eTag: tag])
    }
    return Response(
      status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-cache", .eTag: tag],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}

extension Request {
  /// The value of the body, which must be JSON.
  func json<Value: Decodable>(_ type: Value.Type, _ context: WebContext) async throws -> Value {
    let media = headers[.contentType].map { $0.prefix { $0 != ";" }.lowercased() } ?? ""
    guard media == "application/json" else {
      throw Problem(
        .unsupportedMediaType, "media-type", "The body must be JSON",
        detail: "Content-Type: found \(media.isEmpty ? "nothing" : media), expected application/json")
    }
    let buffer: ByteBuffer
    do {
      buffer = try await body.collect(upTo: context.maxUploadSize)
    } catch is NIOTooManyBytesError {
      throw Problem(
        .contentTooLarge, "size", "The body is too large", detail: "expected at most \(context.maxUploadSize) bytes")
    }
    return try JSONText.decoded(Value.self, from: String(buffer: buffer)) { problem in
      Problem(.badRequest, "json", "The body is not the JSON that was expected", detail: problem)
    }
  }

  /// A parameter of the query, as forms write it; of several the first.
  func query(_ name: String) -> String? {
    for pair in (uri.query ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard SafeText.formDecoded(parts[0]) == name else { continue }
      return parts.count > 1 ? SafeText.formDecoded(parts[1]) : ""
    }
    return nil
  }

  /// All values of a parameter of the query that may come several times.
  func queries(_ name: String) -> [String] {
    (uri.query ?? "").split(separator: "&").compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard SafeText.formDecoded(parts[0]) == name else { return nil }
      return parts.count > 1 ? SafeText.formDecoded(parts[1]) : ""
    }
  }

  /// A whole number among the parameters of the query.
  func query(_ name: String, in range: ClosedRange<Int>, default usual: Int) throws -> Int {
    guard let text = query(name) else { return usual }
    guard let number = Int(text), range.contains(number) else {
      throw Problem.badParameter(
        name, found: text, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
