import GarimpoProject
import HTTPTypes
import Hummingbird
import NIOCore

/// The rounds: the page, their figures, a comparison of two, which is in use, and a new one.
struct RoundRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/rounds", use: page)
    router.get("/api/v1/rounds", use: rounds)
    router.post("/api/v1/rounds", use: start)
    router.get("/api/v1/rounds/{round}", use: round)
    router.post("/api/v1/rounds/{round}/choice", use: choose)
    router.get("/api/v1/rounds/{round}/compare/{other}", use: compare)
  }

  /// `GET /rounds`
  @Sendable private func page(_ request: Request, _ context: WebContext) async throws -> Response {
    let (rounds, defaults) = try await site.threads.quickly {
      (try site.project.rounds(), try site.project.roundDefaults())
    }
    let page = RoundsPage(
      reply: rounds, defaults: defaults, jobs: await site.jobs.jobs, strings: context.strings)
    return try site.pages.response(try page.page, request, context)
  }

  /// `GET /api/v1/rounds`
  @Sendable private func rounds(_ request: Request, _ context: WebContext) async throws -> Response {
    try .json(try await site.threads.quickly { try site.project.rounds() })
  }

  /// `GET /api/v1/rounds/{round}`
  @Sendable private func round(_ request: Request, _ context: WebContext) async throws -> Response {
    let number = try context.round("round")
    return try .json(try await site.threads.quickly { try site.project.keptRound(number) })
  }

  /// `GET /api/v1/rounds/{round}/compare/{other}`
  @Sendable private func compare(_ request: Request, _ context: WebContext) async throws -> Response {
    let (first, second) = (try context.round("round"), try context.round("other"))
    guard first != second else {
      throw Problem.badParameter("other", found: "\(second)", expected: "another round than \(first)")
    }
    var options = MeasuringOptions()
    options.threadCount = site.options.threadCount
    return try await site.slowFigure("compare \(first) \(second)") { [options] in
      try $0.compare(first, second, options)
    }
  }

  /// Why a round is chosen.
  private struct Choice: Decodable {
    var note: String?
  }

  /// `POST /api/v1/rounds/{round}/choice`: its model is used from now on, and all pages are told.
  @Sendable private func choose(_ request: Request, _ context: WebContext) async throws -> Response {
    let number = try context.round("round")
    let body = try await request.json(Choice.self, context)
    let name = context.visitor.name
    let used = try await site.threads.slowly {
      try site.project.use(
        round: number, annotator: name, note: body.note, threadCount: site.options.threadCount)
    }
    // What it asks depends on the round in use.
    site.live.wake()
    await site.events.tell("choice", used)
    return try .json(used)
  }

  /// What a new round is asked for; what is missing is as the recipe has it.
  private struct NewRound: Decodable {
    var hard: Int?
    var random: Int?
    var seed: UInt64?
  }

  /// What came of the job.
  private struct Outcome: Encodable, Sendable {
    var round: Int
    var averagePrecision: [Double]
    /// What differs from what was asked for, as when the pool was smaller.
    var note: String?
  }

  /// `POST /api/v1/rounds`
  @Sendable private func start(_ request: Request, _ context: WebContext) async throws -> Response {
    let body = try await request.json(NewRound.self, context)
    for (name, count) in [("hard", body.hard), ("random", body.random)] {
      if let count, !(0...1_000_000).contains(count) {
        throw Problem.badParameter(name, found: "\(count)", expected: "a whole number from 0 to 1000000")
      }
    }
    guard body.hard != 0 || body.random != 0 else {
      throw Problem.badParameter("random", found: "0", expected: "more than 0, as hard is 0 too")
    }
    var options = ProjectRoundOptions()
    options.overrides.hard = body.hard
    options.overrides.random = body.random
    options.seed = body.seed
    options.source = "browser"
    options.annotator = context.visitor.name
    options.threadCount = site.options.threadCount
    let job = try await site.jobs.start(.round, by: context.visitor.name) { [options] control in
      var options = options
      options.isCancelled = { control.isCancelled }
      let round = try site.project.round(options) { (step) throws(Failure) in
        try control.tell(step.rawValue, share: step.shareBefore)
      }
      let precision = round.result.quality.averagePrecision.shown
      return Outcome(
        round: round.round, averagePrecision: [precision.value, precision.low, precision.high],
        note: round.result.batch.note)
    }
    return try .json(job, status: .accepted)
  }
}

extension RoundStep {
  /// How much of a usual round is done when this step begins.
  fileprivate var shareBefore: Double {
    switch self {
    case .read: 0.02
    case .clean: 0.08
    case .features: 0.1
    case .train: 0.25
    case .score: 0.6
    case .evaluate: 0.7
    case .draw: 0.95
    case .write: 0.97
    }
  }
}

extension WebContext {
  /// The round that a part of the path names.
  fileprivate func round(_ name: String) throws -> Int {
    let text = try parameters.require(name)
    guard let number = Int(text), (1...Int(Int32.max)).contains(number) else {
      throw Problem.badParameter(name, found: text, expected: "the number of a round")
    }
    return number
  }
}
