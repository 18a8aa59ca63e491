import GarimpoProject
import HTTPTypes
import Hummingbird

/// One item: its page, and all that is known of it as JSON.
struct ItemRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/item/{id}", use: page)
    router.get("/api/v1/items/{id}", use: item)
    router.get("/api/v1/items/{id}/explanation", use: explanation)
  }

  /// The item, to an annotator who has yet to answer without what others did.
  private func shown(_ context: WebContext) async throws -> ShownItem {
    let id = try context.itemID()
    let item = try await site.threads.quickly { try site.project.show(item: id) }
    return context.visitor.isOwner ? item : item.unswayed(context.visitor.name)
  }

  /// `GET /item/{id}`
  @Sendable private func page(_ request: Request, _ context: WebContext) async throws -> Response {
    let item = try await shown(context)
    var view = ItemView(
      item: item, strings: context.strings, visitor: context.visitor,
      allowsPictures: site.options.allowsRemotePictures)
    // Without a model the page goes without.
    view.explanation = try? await site.threads.quickly { try site.live.explanation(of: item.id) }
    view.chosenRound = try await site.threads.quickly { try site.project.moment().chosenRound }
    let page = Page(template: "item", title: item.title, content: view.content, script: "item", style: "item")
    return try site.pages.response(page, request, context)
  }

  /// `GET /api/v1/items/{id}`
  @Sendable private func item(_ request: Request, _ context: WebContext) async throws -> Response {
    try .json(try await shown(context), unlessKnownTo: request)
  }

  /// `GET /api/v1/items/{id}/explanation`: what moved its score, by the live model.
  @Sendable private func explanation(_ request: Request, _ context: WebContext) async throws -> Response {
    let id = try context.itemID()
    let explanation = try await site.threads.quickly { try site.live.explanation(of: id) }
    return try .json(explanation, unlessKnownTo: request)
  }
}
