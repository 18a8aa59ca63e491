import GarimpoProject
import Hummingbird

/// How good the ranking is, what is left, who answered: the page, and the figures behind it.
struct QualityRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/quality", use: page)
    router.get("/api/v1/metrics", use: metrics)
    router.get("/api/v1/estimates", use: estimates)
    router.get("/api/v1/annotators", use: annotators)
    router.get("/api/v1/check-labels", use: checkLabels)
    router.get("/api/v1/stopping", use: stopping)
  }

  /// `GET /quality?round=3`
  @Sendable private func page(_ request: Request, _ context: WebContext) async throws -> Response {
    let number = try request.round()
    let figures = try await site.threads.quickly {
      let moment = try site.project.moment()
      let annotators = try site.project.annotators()
      guard moment.round != nil else { return (nil as KeptRound?, [] as [RoundsReply.Round], annotators) }
      return (try site.project.keptRound(number), try site.project.rounds().rounds, annotators)
    }
    let page = QualityPage(
      round: figures.0, rounds: figures.1, annotators: figures.2, strings: context.strings)
    return try site.pages.response(page.page, request, context)
  }

  /// `GET /api/v1/metrics?round=3`
  @Sendable private func metrics(_ request: Request, _ context: WebContext) async throws -> Response {
    let number = try request.round()
    return try await site.slowFigure("metrics \(number.map(String.init) ?? "")") { project in
      let round = try project.keptRound(number)
      return Metrics(
        round: round.round, labelPosition: round.labelPosition, model: round.model, verdict: round.verdict,
        chance: round.chance, split: round.result.split, quality: round.result.quality,
        reading: try project.thresholds(round: round.round, threadCount: site.options.threadCount))
    }
  }

  /// The figures of a round, and what reading down to a score brings.
  private struct Metrics: Encodable, Sendable {
    var round: Int
    var labelPosition: Int64
    var model: String
    var verdict: RankingVerdict
    var chance: Double
    var split: RoundResult.Split
    var quality: RoundResult.Quality
    var reading: ThresholdTable
  }

  /// `GET /api/v1/estimates?level=0.95`: that nothing can be estimated yet is an answer, too.
  @Sendable private func estimates(_ request: Request, _ context: WebContext) async throws -> Response {
    var options = EstimateOptions()
    if let text = request.query("level") {
      guard let level = Double(text), (0.5...0.999).contains(level) else {
        throw Problem.badParameter("level", found: text, expected: "a share from 0.5 to 0.999")
      }
      options.level = level
    }
    return try await site.slowFigure("estimates \(options.level)") { [options] project in
      switch try project.possibleEstimate(options) {
      case .success(let estimate): estimate
      case .failure(let none): none
      }
    }
  }

  /// `GET /api/v1/annotators`
  @Sendable private func annotators(_ request: Request, _ context: WebContext) async throws -> Response {
    try .json(try await site.threads.quickly { try site.project.annotators() })
  }

  /// `GET /api/v1/stopping`
  @Sendable private func stopping(_ request: Request, _ context: WebContext) async throws -> Response {
    try await site.slowFigure("stopping") { try $0.stoppingRules() }
  }

  /// `GET /api/v1/check-labels?count=20`
  @Sendable private func checkLabels(_ request: Request, _ context: WebContext) async throws -> Response {
    var options = CheckLabelsOptions()
    options.count = try request.query("count", in: 1...1000, default: 20)
    options.threadCount = site.options.threadCount
    return try await site.slowFigure("check \(options.count)") { [options] in try $0.checkLabels(options) }
  }
}

extension Request {
  /// The round that the query asks for; nil: the newest.
  func round() throws -> Int? {
    guard query("round") != nil else { return nil }
    return try query("round", in: 1...Int(Int32.max), default: 1)
  }
}
