import Foundation
import GarimpoProject
import Hummingbird

/// What belongs to one request.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks; set once by `SignIn`, before any handler runs.
  var visitor = Visitor(name: "", isOwner: false)
  /// The words of the language that the browser asks for.
  var strings = Strings.english

  init(source: Source) { coreContext = .init(source: source) }

  /// The item's id in the path, `/items/{id}`.
  func itemID() throws -> String {
    let part = try parameters.require("id")
    guard let id = part.removingPercentEncoding else {
      throw Problem.badParameter("id", found: part, expected: "an item's id in percent encoding")
    }
    return id
  }

  /// The largest body that is read into memory at once: an answer, a query.
  var maxUploadSize: Int { 64 << 10 }
}

/// Who asks.
struct Visitor: Sendable, Hashable {
  /// The name in the log of labels.
  var name: String
  /// Whether they may change more than their own answers: rounds, imports, accounts.
  var isOwner: Bool
}
