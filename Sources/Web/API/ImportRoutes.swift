import GarimpoProject
import HTTPTypes
import Hummingbird
import NIOCore

/// Bringing tables and sheets of answers in: the page, and what its script calls.
struct ImportRoutes {
  let site: Site
  let shelf: UploadShelf

  init(site: Site, shelf: UploadShelf = UploadShelf()) {
    self.site = site
    self.shelf = shelf
  }

  func add(to router: Router<WebContext>) {
    router.get("/import", use: page)
    router.post("/api/v1/imports", use: bring)
    router.post("/api/v1/imports/{id}/check", use: check)
    router.post("/api/v1/imports/{id}/run", use: run)
    router.delete("/api/v1/imports/{id}", use: giveUp)
  }

  /// The page to import and export on.
  @Sendable private func page(_ request: Request, _ context: WebContext) async throws -> Response {
    let status = try await site.threads.quickly { try site.project.status() }
    let job = await site.jobs.jobs.first { $0.kind == .import && $0.state == .running }
    let hasRound = status.rounds > 0
    var rows = [("all", "import_export_all"), ("labelled", "import_export_labelled"), ("pool", "import_export_pool")]
    if hasRound { rows.insert(("batch", "import_export_batch"), at: 0) }
    let page = Page(
      template: "import", place: .import, title: "import_title",
      content: [
        "isEmpty": status.items == 0, "hasItems": status.items > 0,
        "items": context.strings.plural("import_items", status.items), "hasRound": hasRound,
        "exports": rows.map { ["items": $0.0, "name": context.strings[$0.1]] },
      ],
      state: try JSONText.of(PageStart(job: job), pretty: false), script: "import", style: "import")
    return try site.pages.response(page, request, context)
  }

  private struct PageStart: Encodable {
    var job: Job?
  }

  // MARK: A file on its way

  /// `POST /api/v1/imports?name=videos.csv`: the body is the file, as it is.
  @Sendable private func bring(_ request: Request, _ context: WebContext) async throws -> Response {
    let media = request.headers[.contentType].map { $0.prefix { $0 != ";" }.lowercased() } ?? ""
    guard !media.hasPrefix("multipart/"), media != "application/x-www-form-urlencoded" else {
      throw Problem(
        .unsupportedMediaType, "media-type", "The body must be the file itself",
        detail: "Content-Type: found \(media), expected text/csv, application/jsonl or application/octet-stream")
    }
    let name = try Self.fileName(request.query("name"))
    let changedAt = try request.query("modified").map { text throws -> Double in
      guard let seconds = Double(text), seconds.isFinite, seconds >= 0, seconds < 1e11 else {
        throw Problem.badParameter("modified", found: text, expected: "seconds since 1970")
      }
      return seconds
    }
    let wishes = ImportWishes(kind: try request.query("kind").map(Self.kind))
    let upload = try await shelf.keep {
      let file = try PrivateFile(beside: site.project)
      try await receive(request.body, into: file)
      return Upload(id: Self.newID(), name: name, file: file, changedAtSeconds: changedAt, arrival: .now)
    }
    do {
      return try await checked(upload, wishes, context, .created)
    } catch {
      // No table at all: nothing can be done with it.
      await shelf.remove(upload.id)
      throw error
    }
  }

  /// Takes a body in, a megabyte at a time.
  private func receive(_ body: RequestBody, into file: PrivateFile) async throws {
    var bytes: [UInt8] = []
    func write() async throws {
      let piece = bytes
      bytes = []
      try await site.threads.quickly { try file.append(piece) }
    }
    for try await buffer in body {
      bytes.append(contentsOf: buffer.readableBytesView)
      if bytes.count >= 1 << 20 { try await write() }
    }
    try await write()
    guard file.byteCount > 0 else {
      throw Problem(.badRequest, "empty", "The file is empty", detail: "expected a table with at least a header")
    }
  }

  /// The last part of a file's name: paths say nothing here.
  static func fileName(_ text: String?) throws -> String {
    let last = text?.split { $0 == "/" || $0 == "\\" }.last.map { String($0) } ?? ""
    guard last.unicodeScalars.count <= 255 else {
      throw Problem.badParameter("name", found: last, expected: "a file's name of at most 255 characters")
    }
    return last.isEmpty || last == "-" ? "upload" : DisplayText.printable(last)
  }

  private static func kind(_ text: String) throws -> BroughtFile {
    guard let kind = BroughtFile(rawValue: text) else {
      throw Problem.badParameter("kind", found: text, expected: "table or labels")
    }
    return kind
  }

  private static func newID() -> String {
    var source = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(source.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  // MARK: A file that is there

  /// `POST /api/v1/imports/{id}/check`: what an import would do with other wishes.
  @Sendable private func check(_ request: Request, _ context: WebContext) async throws -> Response {
    let upload = try await shelf.upload(try context.parameters.require("id"))
    return try await checked(upload, try await request.json(ImportWishes.self, context), context, .ok)
  }

  private func checked(
    _ upload: Upload, _ wishes: ImportWishes, _ context: WebContext, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let work = ImportWork(project: site.project, upload: upload, wishes: wishes, annotator: context.visitor.name)
    var check = try await site.threads.slowly { try work.check() }
    check.secondsLeft = await shelf.secondsLeft(of: upload)
    await shelf.note(rowCount: check.table?.rowCount ?? 0, of: upload.id)
    var response = try Response.json(check, status: status)
    if status == .created { response.headers[.location] = "/api/v1/imports/\(upload.id)" }
    return response
  }

  /// `POST /api/v1/imports/{id}/run`: begins the import, a job.
  @Sendable private func run(_ request: Request, _ context: WebContext) async throws -> Response {
    let upload = try await shelf.upload(try context.parameters.require("id"))
    let wishes = try await request.json(ImportWishes.self, context)
    let work = ImportWork(project: site.project, upload: upload, wishes: wishes, annotator: context.visitor.name)
    let job = try await site.jobs.start(.import, by: context.visitor.name) { [shelf, site] control in
      let outcome = try work.run(control)
      Task {
        await shelf.remove(upload.id)
        // What came in is news to the model and to the index of texts.
        site.live.wake()
        site.search.wake()
        await site.events.tell("items", outcome.kind)
      }
      return outcome
    }
    return try .json(job, status: .accepted)
  }

  /// `DELETE /api/v1/imports/{id}`: gives the file up.
  @Sendable private func giveUp(_ request: Request, _ context: WebContext) async throws -> Response {
    let id = try context.parameters.require("id")
    _ = try await shelf.upload(id)
    await shelf.remove(id)
    return Response(status: .noContent)
  }
}
