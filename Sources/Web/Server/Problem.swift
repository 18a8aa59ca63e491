import GarimpoProject
import HTTPTypes
import Hummingbird

/// Why a request was not carried out, as RFC 9457 has it: `application/problem+json`.
struct Problem: Error, Encodable, Hashable {
  /// Names the kind of problem; the API's description lists them.
  var type: String
  /// The kind in words.
  var title: String
  /// The HTTP status.
  var status: Int
  /// Where, what was found, what was expected, what to do.
  var detail: String
  /// Header fields of the answer, such as when to come back.
  var headers = HTTPFields()

  /// Whether an annotator asked for what is the owners'.
  var isOwners: Bool { type == "urn:garimpo:problem:role" }

  private enum CodingKeys: String, CodingKey { case type, title, status, detail }

  /// What came with a request, fit to be shown in a sentence.
  static func quoted(_ text: String) -> String { DisplayText.printable(DisplayText.cut(text, to: 80)) }

  /// A problem of a kind.
  init(_ status: HTTPResponse.Status, _ type: String, _ title: String, detail: String) {
    self.type = "urn:garimpo:problem:\(type)"
    self.title = title
    self.status = status.code
    self.detail = detail
  }

  /// A parameter of the request that makes no sense.
  static func badParameter(_ name: String, found: String, expected: String) -> Problem {
    Problem(
      .badRequest, "parameter", "A parameter makes no sense",
      detail: "\(name): found \(quoted(found)), expected \(expected)")
  }

  /// A use case that failed.
  init(_ failure: Failure) {
    let (status, type, title): (HTTPResponse.Status, String, String) =
      switch failure.kind {
      case .usage: (.badRequest, "parameter", "A parameter makes no sense")
      case .missing: (.notFound, "not-found", "It is not there")
      case .data: (.unprocessableContent, "data", "The data cannot be used so")
      case .input: (.unprocessableContent, "input", "The input cannot be read")
      case .output: (.conflict, "output", "The output cannot be made")
      case .system: (.internalServerError, "system", "Reading or writing failed")
      case .busy: (.serviceUnavailable, "busy", "Another process is writing")
      }
    self.init(status, type, title, detail: failure.statement)
  }

  /// Any error.
  init(any error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let failure as Failure: self.init(failure)
    case let error as any HTTPResponseError:
      let said = (error as? HTTPError)?.body
      if error.status == .notFound {
        self.init(.notFound, "not-found", "It is not there", detail: said ?? "there is nothing at this address")
      } else {
        self.init(error.status, "http", error.status.reasonPhrase, detail: said ?? error.status.reasonPhrase)
      }
    default: self.init(.internalServerError, "system", "Something failed", detail: "\(error)")
    }
  }
}
