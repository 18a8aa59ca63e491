import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// `GET /api/v1/events`: what happens, as it happens.
struct EventRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/api/v1/events") { _, _ in
      let events = await site.events.events()
      return Response(
        status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
        body: .init { writer in
          // The browser knows at once that it is connected, and how soon to come back.
          try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
          for await event in events.cancelOnGracefulShutdown() {
            try await writer.write(ByteBuffer(string: "event: \(event.name)\ndata: \(event.data)\n\n"))
          }
          try await writer.finish(nil)
        })
    }
  }
}
