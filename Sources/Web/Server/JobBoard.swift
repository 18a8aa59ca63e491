import GarimpoProject
import HTTPTypes
import Hummingbird

/// The long work of the server: rounds, looks at files and imports, one at a time, on the threads for what takes seconds.
///
/// ```swift
/// let job = try await site.jobs.start(.import, by: context.visitor.name) { control in
///   try control.tell("read", share: 0)
///   …                                   // throws: the job has failed, with the sentence of the error
///   return ImportedReply(…)             // small: it is the job's `result`
/// }
/// return try .json(job, status: .accepted)
/// ```
///
/// All pages are told of each change by an event named as the kind, whose data is the job as `GET /api/v1/jobs` has it;
/// those of annotators are told no more than how far it is.
/// What came of a job, or why it failed, is kept until the next of its kind begins.
actor JobBoard {
  private let threads: Threads
  private let events: EventHub
  private var running: (id: Int, control: JobControl, start: ContinuousClock.Instant)?
  private var newest: [Job] = []
  private var count = 0

  init(threads: Threads, events: EventHub) {
    self.threads = threads
    self.events = events
  }

  /// The newest job of each kind, newest first.
  var jobs: [Job] { newest.map(timed) }

  /// Begins a job and returns at once.
  ///
  /// - Parameters:
  ///   - kind: what is worked on.
  ///   - name: who asked for it.
  ///   - onEnd: told what came of it before the pages are.
  ///   - work: runs on a thread that may wait and compute. What it returns is the job's result.
  /// - Throws: a `Problem` (409) while another job runs.
  func start<Value: Encodable & Sendable>(
    _ kind: Job.Kind, by name: String,
    onEnd: @escaping @Sendable (Result<Value, any Error>) async -> Void = { _ in },
    _ work: @escaping @Sendable (JobControl) throws -> Value
  ) async throws -> Job {
    try checkIdle()
    let (progress, continuation) = AsyncStream.makeStream(
      of: JobControl.Progress.self, bufferingPolicy: .bufferingNewest(1))
    let control = JobControl(continuation)
    count += 1
    let job = Job(id: count, kind: kind, startedBy: name)
    running = (job.id, control, .now)
    newest.removeAll { $0.kind == kind }
    newest.insert(job, at: 0)
    let outcome = Task { [threads] in
      defer { continuation.finish() }
      return try await threads.slowly { try work(control) }
    }
    Task {
      for await told in progress {
        await self.change(job.id) {
          $0.step = told.step
          $0.share = told.share
        }
        try? await Task.sleep(for: .milliseconds(100))
      }
      let result = await outcome.result
      await onEnd(result)
      await self.end(job.id, result.map { Job.Outcome(value: $0) })
    }
    await events.tell(kind.rawValue, job, toAnnotators: Job.Glance(job))
    return job
  }

  /// - Throws: a `Problem` (409) while a job runs.
  func checkIdle() throws {
    guard let running, let job = newest.first(where: { $0.id == running.id }) else { return }
    throw Problem(
      .conflict, "job-running", "Another job is under way",
      detail: "job \(job.id) (\(job.kind.rawValue)) is under way; wait for its end or cancel it, then ask again")
  }

  /// Asks a job to end before it is done; it does so soon, a round between two trees, and nothing of it is stored.
  ///
  /// - Throws: a `Problem`: 404 if there is no such job, 409 if it has ended.
  func cancel(_ id: Int) async throws -> Job {
    guard let job = newest.first(where: { $0.id == id }) else {
      throw Problem(.notFound, "not-found", "It is not there", detail: "there is no job \(id)")
    }
    guard let running, running.id == id else {
      throw Problem(.conflict, "job-ended", "The job has ended", detail: "job \(id) is \(job.state.rawValue)")
    }
    running.control.cancel()
    await change(id) { $0.isCancelling = true }
    return newest.first { $0.id == id }.map(timed) ?? job
  }

  /// Asks what runs to end: the server stops.
  func stop() { running?.control.cancel() }

  private func end(_ id: Int, _ outcome: Result<Job.Outcome, any Error>) async {
    let seconds = running.map { Self.seconds(since: $0.start) } ?? 0
    running = nil
    await change(id) { job in
      job.seconds = seconds
      job.isCancelling = false
      switch outcome {
      case .success(let result):
        job.state = .done
        job.share = 1
        job.result = result
      case .failure(let error as Failure) where error == .cancelled: job.state = .cancelled
      case .failure(let error):
        job.state = .failed
        job.problem = Problem(any: error)
      }
    }
  }

  private func change(_ id: Int, _ body: (inout Job) -> Void) async {
    guard let place = newest.firstIndex(where: { $0.id == id }) else { return }
    body(&newest[place])
    let job = timed(newest[place])
    await events.tell(job.kind.rawValue, job, toAnnotators: Job.Glance(job))
  }

  /// The job with the seconds that it has run by now.
  private func timed(_ job: Job) -> Job {
    guard let running, running.id == job.id else { return job }
    var job = job
    job.seconds = Self.seconds(since: running.start)
    return job
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    ((ContinuousClock.now - start) / .milliseconds(1)).rounded() / 1000
  }
}
