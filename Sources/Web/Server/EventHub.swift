import GarimpoProject
import HTTPTypes
import Hummingbird
import NIOCore

/// Tells every open page what happens: server-sent events.
actor EventHub {
  /// One event.
  struct Event: Sendable {
    /// What kind: `answer`, `round`, `choice`, `import`, `check`, `items`, `search`; nil: nothing happened, it only keeps the
    /// stream alive.
    var name: String?
    /// JSON on one line, for owners.
    var data: String
    /// The same for annotators.
    var annotatorData: String

    /// As it goes over the wire.
    func text(isOwner: Bool) -> String {
      name.map { "event: \($0)\ndata: \(isOwner ? data : annotatorData)\n\n" } ?? ":\n\n"
    }
  }

  private var listeners: [Int: AsyncStream<Event>.Continuation] = [:]
  private var nextListener = 0

  /// How many events wait for a page that does not read; older ones are dropped, as each page can ask for how things are.
  private static let waitingCount = 64

  /// Tells an event to all pages; those of annotators get `glance` instead, where there is one.
  func tell(
    _ name: String, _ value: some Encodable & Sendable, toAnnotators glance: (any Encodable & Sendable)? = nil
  ) {
    guard let data = try? JSONText.of(value, pretty: false),
      let annotatorData = try? glance.map({ try JSONText.of($0, pretty: false) }) ?? data
    else { return }
    send(Event(name: name, data: String(data.dropLast()), annotatorData: String(annotatorData.dropLast())))
  }

  /// Writes to all streams: those whose page has gone end.
  func beat() { send(Event(name: nil, data: "", annotatorData: "")) }

  private func send(_ event: Event) {
    for listener in listeners.values { listener.yield(event) }
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
