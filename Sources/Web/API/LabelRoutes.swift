import GarimpoProject
import Hummingbird

/// Asking and answering: the page, and what its script calls.
struct LabelRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/", use: page)
    router.get("/api/v1/next", use: next)
    router.get("/api/v1/next/{id}", use: card)
    router.get("/api/v1/answers", use: answers)
    router.get("/api/v1/progress", use: progress)
    router.post("/api/v1/labels", use: label)
    router.post("/api/v1/undo", use: undo)
  }

  /// The page to answer on, with its first items.
  @Sendable private func page(_ request: Request, _ context: WebContext) async throws -> Response {
    let visitor = context.visitor
    let progress = try await progress(of: visitor, timeZoneMinutes: 0)
    let recent = try await site.threads.quickly { try site.project.recentAnswers(visitor.name) }
    let start = PageStart(
      project: Assets.hash(Array(site.project.path.utf8)) + " " + visitor.name,
      asked: try await asked(count: 2, of: visitor),
      recent: recent.answers, position: recent.answers.first?.position ?? 0, progress: progress,
      picturesAllowed: site.options.allowsRemotePictures, isOwner: visitor.isOwner)
    let page = Page(
      template: "label", place: .label, title: "label_title", state: try JSONText.of(start, pretty: false),
      script: "label")
    return try site.pages.response(page, request, context)
  }

  /// What the script of the page starts from.
  private struct PageStart: Encodable {
    var project: String
    var asked: AskedItems
    var recent: [RecentAnswers.Answer]
    var position: Int
    var progress: Progress
    var picturesAllowed: Bool
    /// Whether the visitor may see what belongs to the owners.
    var isOwner: Bool
  }

  /// Items to answer, and by id what explains their scores.
  private struct AskedItems: Encodable, Sendable {
    var items: [NextItem]
    var annotator: String
    var leaseMinutes: Double
    var heldByOthers: [NextItems.Holder]?
    /// The round that was chosen instead of the newest; nil: none was.
    var chosenRound: Int?
    var explanations: [String: ItemExplanation]
  }

  /// How long a question waits for the model to have seen an answer, in milliseconds: an item is read for longer.
  private static let patience = 800
  /// How many items a page may say it has.
  private static let mostHeld = 50

  /// `GET /api/v1/next?count=2&after=17&holds=4&holds=9`
  @Sendable private func next(_ request: Request, _ context: WebContext) async throws -> Response {
    let count = try request.query("count", in: 1...50, default: 1)
    let position = try request.query("after", in: 0...(1 << 53 - 1), default: 0)
    if position > 0 {
      _ = try await site.threads.patiently { site.live.waits(for: Int64(position), atMost: Self.patience) }
    }
    let holding = request.queries("holds")
    guard holding.count <= Self.mostHeld else {
      throw Problem.badParameter("holds", found: "\(holding.count) items", expected: "at most \(Self.mostHeld)")
    }
    return try .json(try await asked(count: count, of: context.visitor, holding: holding))
  }

  /// `GET /api/v1/next/{id}`: one item, to change what was answered.
  @Sendable private func card(_ request: Request, _ context: WebContext) async throws -> Response {
    let id = try context.itemID()
    let options = site.options.askOptions(context.visitor.name)
    return try .json(
      try await site.threads.quickly { try explained(try site.project.card(of: id, options)) })
  }

  private func asked(count: Int, of visitor: Visitor, holding: [String] = []) async throws -> AskedItems {
    var options = site.options.askOptions(visitor.name)
    options.count = count
    options.holding = holding
    return try await site.threads.quickly { [options] in
      try explained(try site.project.next(options, live: site.live))
    }
  }

  /// The items with what explains their scores, where there is a model.
  private func explained(_ next: NextItems) throws -> AskedItems {
    var explanations: [String: ItemExplanation] = [:]
    for item in next.items { explanations[item.id] = try? site.live.explanation(of: item.id) }
    return AskedItems(
      items: next.items, annotator: next.annotator, leaseMinutes: next.leaseMinutes,
      heldByOthers: next.heldByOthers, chosenRound: try site.project.moment().chosenRound, explanations: explanations)
  }

  /// `GET /api/v1/answers?count=10&before=17`: the visitor's newest answers, further back than the page came with.
  @Sendable private func answers(_ request: Request, _ context: WebContext) async throws -> Response {
    let count = try request.query("count", in: 1...1000, default: 10)
    let position = try request.query("before", in: 1...(1 << 53 - 1), default: 1 << 53 - 1)
    let name = context.visitor.name
    return try .json(
      try await site.threads.quickly { try site.project.recentAnswers(name, count: count, before: position) })
  }

  /// How far the labelling is, and what the model has seen.
  private struct Progress: Encodable, Sendable {
    var progress: LabellingProgress
    var model: LiveState
  }

  /// `GET /api/v1/progress?zone=-180`
  @Sendable private func progress(_ request: Request, _ context: WebContext) async throws -> Response {
    let zone = try request.query("zone", in: -1440...1440, default: 0)
    return try .json(try await progress(of: context.visitor, timeZoneMinutes: zone))
  }

  private func progress(of visitor: Visitor, timeZoneMinutes: Int) async throws -> Progress {
    try await site.threads.quickly {
      Progress(
        progress: try site.project.labellingProgress(visitor.name, timeZoneMinutes: timeZoneMinutes),
        model: site.live.state)
    }
  }

  /// An answer as the browser sends it.
  private struct GivenBody: Decodable {
    var id: String
    var answer: String
    var note: String?
    var seconds: Double?
    /// Names the answer, so that one that is sent twice is stored once.
    var token: String?
    var settles: Bool?
    /// Whose page sends it.
    var annotator: String?
  }

  /// `POST /api/v1/labels`: on the disk when it is confirmed.
  @Sendable private func label(_ request: Request, _ context: WebContext) async throws -> Response {
    let body = try await request.json(GivenBody.self, context)
    try Self.check(body.annotator, in: context)
    if body.settles == true && !context.visitor.isOwner {
      // It would count above the answers of everybody else.
      throw Problem(
        .forbidden, "role", "Only an owner may do this",
        detail: "settles: found the account of an annotator, expected that of an owner")
    }
    var answer = try AnswerRequest(
      id: body.id, word: body.answer, annotator: context.visitor.name, source: "browser")
    answer.note = body.note
    answer.seconds = body.seconds
    answer.token = body.token
    answer.settles = body.settles ?? false
    let reply = try await site.threads.quickly { [answer] in try site.project.label(answer) }
    tell()
    return try .json(reply)
  }

  private struct UndoBody: Decodable {
    var count: Int?
    var id: String?
    /// The token of the answer that is meant.
    var token: String?
    /// Its place in the log.
    var position: Int?
    /// Whose page sends it.
    var annotator: String?
  }

  /// Somebody else may have signed in, from another tab of the browser, since the page was loaded; or the page, or a program,
  /// says another name than it comes in by.
  private static func check(_ annotator: String?, in context: WebContext) throws {
    let name = context.visitor.name
    guard let annotator, annotator != name else { return }
    let (found, known) = (Problem.quoted(annotator), Problem.quoted(name))
    let rest =
      switch context.pass {
      case .session: "but \(known) has signed in since; sign in as \(found) again, or load the page anew"
      case .key: "but the token is that of \(known); leave the annotator out, or send the token of \(found)"
      case .starter, nil:
        "but nobody signs in here, and answers are those of \(known); leave the annotator out, load the page anew, or "
          + "start the server with --annotator \(found)"
      }
    throw Problem(
      .conflict, "annotator", "The page belongs to somebody else", detail: "annotator: found \(found), \(rest)")
  }

  /// `POST /api/v1/undo`: takes back the visitor's newest answers, or the one that is named: this may be asked twice.
  @Sendable private func undo(_ request: Request, _ context: WebContext) async throws -> Response {
    let body = try await request.json(UndoBody.self, context)
    try Self.check(body.annotator, in: context)
    let name = context.visitor.name
    let minutes = site.options.leaseMinutes
    let answer: OpenProject.AnswerName? =
      switch (body.token, body.position) {
      case (nil, nil): nil
      case (let token?, nil): .token(token)
      case (nil, let position?): .position(position)
      case (_?, _?): throw Problem.badParameter("token", found: "a position as well", expected: "one of the two")
      }
    if answer != nil && (body.count != nil || body.id != nil) {
      throw Problem.badParameter("count, id", found: "an answer that is named as well", expected: "one or the other")
    }
    let reply = try await site.threads.quickly {
      if let answer {
        return try site.project.undo(answer, annotator: name, source: "browser", leaseMinutes: minutes)
      }
      return try site.project.undo(
        count: body.count ?? 1, annotator: name, id: body.id, source: "browser", leaseMinutes: minutes)
    }
    tell()
    return try .json(reply)
  }

  /// Something was stored.
  private func tell() {
    site.live.wake()
    site.watch.wake()
  }
}
