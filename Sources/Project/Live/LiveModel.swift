import Foundation
import GarimpoKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A model that learns while somebody labels: each answer trains it anew, in a thread of its own.
///
/// ```swift
/// let live = LiveModel(project)
/// live.start()
/// let items = try project.next(AskOptions(annotator: "ana"), live: live)
/// let given = try project.label([items.items[0].id], .yes, context)
/// live.wake()                                          // the log has grown
/// _ = live.waits(for: position, atMost: 500)           // in a thread that may block
/// live.stop()
/// ```
///
/// What it offers at a place in the log is a function of items, recipe, seed and place; time decides only which items have
/// been scored yet. It keeps nothing in the project: a round's model is what is kept, and `Documentation/LiveModel.md` says
/// in what the two differ. Training never runs on Swift's cooperative pool.
public final class LiveModel: Sendable {
  /// What its thread has made, for others to read.
  struct Published: Sendable {
    var state = LiveState()
    /// The place in the log up to which it has tried to take answers in, in vain or not.
    var triedPosition: Int64?
    /// What is offered to those who ask; nil while items are loaded.
    var offer: LiveOffer?
    /// The newest order of the whole pool, and the model that scored it.
    var whole: PoolOrder?
    var wholeFit: LiveFit?
    /// The newest model.
    var fit: LiveFit?
  }

  private struct Shared {
    var published = Published()
    var isWoken = false
    var isStopping = false
    var isRunning = false
  }

  /// How far the training steps back behind the threads that answer requests, as `nice` counts.
  private static let niceness: Int32 = 10

  let project: OpenProject
  private let threadCount: Int
  private let candidateLimit: Int
  /// Signals every change of `shared`, which is changed under its lock only.
  private let condition = NSCondition()
  private let shared = Mutex(Shared())

  /// A live model of a project; it does nothing before it is started.
  ///
  /// - Parameter threadCount: how many threads train, at least 1; nil: one for each processor but one, which is left to
  ///   those who answer. Nothing that it offers depends on it.
  public convenience init(_ project: OpenProject, threadCount: Int? = nil) {
    self.init(project, threadCount: threadCount, candidateLimit: LiveCandidates.usualLimit)
  }

  /// The same with another number of candidates, at least 8; for tests.
  init(_ project: OpenProject, threadCount: Int?, candidateLimit: Int) {
    self.project = project
    self.threadCount = max(1, threadCount ?? ProcessInfo.processInfo.activeProcessorCount - 1)
    self.candidateLimit = candidateLimit
  }

  // MARK: Its thread

  /// Starts its thread; does nothing when it runs already. It runs, and the model is kept, until it is stopped.
  public func start() {
    let isNew = change { shared in
      defer { shared.isRunning = true }
      guard !shared.isRunning else { return false }
      shared.isStopping = false
      shared.isWoken = true
      return true
    }
    guard isNew else { return }
    let thread = Thread { [self] in run() }
    thread.name = "garimpo live"
    thread.start()
  }

  /// Stops its thread and waits for its end: a training that is under way is finished first.
  public func stop() {
    change { $0.isStopping = true }
    condition.lock()
    defer { condition.unlock() }
    while shared.withLock({ $0.isRunning }) { condition.wait() }
  }

  /// Says that the log or the items have changed. Returns at once.
  public func wake() { change { $0.isWoken = true } }

  private func run() {
    // Of this thread alone, on Linux: who answers is served before the model learns.
    _ = nice(Self.niceness)
    var worker = LiveWorker(
      project, WorkerPool(threadCount: threadCount), candidateLimit: candidateLimit,
      isStopping: { [self] in shared.withLock { $0.isStopping } },
      publish: { [self] body in change { body(&$0.published) } })
    while let isWoken = waitForWork(hasMoreToScore: worker.hasMoreToScore) {
      if isWoken { worker.step() } else { worker.score() }
    }
    change { $0.isRunning = false }
  }

  /// Waits until there is something to do: true when it was woken, false when only scores are missing, nil to stop.
  private func waitForWork(hasMoreToScore: Bool) -> Bool? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      let work: Bool?? = shared.withLock { shared in
        if shared.isStopping { return .some(nil) }
        defer { shared.isWoken = false }
        return shared.isWoken ? true : hasMoreToScore ? false : .none
      }
      if let work { return work }
      condition.wait()
    }
  }

  @discardableResult
  private func change<Value: Sendable>(_ body: (inout Shared) -> Value) -> Value {
    condition.lock()
    defer { condition.unlock() }
    defer { condition.broadcast() }
    return shared.withLock { body(&$0) }
  }

  // MARK: What it offers

  /// What has been made so far.
  var published: Published { shared.withLock { $0.published } }

  /// How it is getting on.
  public var state: LiveState { published.state }

  /// The newest order; nil while there is no model. With a large pool it has candidates only until the whole pool is
  /// scored: `state.isWhole` says so, and `wholeOrder` has the last that was whole.
  public var order: PoolOrder? { published.offer?.order }

  /// The newest order of the whole pool, which may be that of an earlier place in the log; nil before the first.
  public var wholeOrder: PoolOrder? { published.whole }

  /// Waits until it has taken in the log up to `position`, at most so many milliseconds. Blocks the thread that calls it, so
  /// call it on one that may block, never on Swift's cooperative pool.
  ///
  /// - Returns: whether it has. False at once when it tried and failed, or does not run.
  public func waits(for position: Int64, atMost milliseconds: Int) -> Bool {
    let end = Date().addingTimeInterval(Double(milliseconds) / 1000)
    condition.lock()
    defer { condition.unlock() }
    while true {
      let (seen, tried, isRunning) = shared.withLock {
        ($0.published.offer?.position ?? -1, $0.published.triedPosition ?? -1, $0.isRunning)
      }
      if seen >= position { return true }
      if tried >= position || !isRunning { return false }
      guard condition.wait(until: end) else { return false }
    }
  }
}
