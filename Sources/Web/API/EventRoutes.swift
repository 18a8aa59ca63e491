import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// `GET /api/v1/events`: what happens, as it happens.
struct EventRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/api/v1/events") { _, context in
      guard await site.events.listenerCount < site.options.limits.listenerCount else {
        throw Problem(
          .serviceUnavailable, "busy", "Too many pages listen",
          detail: "\(site.options.limits.listenerCount) pages are told of events already; close some, then try again")
      }
      let events = await site.events.events()
      return Response(
        status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
        body: .init { writer in
          // The browser knows at once that it is connected, and how soon to come back.
          try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
          for await event in events.cancelOnGracefulShutdown() {
            // Who signs out or whose account is removed hears nothing any more.
            guard let pass = context.pass, let visitor = try await site.admission.visitor(by: pass) else { break }
            try await writer.write(ByteBuffer(string: event.text(isOwner: visitor.isOwner)))
          }
          try await writer.finish(nil)
        })
    }
  }
}
