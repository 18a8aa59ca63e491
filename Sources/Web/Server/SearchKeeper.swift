import GarimpoProject
import Synchronization

/// Keeps the index of texts up to date in the background, a little at a time on the threads for slow work, so that rounds
/// and imports get their turn in between.
///
/// Woken when the server starts, after imports, and by whoever sees that texts are missing. Pages are told how far it is
/// (`search`).
final class SearchKeeper: Sendable {
  private let project: OpenProject
  private let threads: Threads
  private let events: EventHub
  private let work = Mutex(Work())

  /// How long it keeps a thread at a time.
  private static let stretch = Duration.milliseconds(400)

  /// What is under way.
  private struct Work: Sendable {
    var task: Task<Void, Never>?
    /// Woken again since it looked last.
    var isStale = false
  }

  init(_ project: OpenProject, _ threads: Threads, _ events: EventHub) {
    self.project = project
    self.threads = threads
    self.events = events
  }

  /// Starts unless it is at work; returns at once.
  func wake() {
    work.withLock { work in
      work.isStale = true
      guard work.task == nil else { return }
      work.task = Task { await self.run() }
    }
  }

  /// Waits until what is under way is done.
  func finish() async {
    while let task = work.withLock({ $0.task }) { await task.value }
  }

  private func run() async {
    while work.withLock({ work in
      if !work.isStale { work.task = nil }
      defer { work.isStale = false }
      return work.isStale
    }) {
      await fill()
    }
  }

  /// A failure ends this attempt: who wakes next tries again, and the pages say that texts are missing.
  private func fill() async {
    while let progress = try? await threads.slowly({ try self.project.updateSearch(forAtMost: Self.stretch) }) {
      await events.tell("search", progress)
      guard !progress.isComplete else { return }
    }
  }
}
