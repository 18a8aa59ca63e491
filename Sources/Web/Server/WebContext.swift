import GarimpoProject
import Hummingbird

/// What belongs to one request.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks; set once by `SignIn`, before any handler runs.
  var visitor = Visitor.nobody
  /// By what they came in; set with `visitor`.
  var pass: Admission.Pass?
  /// The address of the other end; of an IPv6 address the network (/64), which is one place's.
  let address: String
  /// The words of the language that the browser asks for.
  var strings = Strings.english

  init(source: Source) {
    coreContext = .init(source: source)
    address = Self.place(of: source.channel.remoteAddress?.ipAddress ?? "")
  }

  /// The address, of an IPv6 one the first four groups.
  static func place(of address: String) -> String {
    guard address.contains(":"), !address.hasPrefix("::ffff:") else { return address }
    let groups = address.replacing("::", with: ":|:").split(separator: ":")
    let full = groups.flatMap { $0 == "|" ? Array(repeating: "0", count: max(0, 9 - groups.count)) : [String($0)] }
    return full.prefix(4).joined(separator: ":")
  }

  /// The item's id in the path, `/items/{id}`.
  func itemID() throws -> String {
    SafeText.percentDecoded(try parameters.require("id"))
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
  /// Whether they came in through `/login`, and so can sign out.
  var isSignedIn = false

  /// Nobody whom we know.
  static let nobody = Visitor(name: "", isOwner: false)
}
