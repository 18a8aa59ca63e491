import Dispatch
import Foundation
import GarimpoProject
import Hummingbird

@testable import GarimpoWeb

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A server on a port of this machine, for tests that need real connections.
enum LiveServer {
  /// Serves a small project while `body` runs, which is told the port. Without `rows` no item is in it.
  static func serving(
    _ change: (inout WebOptions) -> Void, _ body: (SafetyWorld, Int) async throws -> Void
  ) async throws {
    let world = try SafetyWorld {
      $0.port = 0
      change(&$0)
    }
    let (ports, told) = AsyncStream<Int>.makeStream()
    let application = WebServer.application(world.site) { told.yield($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      for await port in ports {
        try await body(world, port)
        break
      }
      group.cancelAll()
      while let result = await group.nextResult() {
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
      }
    }
    await world.site.events.end()
    try await world.site.threads.stop()
  }

  /// Runs what blocks on a thread of its own: the server's tasks must not wait for it.
  static func apart<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result { try body() }) }.start()
    }
  }
}

/// A connection to this machine, byte by byte.
final class RawConnection: Sendable {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let descriptor = descriptor
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { _ = close() }

  /// Ends it as a page does that is closed: what comes later is refused.
  func vanish() { closeDescriptor(descriptor) }

  /// Ends it.
  @discardableResult func close() -> Int32 { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Sends all of `text`; false if the other end has gone.
  @discardableResult func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        sendto(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL), nil, 0)
      }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  /// What comes within `seconds`, until `part` is in it or the other end closes.
  func receive(until part: String? = nil, seconds: Double) -> (text: String, isClosed: Bool) {
    var bytes: [UInt8] = []
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    var piece = [UInt8](repeating: 0, count: 65_536)
    while ContinuousClock.now < end {
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&wanted, 1, 20) > 0 else { continue }
      let count = piece.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
      guard count > 0 else { return (String(decoding: bytes, as: UTF8.self), true) }
      bytes += piece[..<count]
      if let part, String(decoding: bytes, as: UTF8.self).contains(part) { break }
    }
    return (String(decoding: bytes, as: UTF8.self), false)
  }

  /// Sends `piece` again and again, `milliseconds` apart, until the other end closes; gives up after `seconds`.
  func drip(_ piece: String, milliseconds: UInt32, seconds: Double) -> (text: String, isClosed: Bool) {
    var text = ""
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    while ContinuousClock.now < end {
      let isOpen = send(piece)
      let (more, isClosed) = receive(seconds: Double(milliseconds) / 1000)
      text += more
      if isClosed || !isOpen { return (text, true) }
    }
    return (text, false)
  }
}

/// The `close` of the system, which a method of that name hides.
private func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }
