import Foundation
import Hummingbird
import Testing

@testable import GarimpoWeb

/// The description of the API against what the server does.
struct DescriptionTests {
  private struct Description: Decodable {
    var openapi: String
    var paths: [String: [String: Operation]]

    struct Operation: Decodable {
      var operationId: String
      var summary: String
    }
  }

  private static func description() throws -> Description {
    try JSONDecoder().decode(Description.self, from: Data(PackageResources.openapi_json))
  }

  @Test func `each route of the API is described, and nothing else`() throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let routes = WebServer.router(world.site).routes.map { "\($0.method.rawValue.lowercased()) \($0.path)" }
    let described = try Self.description().paths.flatMap { path, operations in
      operations.keys.filter { $0 != "parameters" }.map { "\($0) \(path)" }
    }
    #expect(Set(routes.filter { $0.contains(" /api/") && !$0.hasPrefix("head ") }) == Set(described))
  }

  @Test func `operations have names of their own and a sentence each`() throws {
    let operations = try Self.description().paths.values.flatMap(\.values)
    #expect(Set(operations.map(\.operationId)).count == operations.count)
    #expect(operations.allSatisfy { !$0.summary.isEmpty })
    #expect(try Self.description().openapi == "3.1.0")
  }
}
