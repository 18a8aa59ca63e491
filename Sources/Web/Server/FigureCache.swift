import GarimpoProject
import HTTPTypes
import Hummingbird
import NIOCore

/// Figures that take seconds, as JSON: worked out once for each state of the project on the threads for such work, however
/// many pages ask.
actor FigureCache {
  private let threads: Threads
  private var moment: ProjectMoment?
  private var figures: [String: Task<String, any Error>] = [:]

  /// How many are kept; more begin anew.
  private static let mostFigures = 64

  init(threads: Threads) { self.threads = threads }

  /// A figure as JSON: what is kept, what is being worked out, or what `work` returns now.
  ///
  /// - Parameters:
  ///   - name: which figure, with all that it depends on beside the state of the project.
  ///   - moment: the state of the project. What was worked out for another is forgotten.
  func json(
    _ name: String, at moment: ProjectMoment, _ work: @escaping @Sendable () throws -> any Encodable & Sendable
  ) async throws -> String {
    if moment != self.moment || figures.count >= Self.mostFigures {
      figures = [:]
      self.moment = moment
    }
    let task: Task<String, any Error>
    if let known = figures[name] {
      task = known
    } else {
      task = Task { [threads] in
        try await threads.slowly { try JSONText.of(try work(), pretty: false) }
      }
      figures[name] = task
    }
    do {
      return try await task.value
    } catch {
      // It may go better the next time.
      if moment == self.moment { figures[name] = nil }
      throw error
    }
  }
}

extension Site {
  /// A figure that takes seconds, as an answer of the API.
  func slowFigure(
    _ name: String, _ work: @escaping @Sendable (OpenProject) throws -> any Encodable & Sendable
  ) async throws -> Response {
    let moment = try await threads.quickly { try project.moment() }
    let text = try await figures.json(name, at: moment) { try work(project) }
    return Response(
      status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
