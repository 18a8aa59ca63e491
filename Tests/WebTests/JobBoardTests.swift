import Dispatch
import GarimpoProject
import Synchronization
import Testing

@testable import GarimpoWeb

/// Long work in the server.
struct JobBoardTests {
  private struct Reply: Encodable, Sendable { var round: Int }

  /// A board whose threads end with the test.
  private func board(_ body: (JobBoard, EventHub) async throws -> Void) async throws {
    let threads = Threads()
    let events = EventHub()
    try await body(JobBoard(threads: threads, events: events), events)
    try await threads.stop()
  }

  /// The job once it is over.
  private func ended(_ board: JobBoard, _ id: Int) async throws -> Job {
    while true {
      if let job = await board.jobs.first(where: { $0.id == id }), job.state != .running { return job }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test func `a job runs, and its result is kept`() async throws {
    try await board { board, _ in
      let job = try await board.start(.round, by: "ana") { _ in Reply(round: 3) }
      #expect(job.id == 1)
      #expect(job.state == .running)
      let end = try await ended(board, 1)
      #expect(end.state == .done)
      #expect(end.share == 1)
      #expect(end.startedBy == "ana")
      #expect(try JSONText.of(end, pretty: false).contains(#""result":{"round":3}"#))
    }
  }

  @Test func `only one runs at a time`() async throws {
    try await board { board, _ in
      let gate = DispatchSemaphore(value: 0)
      _ = try await board.start(.round, by: "ana") { _ in
        gate.wait()
        return Reply(round: 1)
      }
      let problem = await #expect(throws: Problem.self) {
        _ = try await board.start(.import, by: "ben") { _ in Reply(round: 2) }
      }
      #expect(problem?.status == 409)
      #expect(
        problem?.detail == "job 1 (round) is under way; wait for its end or cancel it, then ask again")
      gate.signal()
      _ = try await ended(board, 1)
      #expect(try await board.start(.import, by: "ben") { _ in Reply(round: 2) }.id == 2)
      _ = try await ended(board, 2)
      #expect(await board.jobs.map(\.kind) == [.import, .round])
    }
  }

  @Test func `a failure is kept with its sentence`() async throws {
    try await board { board, _ in
      _ = try await board.start(.import, by: "ana") { _ throws -> Reply in throw Failure(.data, "a.csv: no rows") }
      let end = try await ended(board, 1)
      #expect(end.state == .failed)
      #expect(end.problem?.detail == "a.csv: no rows")
      #expect(end.problem?.status == 422)
    }
  }

  @Test func `pages are told of steps in their order, and of the end last`() async throws {
    try await board { board, events in
      let heard = await events.events()
      let steps = Mutex(0)
      _ = try await board.start(.round, by: "ana") { control in
        for step in 1...3 {
          try control.tell("step \(step)", share: Double(step) / 4)
          // Until the page has heard of it: what comes too fast is left out.
          while steps.withLock({ $0 }) < step { aMoment() }
        }
        return Reply(round: 1)
      }
      var told: [String] = []
      for await event in heard {
        #expect(event.name == "round")
        let state = event.data.contains(#""state":"running""#) ? "" : "end"
        let step = (1...3).last { event.data.contains("\"step\":\"step \($0)\"") }
        told.append(state + (step.map(String.init) ?? ""))
        if let step, state.isEmpty { steps.withLock { $0 = step } }
        if !state.isEmpty { break }
      }
      #expect(told == ["", "1", "2", "3", "end3"])
    }
  }

  @Test func `a job that is cancelled ends at its next step`() async throws {
    try await board { board, _ in
      let gate = DispatchSemaphore(value: 0)
      _ = try await board.start(.round, by: "ana") { control in
        gate.wait()
        try control.tell("train")
        return Reply(round: 1)
      }
      #expect(try await board.cancel(1).isCancelling)
      gate.signal()
      let end = try await ended(board, 1)
      #expect(end.state == .cancelled)
      #expect(end.result == nil)
      #expect(end.problem == nil)
      let late = await #expect(throws: Problem.self) { _ = try await board.cancel(1) }
      #expect(late?.detail == "job 1 is cancelled")
      let unknown = await #expect(throws: Problem.self) { _ = try await board.cancel(7) }
      #expect(unknown?.status == 404)
    }
  }

  @Test func `one that was asked to end too late is done`() async throws {
    try await board { board, _ in
      let gate = DispatchSemaphore(value: 0)
      _ = try await board.start(.round, by: "ana") { _ in
        gate.wait()
        return Reply(round: 1)
      }
      await board.stop()
      gate.signal()
      #expect(try await ended(board, 1).state == .done)
    }
  }
}

/// A moment on a thread that may wait.
private func aMoment() {
  _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(2))
}
