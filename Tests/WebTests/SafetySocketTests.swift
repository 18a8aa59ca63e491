import Dispatch
import Foundation
import GarimpoProject
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import GarimpoWeb

/// Who sends too slowly, too much, or takes too long: on real connections.
///
/// The limits are made short, and each test waits for much longer than they are before it fails.
@Suite(.serialized)
struct SafetySocketTests {
  private static let patience = 20.0
  private static let head = "GET /api/v1/progress HTTP/1.1\r\nHost: 127.0.0.1\r\n"
  private static func post(_ rest: String) -> String {
    "POST /api/v1/labels HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\(rest)\r\n\r\n"
  }

  @Test(arguments: ["", "GET / HT", head, head + "X-A: b"])
  func `header fields that do not come are not waited for`(_ beginning: String) async throws {
    try await LiveServer.serving {
      $0.limits.headSeconds = 0.3
    } _: { _, port in
      let (text, isClosed) = try await LiveServer.apart {
        let connection = try RawConnection(port: port)
        connection.send(beginning)
        return connection.receive(seconds: Self.patience)
      }
      #expect(isClosed)
      #expect(text.hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func `header fields that come byte by byte are cut (slowloris)`() async throws {
    try await LiveServer.serving {
      $0.limits.headSeconds = 0.5
    } _: { _, port in
      let (text, isClosed) = try await LiveServer.apart {
        let connection = try RawConnection(port: port)
        // Also behind a request that was quick.
        connection.send(Self.head + "\r\n")
        _ = connection.receive(until: "\r\n\r\n", seconds: Self.patience)
        connection.send(Self.head)
        return connection.drip("X-A: b\r\n", milliseconds: 50, seconds: Self.patience)
      }
      #expect(isClosed)
      #expect(text.contains("HTTP/1.1 408 "))
      #expect(text.contains("urn:garimpo:problem:slow"))
    }
  }

  @Test func `a body that comes byte by byte is cut`() async throws {
    try await LiveServer.serving {
      $0.limits.bodySeconds = 0.5
    } _: { _, port in
      let (text, isClosed) = try await LiveServer.apart {
        let connection = try RawConnection(port: port)
        connection.send(Self.post("Content-Length: 60000"))
        return connection.drip(" ", milliseconds: 20, seconds: Self.patience)
      }
      #expect(isClosed)
      #expect(text.hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func `a body that keeps its pace is taken, however long it lasts`() async throws {
    try await LiveServer.serving {
      $0.limits.bodySeconds = 0.3
      $0.limits.headSeconds = 0.3
      $0.limits.bodyBytesPerSecond = 100
    } _: { _, port in
      let text = try await LiveServer.apart {
        let connection = try RawConnection(port: port)
        connection.send(Self.post("Content-Length: 40000"))
        for _ in 0..<40 {
          connection.send(String(repeating: " ", count: 1000))
          usleep(30_000)
        }
        return connection.receive(until: "\r\n\r\n", seconds: Self.patience).text
      }
      #expect(text.hasPrefix("HTTP/1.1 400 "), "it is no JSON, but all of it was read")
    }
  }

  @Test(arguments: [
    "GET /\(String(repeating: "a", count: 1 << 20)) HTTP/1.1\r\n\r\n",
    head + String(repeating: "X-A: \(String(repeating: "b", count: 1000))\r\n", count: 1000) + "\r\n",
    head + String(repeating: "X-A: b\r\n", count: 50_000) + "\r\n",
    head + "X-A: \(String(repeating: "b", count: 1 << 20))\r\n\r\n",
  ])
  func `header fields without end are cut`(_ request: String) async throws {
    try await LiveServer.serving { _ in
    } _: { _, port in
      let (text, isClosed) = try await LiveServer.apart {
        let connection = try RawConnection(port: port)
        connection.send(request)
        return connection.receive(seconds: Self.patience)
      }
      #expect(isClosed)
      #expect(!text.hasPrefix("HTTP/1.1 2") && !text.contains("urn:garimpo:problem:slow"))
    }
  }

  @Test(arguments: ["Content-Length: 65537", "Transfer-Encoding: chunked"])
  func `a body that is too large is refused, and its rest not waited for`(_ field: String) async throws {
    try await LiveServer.serving {
      $0.limits.lingerSeconds = 0.3
    } _: { _, port in
      let (text, isClosed) = try await LiveServer.apart {
        let connection = try RawConnection(port: port)
        connection.send(Self.post(field))
        let chunk = String(repeating: " ", count: 4096)
        return connection.drip(
          field.hasPrefix("T") ? "1000\r\n\(chunk)\r\n" : "", milliseconds: 5, seconds: Self.patience)
      }
      #expect(isClosed)
      #expect(text.hasPrefix("HTTP/1.1 413 "))
      #expect(text.contains("expected at most 65536 bytes"))
    }
  }

  @Test func `an answer that nobody reads is given up, and so many connections there are at most`() async throws {
    try await LiveServer.serving {
      $0.limits.connectionCount = 1
      $0.limits.stallSeconds = 0.5
    } _: { _, port in
      let (before, after) = try await LiveServer.apart {
        let first = try RawConnection(port: port)
        first.send(Self.head + "\r\n")
        _ = first.receive(until: "\r\n\r\n", seconds: Self.patience)
        let second = try RawConnection(port: port)
        second.send(Self.head + "\r\n")
        let before = second.receive(until: "HTTP/1.1", seconds: 0.5).text
        // More than the buffers of both ends hold.
        let asset = "GET /assets/garimpo.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        first.send(String(repeating: asset, count: 2000))
        let after = second.receive(until: "HTTP/1.1", seconds: Self.patience).text
        withExtendedLifetime(first) {}
        return (before, after)
      }
      #expect(before.isEmpty, "the only place is taken")
      #expect(after.hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func `an answer that takes too long is given up`() async throws {
    try await LiveServer.serving {
      $0.limits.answerSeconds = 0.5
    } _: { world, port in
      let gate = DispatchSemaphore(value: 0)
      let site = world.site
      let blocked = Task {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<8 { group.addTask { try await site.threads.quickly { gate.wait() } } }
          try await group.waitForAll()
        }
      }
      let (text, isClosed) = try await LiveServer.apart {
        usleep(100_000)
        let connection = try RawConnection(port: port)
        connection.send(Self.head + "\r\n")
        return connection.receive(seconds: Self.patience)
      }
      for _ in 0..<8 { gate.signal() }
      try await blocked.value
      #expect(isClosed)
      #expect(text.hasPrefix("HTTP/1.1 503 ") && text.contains("urn:garimpo:problem:busy"))
    }
  }

  @Test func `a stream of events is not cut, and there are so many at most`() async throws {
    try await LiveServer.serving {
      $0.limits.headSeconds = 0.3
      $0.limits.bodySeconds = 0.3
      $0.limits.answerSeconds = 0.3
      $0.limits.idleSeconds = 1
      $0.limits.listenerCount = 1
    } _: { world, port in
      let request = "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
      let connection = try await LiveServer.apart {
        let connection = try RawConnection(port: port)
        connection.send(request)
        #expect(connection.receive(until: "retry: 1000", seconds: Self.patience).text.contains("text/event-stream"))
        let second = try RawConnection(port: port)
        second.send(request)
        #expect(second.receive(until: "\r\n\r\n", seconds: Self.patience).text.hasPrefix("HTTP/1.1 503 "))
        usleep(1_500_000)
        return connection
      }
      await world.site.events.tell("answer", ["a": 1])
      let text = try await LiveServer.apart { connection.receive(until: "}", seconds: Self.patience).text }
      #expect(text.contains("event: answer\ndata: {\"a\":1}"))
    }
  }

  @Test func `the place of a page that has gone is free again`() async throws {
    try await LiveServer.serving {
      $0.limits.listenerCount = 1
    } _: { world, port in
      try await LiveServer.apart {
        let connection = try RawConnection(port: port)
        connection.send("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        #expect(connection.receive(until: "retry: 1000", seconds: Self.patience).text.contains("text/event-stream"))
        connection.vanish()
      }
      #expect(await world.site.events.listenerCount == 1)
      let end = ContinuousClock.now.advanced(by: .seconds(Self.patience))
      while await world.site.events.listenerCount > 0, ContinuousClock.now < end {
        await world.site.events.beat()
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(await world.site.events.listenerCount == 0)
    }
  }

  @Test func `requests one behind the other on a connection are all answered`() async throws {
    try await LiveServer.serving {
      $0.limits.answerSeconds = 2
    } _: { _, port in
      let text = try await LiveServer.apart {
        let connection = try RawConnection(port: port)
        connection.send(String(repeating: Self.head + "\r\n", count: 3) + Self.post("Content-Length: 2") + "{}")
        return connection.receive(until: "HTTP/1.1 400 ", seconds: Self.patience).text
      }
      #expect(text.components(separatedBy: "HTTP/1.1 200 ").count == 4)
    }
  }
}
