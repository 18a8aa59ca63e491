import GarimpoProject
import Synchronization

/// What the work of a job holds in hand: it tells how far it is, and learns whether it is to end. Called from the thread
/// that works.
final class JobControl: Sendable {
  /// How far the work is.
  struct Progress: Sendable {
    var step: String
    var share: Double?
  }

  private let cancelled = Mutex(false)
  private let progress: AsyncStream<Progress>.Continuation

  init(_ progress: AsyncStream<Progress>.Continuation) { self.progress = progress }

  /// Whether somebody asked the job to end before it is done; cheap, so that long work may look often.
  var isCancelled: Bool { cancelled.withLock { $0 } }

  /// Says what is done now, and how much of all is done, 0 to 1. Costs little: call it as often as you like, the pages
  /// are told of the newest at most ten times a second.
  ///
  /// - Throws: `Failure.cancelled` when the job is to end: let it through, and nothing is stored.
  func tell(_ step: String, share: Double? = nil) throws(Failure) {
    progress.yield(Progress(step: step, share: share.map { min(max($0, 0), 1) }))
    if isCancelled { throw .cancelled }
  }

  func cancel() { cancelled.withLock { $0 = true } }
}
