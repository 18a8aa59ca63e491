import Hummingbird

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which parameters of the query each route of the API has, as its description says: one that is not described is refused,
/// so that a slip of the pen does not change in silence what is asked for.
enum KnownParameters {
  /// The names by route, such as `GET /api/v1/next`, in the order of the description.
  static let table: [String: [String]] = {
    // A test reads all of it; of a description that cannot be read nothing is known, and all is refused.
    guard let description = try? JSONDecoder().decode(Description.self, from: Data(PackageResources.openapi_json))
    else {
      return [:]
    }
    var table: [String: [String]] = [:]
    for (path, operations) in description.paths {
      for (method, operation) in operations {
        let parameters = (operation.parameters ?? []).compactMap { parameter in
          parameter.ref.map { description.components.parameters[String($0.dropFirst(Parameter.place.count))] }
            ?? parameter
        }
        table["\(method.uppercased()) \(path)"] = parameters.filter { $0.in == "query" }.compactMap(\.name)
      }
    }
    return table
  }()

  /// Refuses a request for a route of the API that has a parameter which the route has not.
  ///
  /// - Parameter path: The route's, as it was registered.
  static func check(_ request: Request, _ path: String) throws(Problem) {
    guard path.hasPrefix("/api/") else { return }
    let method = request.method == .head ? "GET" : request.method.rawValue
    let known = table["\(method) \(path)"] ?? []
    guard let other = request.queryNames.first(where: { !known.contains($0) }) else { return }
    let expected =
      known.isEmpty ? "none" : known.count == 1 ? "only \(known[0])" : "one of \(known.joined(separator: ", "))"
    throw Problem(
      .unprocessableContent, "unknown-parameter", "There is no such parameter",
      detail: "\(method) \(path): found the parameter \(Problem.quoted(other)), expected \(expected)")
  }

  private struct Description: Decodable {
    var paths: [String: [String: Operation]]
    var components: Components

    struct Operation: Decodable { var parameters: [Parameter]? }

    struct Components: Decodable { var parameters: [String: Parameter] }
  }

  private struct Parameter: Decodable {
    static let place = "#/components/parameters/"
    var name: String?
    var `in`: String?
    var ref: String?

    private enum CodingKeys: String, CodingKey { case name, `in`, ref = "$ref" }
  }
}

extension Request {
  /// The names of the parameters of the query, as they come.
  var queryNames: [String] {
    (uri.query ?? "").split(separator: "&").map { pair in SafeText.formDecoded(pair.prefix { $0 != "=" }) }
  }
}
