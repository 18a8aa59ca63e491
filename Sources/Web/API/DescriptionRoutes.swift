import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /api/v1/openapi.json`: what the API offers, as OpenAPI 3.1.
struct DescriptionRoutes {
  func add(to router: Router<WebContext>) {
    router.get("/api/v1/openapi.json") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-cache"],
        body: .init(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_json)))
    }
  }
}
