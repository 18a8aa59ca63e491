import GarimpoProject
import HTTPTypes
import Hummingbird
import NIOCore

/// Tells every open page what happens: server-sent events.
actor EventHub {
  /// One event.
  struct Event: Sendable {
    /// What kind: `answer`, `model`, `round`, `import`, `items`.
    var name: String
    /// JSON on one line.
    var data: String
  }

  private var listeners: [Int: AsyncStream<Event>.Continuation] = [:]
  private var nextListener = 0

  /// How many events wait for a page that does not read; older ones are dropped, as each page can ask for how things are.
  private static let waitingCount = 64

  /// Tells an event to all pages.
  func tell(_ name: String, _ value: some Encodable & Sendable) {
    guard let data = try? JSONText.of(value, pretty: false) else { return }
    for listener in listeners.values { listener.yield(Event(name: name, data: String(data.dropLast()))) }
  }

  /// The events from now on, until the page goes.
  func events() -> AsyncStream<Event> {
    let id = nextListener
    nextListener += 1
    let (stream, continuation) = AsyncStream.makeStream(
      of: Event.self, bufferingPolicy: .bufferingNewest(Self.waitingCount))
    listeners[id] = continuation
    continuation.onTermination = { _ in Task { await self.remove(id) } }
    return stream
  }

  /// Ends all streams: the server stops.
  func end() {
    for listener in listeners.values { listener.finish() }
    listeners = [:]
  }

  /// How many pages listen.
  var listenerCount: Int { listeners.count }

  private func remove(_ id: Int) { listeners[id] = nil }
}
