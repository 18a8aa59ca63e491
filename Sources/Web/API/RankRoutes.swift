import GarimpoProject
import HTTPTypes
import Hummingbird

/// The ranking: its page, lists of items as JSON, and what was seen.
struct RankRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/rank", use: page)
    router.get("/api/v1/rank", use: rank)
    router.get("/api/v1/items", use: items)
    router.get("/api/v1/search", use: search)
    router.post("/api/v1/items/seen", use: seen)
  }

  /// A page of items; `isExplained`: with why they score as they do.
  private func items(_ query: ItemQuery, isExplained: Bool = true) async throws -> ItemPage {
    let page = try await site.threads.browsing {
      let ranking = try site.ranking.current(withReasons: isExplained)
      var page = try site.project.items(query, order: ranking.order)
      if isExplained, let reasons = ranking.reasons { try site.project.explain(&page, by: reasons) }
      return page
    }
    // Another process may have imported.
    if page.indexedCount < page.versionCount { site.search.wake() }
    return page
  }

  /// How good the model in use is, for those who may know.
  private func basis(_ visitor: Visitor) async throws -> RankingBasis? {
    guard visitor.isOwner else { return nil }
    return try await site.threads.browsing { try site.ranking.currentBasis() }
  }

  /// What is to be expected of the first items; of further pages nothing.
  private func expected(_ page: ItemPage, _ query: ItemQuery, _ basis: RankingBasis?) async throws -> [ExpectedYes] {
    guard query.cursor == nil else { return [] }
    return try await site.threads.browsing { try site.project.expectedYes(page, basis) }
  }

  /// What would fit with any label, where the first page of the ones that are asked for is empty to its end.
  private func wider(than parameters: ItemParameters, _ page: ItemPage) async throws -> ItemPage? {
    guard page.items.isEmpty, page.next == nil, parameters.query.cursor == nil else { return nil }
    guard parameters.query.labels != .any, page.versionCount > 0 else { return nil }
    return try await items(parameters.withAnyLabel.query, isExplained: false)
  }

  /// `GET /rank`
  @Sendable private func page(_ request: Request, _ context: WebContext) async throws -> Response {
    var parameters = try ItemParameters(request, context.visitor)
    // By the last answer nothing without one has a place.
    let isWidened = parameters.query.sort == .label && (request.query("label") ?? "").isEmpty
    if isWidened { parameters.query.labels = .any }
    let (items, basis) = (try await items(parameters.query), try await basis(context.visitor))
    var view = RankView(
      parameters: parameters, page: items,
      fields: try await site.threads.browsing { try site.project.browsedFields() }, basis: basis,
      strings: context.strings)
    view.mayExport = RouteRule.of(.get, "/api/v1/items.csv").allows(context.visitor)
    view.expected = try await expected(items, parameters.query, basis)
    view.isWidened = isWidened
    view.wider = try await wider(than: parameters, items)
    var page = Page(
      template: "rank", place: .rank, title: "rank_title", content: view.content, script: "rank", style: "rank")
    page.needsScript = false
    return try site.pages.response(page, request, context)
  }

  /// What the ranking shows and what scored it.
  private struct RankReply: Encodable {
    var page: ItemPage
    /// How good the model of the round in use is; owners only.
    var measured: RankingBasis?
    /// How many yes are to be expected among the first items.
    var expected: [ExpectedYes]
  }

  /// `GET /api/v1/rank`
  @Sendable private func rank(_ request: Request, _ context: WebContext) async throws -> Response {
    let parameters = try ItemParameters(request, context.visitor)
    let (page, basis) = (try await items(parameters.query), try await basis(context.visitor))
    let reply = RankReply(
      page: page, measured: basis, expected: try await expected(page, parameters.query, basis))
    return try .json(reply, unlessKnownTo: request)
  }

  /// `GET /api/v1/items`
  @Sendable private func items(_ request: Request, _ context: WebContext) async throws -> Response {
    try .json(try await items(ItemParameters(request, context.visitor).query), unlessKnownTo: request)
  }

  /// `GET /api/v1/search?q=`: among all items, the best match first.
  @Sendable private func search(_ request: Request, _ context: WebContext) async throws -> Response {
    var query = try ItemParameters(request, context.visitor, labels: .any, sort: .relevance).query
    guard !query.text.isEmpty else {
      throw Problem.badParameter("q", found: "nothing", expected: "the words to look for")
    }
    if request.query("seen") == nil { query.hidesSeen = false }
    return try .json(try await items(query, isExplained: false), unlessKnownTo: request)
  }

  private struct SeenBody: Codable {
    var ids: [String]
    var seen: Bool
  }

  /// `POST /api/v1/items/seen`: marks items as seen by the visitor, or takes the marks away.
  @Sendable private func seen(_ request: Request, _ context: WebContext) async throws -> Response {
    let body = try await request.json(SeenBody.self, context)
    let name = context.visitor.name
    try await site.threads.quickly { try site.project.markSeen(body.ids, annotator: name, seen: body.seen) }
    return try .json(body)
  }
}
