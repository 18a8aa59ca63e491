import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /api/v1/openapi.json`: what the API offers, as OpenAPI 3.1.
struct DescriptionRoutes {
  let site: Site

  /// What stands in the resource for the name of the cookie, which each project has its own of.
  static let cookieName = "garimpo-session"

  func add(to router: Router<WebContext>) {
    let text = String(decoding: PackageResources.openapi_json, as: UTF8.self)
      .replacing("\"\(Self.cookieName)\"", with: "\"\(site.admission.cookieName)\"")
    router.get("/api/v1/openapi.json") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-cache"],
        body: .init(byteBuffer: ByteBuffer(string: text)))
    }
  }
}
