import NIOCore
import NIOPosix
import Synchronization

/// Bytes on their way from a thread that may wait to a body that is sent as fast as the browser takes it.
///
/// One piece at a time is held, whatever is exported. Who writes waits until the piece before was taken; a browser that
/// takes nothing for a while is given up, so that it keeps no thread and no read of the project.
final class BytePipe: Sendable {
  /// Why a writer is to stop.
  enum Closed: Error, Hashable, CustomStringConvertible {
    /// The reader has gone.
    case byReader
    /// The reader takes nothing.
    case byTime

    /// The reason.
    var description: String {
      switch self {
      case .byReader: "the browser has ended the download"
      case .byTime: "the browser takes nothing more of the download"
      }
    }
  }

  private struct State {
    var piece: ByteBuffer?
    /// Fulfilled when `piece` is taken.
    var taken: EventLoopPromise<Void>?
    var reader: CheckedContinuation<ByteBuffer?, any Error>?
    var end: Result<Void, any Error>?
    var closed: Closed?

    /// What to wait for before the next piece; nil: nothing.
    func awaited() throws -> EventLoopPromise<Void>? {
      if let closed { throw closed }
      return taken
    }
  }

  private let state = Mutex(State())
  private let patience: TimeAmount

  /// A pipe whose writer waits at most so long for the reader.
  init(patience: TimeAmount = .seconds(30)) { self.patience = patience }

  /// Gives a piece to the reader; waits while it has one. Not for threads that may not wait.
  func put(_ bytes: [UInt8]) throws {
    guard !bytes.isEmpty else { return }
    if let taken = try state.withLock({ try $0.awaited() }) {
      let timeout = taken.futureResult.eventLoop.scheduleTask(in: patience) { self.close(.byTime) }
      defer { timeout.cancel() }
      try taken.futureResult.wait()
    }
    let promise = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
    let reader = state.withLock { state -> CheckedContinuation<ByteBuffer?, any Error>? in
      defer { state.reader = nil }
      if state.reader == nil { (state.piece, state.taken) = (ByteBuffer(bytes: bytes), promise) }
      return state.reader
    }
    guard let reader else { return }
    promise.succeed()
    reader.resume(returning: ByteBuffer(bytes: bytes))
  }

  /// Says that no more comes.
  func finish(_ result: Result<Void, any Error>) {
    let reader = state.withLock { state in
      state.end = result
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(with: result.map { nil })
  }

  /// The next piece; nil: there is none.
  func next() async throws -> ByteBuffer? {
    try await withCheckedThrowingContinuation { continuation in
      let (found, taken) = state.withLock { state -> (Result<ByteBuffer?, any Error>?, EventLoopPromise<Void>?) in
        if let piece = state.piece {
          defer { (state.piece, state.taken) = (nil, nil) }
          return (.success(piece), state.taken)
        }
        if let closed = state.closed { return (.failure(closed), nil) }
        if let end = state.end { return (end.map { nil }, nil) }
        state.reader = continuation
        return (nil, nil)
      }
      taken?.succeed()
      if let found { continuation.resume(with: found) }
    }
  }

  /// Tells the writer to stop.
  func close(_ reason: Closed = .byReader) {
    let taken = state.withLock { state in
      state.closed = state.closed ?? reason
      state.piece = nil
      defer { state.taken = nil }
      return state.taken
    }
    taken?.fail(reason)
  }
}
