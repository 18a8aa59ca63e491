import Foundation
import Hummingbird
import Testing

@testable import GarimpoWeb

/// The description of the API against what the server does.
struct DescriptionTests {
  private struct Description: Decodable {
    var openapi: String
    var paths: [String: [String: Operation]]
    var security: [[String: [String]]]
    var components: Components

    struct Operation: Decodable {
      var operationId: String
      var summary: String
      var security: [[String: [String]]]?
      var responses: [String: Reference]
      var parameters: [Reference]?
    }

    struct Reference: Decodable {
      var ref: String?
      var name: String?
      var `in`: String?
      private enum CodingKeys: String, CodingKey { case ref = "$ref", name, `in` }
    }

    struct Components: Decodable {
      var securitySchemes: [String: Scheme]
      var parameters: [String: Reference]
    }

    struct Scheme: Decodable {
      var type: String
      var scheme: String?
      var name: String?
    }
  }

  private static func description() throws -> Description {
    try JSONDecoder().decode(Description.self, from: Data(PackageResources.openapi_json))
  }

  @Test func `each route of the API is described, and nothing else`() throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let routes = WebServer.router(world.site).routes.map { "\($0.method.rawValue.lowercased()) \($0.path)" }
    let described = try Self.description().paths.flatMap { path, operations in
      operations.keys.map { "\($0) \(path)" }
    }
    #expect(Set(routes.filter { $0.contains(" /api/") && !$0.hasPrefix("head ") }) == Set(described))
  }

  @Test func `a parameter that is not described is refused, on every route, and one that is described is not`()
    async throws
  {
    let world = try SafetyWorld(accounts: false)
    let description = try Self.description()
    for (path, operations) in description.paths {
      for (key, operation) in operations {
        let method = key.uppercased()
        let known = try (operation.parameters ?? []).map { parameter in
          guard let place = parameter.ref?.split(separator: "/").last else { return parameter }
          return try #require(description.components.parameters[String(place)])
        }.filter { $0.in == "query" }.compactMap(\.name)
        let uri = path.replacing(/\{\w+\}/, with: "1")
        for query in ["frobnicate=1", (known + ["%66robnicate"]).map { "\($0)=" }.joined(separator: "&"), "frobnicate"]
        {
          let refused = try await world.ask(method, "\(uri)?\(query)")
          #expect(refused.status == 422, "\(method) \(uri)?\(query)")
          let expected =
            known.isEmpty ? "none" : known.count == 1 ? "only \(known[0])" : "one of \(known.joined(separator: ", "))"
          #expect(
            refused.text.contains("\(method) \(path): found the parameter frobnicate, expected \(expected)"),
            "\(refused.text)")
        }
        // The stream of events has no end to wait for.
        guard path != "/api/v1/events" else { continue }
        let asked = try await world.ask(method, "\(uri)?\(known.map { "\($0)=" }.joined(separator: "&"))")
        #expect(!asked.text.contains("found the parameter"), "\(method) \(uri): \(asked.text)")
      }
    }
    #expect(try await world.ask("HEAD", "/api/v1/progress?frobnicate=1").status == 422)
    #expect(try await world.ask("GET", "/rank?frobnicate=1").status == 200, "pages are no API")
  }

  @Test func `who may do what is described as the server has it`() throws {
    let description = try Self.description()
    #expect(description.security == [["token": []], ["session": []], [:]])
    var ownerCount = 0
    for (path, operations) in description.paths {
      for (method, operation) in operations {
        let rule = try #require(RouteRule.table["\(method.uppercased()) \(path)"])
        let isOwners = rule.need == .owner
        ownerCount += isOwners ? 1 : 0
        #expect(
          operation.security == (isOwners ? [["token": ["owner"]], ["session": ["owner"]], [:]] : nil),
          "\(method) \(path)")
        for (status, name) in [("401", "SignIn"), ("403", "Forbidden"), ("429", "TooMany")] {
          #expect(operation.responses[status]?.ref == "#/components/responses/\(name)", "\(method) \(path)")
        }
      }
    }
    #expect(ownerCount > 20)
  }

  @Test func `the ways to sign in are those that there are`() async throws {
    let world = try SafetyWorld(accounts: true)
    let cookie = try await world.signIn("rui")
    let text = try await world.ask("GET", "/api/v1/openapi.json", ["Cookie": cookie]).text
    let schemes = try JSONDecoder().decode(Description.self, from: Data(text.utf8)).components.securitySchemes
    #expect(schemes.keys.sorted() == ["session", "token"])
    #expect(schemes["token"]?.type == "http" && schemes["token"]?.scheme == "bearer")
    #expect(schemes["session"]?.name == String(cookie.prefix { $0 != "=" }))
    #expect(schemes["session"]?.name != DescriptionRoutes.cookieName)
    let token = ["Authorization": "Bearer \(world.tokens["rui"] ?? "")"]
    #expect(try await world.ask("GET", "/api/v1/progress", token).status == 200)
    let nobody = try await world.ask("GET", "/api/v1/progress")
    #expect(nobody.status == 401 && nobody.headers[.wwwAuthenticate] == "Bearer")
    #expect(try await world.ask("GET", "/api/v1/rounds", token).status == 403)
  }

  @Test func `operations have names of their own and a sentence each`() throws {
    let operations = try Self.description().paths.values.flatMap(\.values)
    #expect(Set(operations.map(\.operationId)).count == operations.count)
    #expect(operations.allSatisfy { !$0.summary.isEmpty })
    #expect(try Self.description().openapi == "3.1.0")
  }
}
