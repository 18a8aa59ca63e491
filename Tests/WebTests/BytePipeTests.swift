import NIOCore
import Synchronization
import Testing

@testable import GarimpoWeb

/// Bytes from a thread that waits to a reader that does not.
struct BytePipeTests {
  private func read(_ pipe: BytePipe) async throws -> [String] {
    var pieces: [String] = []
    while let piece = try await pipe.next() { pieces.append(String(buffer: piece)) }
    return pieces
  }

  @Test func `pieces arrive whole and in order`() async throws {
    let threads = Threads()
    let pipe = BytePipe(patience: .minutes(10))
    async let written: Void = threads.sending {
      for number in 0..<200 { try pipe.put(Array("\(number)".utf8)) }
      try pipe.put([])
      pipe.finish(.success(()))
    }
    #expect(try await read(pipe) == (0..<200).map { "\($0)" })
    try await written
    try await threads.stop()
  }

  @Test func `a writer is never more than two pieces ahead`() async throws {
    let threads = Threads()
    let pipe = BytePipe()
    let written = Mutex(0)
    async let writing: Void = threads.sending {
      for _ in 0..<50 {
        try pipe.put([1])
        written.withLock { $0 += 1 }
      }
      pipe.finish(.success(()))
    }
    var taken = 0
    while try await pipe.next() != nil {
      taken += 1
      #expect(written.withLock { $0 } <= taken + 1)
    }
    #expect(taken == 50)
    try await writing
    try await threads.stop()
  }

  @Test func `what goes wrong reaches the reader`() async throws {
    let pipe = BytePipe()
    pipe.finish(.failure(BytePipe.Closed.byTime))
    await #expect(throws: BytePipe.Closed.byTime) { try await pipe.next() }
  }

  @Test func `a reader that goes ends the writer`() async throws {
    let threads = Threads()
    let pipe = BytePipe()
    async let outcome = Result.catching {
      try await threads.sending { while true { try pipe.put([1]) } }
    }
    _ = try await pipe.next()
    pipe.close()
    #expect(await outcome as? BytePipe.Closed == .byReader)
    try await threads.stop()
  }

  @Test func `a reader that takes nothing is given up`() async throws {
    let threads = Threads()
    let pipe = BytePipe(patience: .milliseconds(20))
    let outcome = await Result.catching {
      try await threads.sending { while true { try pipe.put([1]) } }
    }
    #expect(outcome as? BytePipe.Closed == .byTime)
    try await threads.stop()
  }
}

extension Result where Success == Never, Failure == any Error {
  /// What `body` throws; nil when it returns.
  fileprivate static func catching(_ body: () async throws -> Void) async -> (any Error)? {
    do {
      try await body()
      return nil
    } catch {
      return error
    }
  }
}
