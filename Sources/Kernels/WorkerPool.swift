import Dispatch
import Synchronization

/// A fixed number of threads of our own that work through a list of independent units.
///
/// Numeric code never runs on Swift's cooperative pool: two busy tasks there stop every other task of the process. Each
/// worker is a serial dispatch queue; the calling thread is the first worker, so a pool of one starts no thread.
///
/// Which worker runs which unit is not defined. Results stay reproducible because a unit derives all it needs from its
/// index and stores what it makes by its index.
public final class WorkerPool: Sendable {
  /// The number of units that run at the same time, at least 1.
  public let threadCount: Int
  private let queues: [DispatchQueue]
  private let isStopping: (@Sendable () -> Bool)?

  /// Whether the work is to end before it is done. Whoever works long on the pool looks now and then, between two trees or
  /// resamples, and throws; the pool itself finishes what it was given.
  public var isCancelled: Bool { isStopping?() ?? false }

  /// A pool of `threadCount` workers (values below 1 count as 1).
  ///
  /// - Parameter isCancelled: asked now and then, from any of the threads; nil: the work is always finished.
  public init(threadCount: Int, isCancelled: (@Sendable () -> Bool)? = nil) {
    isStopping = isCancelled
    self.threadCount = max(1, threadCount)
    queues = (1..<max(1, threadCount)).map { DispatchQueue(label: "garimpo.worker.\($0)") }
  }

  /// Runs `body(unit, worker)` once for each unit in `0 ..< count` and returns when all are done.
  ///
  /// `worker` is in `0 ..< threadCount` and is never in use by two units at once: scratch memory can be kept by worker.
  /// Units are handed out in ascending order. An error stops the handing out; the error of the lowest unit that failed
  /// is thrown: all units below it have run, so which one it is does not depend on the threads. Units that others had
  /// begun are finished.
  ///
  /// A unit must not call `run` on its own pool: its worker would wait for itself.
  public func run<Failure: Error>(
    count: Int, _ body: @Sendable (_ unit: Int, _ worker: Int) throws(Failure) -> Void
  ) throws(Failure) {
    let next = Atomic<Int>(0)
    let failure = Mutex<(unit: Int, error: Failure)?>(nil)
    @Sendable func work(_ worker: Int) {
      while true {
        let unit = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard unit < count else { return }
        do throws(Failure) {
          try body(unit, worker)
        } catch {
          failure.withLock { known in
            if known.map({ unit < $0.unit }) ?? true { known = (unit, error) }
          }
          next.store(count, ordering: .relaxed)
        }
      }
    }
    let helperCount = min(queues.count, max(0, count - 1))
    if helperCount > 0 {
      withoutActuallyEscaping(work) { work in
        let group = DispatchGroup()
        for helper in 0..<helperCount {
          queues[helper].async(group: group) { work(helper + 1) }
        }
        work(0)
        group.wait()
      }
    } else {
      work(0)
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
  }
}
