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
    router.get("/api/v1/imports/{id}", use: file)
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
      state: try JSONText.of(PageStart(job: job, sentences: context.strings.sentences), pretty: false),
      script: "import", style: "import")
    return try site.pages.response(page, request, context)
  }

  private struct PageStart: Encodable {
    var job: Job?
    var sentences: [String: String]
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
    // Nobody sends a large file in vain.
    try await site.jobs.checkIdle()
    let upload = try await shelf.keep {
      let file = try PrivateFile(beside: site.project)
      try await receive(request.body, into: file)
      return Upload(id: Self.newID(), name: name, file: file, changedAtSeconds: changedAt)
    }
    let work = work(upload, wishes, context)
    let job: Job
    do {
      _ = try await site.threads.slowly { try work.kind() }
      job = try await look(work)
    } catch {
      // No table at all: nothing can be done with it.
      await shelf.remove(upload.id)
      throw error
    }
    var response = try Response.json(await kept(upload, job), status: .created)
    response.headers[.location] = "/api/v1/imports/\(upload.id)"
    return response
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

  /// `GET /api/v1/imports/{id}`: the file, and what an import would do, as it was last looked at.
  @Sendable private func file(_ request: Request, _ context: WebContext) async throws -> Response {
    let upload = try await shelf.upload(try context.parameters.require("id"))
    return try .json(await kept(upload, await lookingJob(upload)))
  }

  private func kept(_ upload: Upload, _ job: Job?) async -> KeptUpload {
    KeptUpload(
      id: upload.id, name: upload.name, bytes: upload.file.byteCount,
      secondsLeft: await shelf.secondsLeft(of: upload.id), job: job, check: upload.check)
  }

  /// The job that looks at a file: as only one runs at a time, it is that.
  private func lookingJob(_ upload: Upload) async -> Job? {
    guard upload.isLookedAt else { return nil }
    return await site.jobs.jobs.first { $0.kind == .check && $0.state == .running }
  }

  /// `POST /api/v1/imports/{id}/check`: begins to look at it with other wishes, a job.
  @Sendable private func check(_ request: Request, _ context: WebContext) async throws -> Response {
    let upload = try await shelf.upload(try context.parameters.require("id"))
    let wishes = try await request.json(ImportWishes.self, context)
    return try .json(try await look(work(upload, wishes, context)), status: .accepted)
  }

  private func work(_ upload: Upload, _ wishes: ImportWishes, _ context: WebContext) -> ImportWork {
    ImportWork(
      project: site.project, upload: upload, wishes: wishes, annotator: context.visitor.name,
      byteLimit: site.options.limits.uploadBytes)
  }

  /// What the job says of a look: which file it was. What was found may be long, and is asked for by who wants it.
  private struct Looked: Encodable, Sendable {
    var id: String
    var check: ImportCheck

    private enum CodingKeys: String, CodingKey { case id }
  }

  /// Begins to look at a file, a job.
  private func look(_ work: ImportWork) async throws -> Job {
    let id = work.upload.id
    try await site.jobs.checkIdle()
    try await shelf.beginLook(at: id)
    do {
      return try await site.jobs.start(
        .check, by: work.annotator,
        onEnd: { [shelf] (result: Result<Looked, any Error>) in
          await shelf.endLook(at: id, (try? result.get())?.check)
        }, { Looked(id: id, check: try work.check($0)) })
    } catch {
      await shelf.endLook(at: id, nil)
      throw error
    }
  }

  /// `POST /api/v1/imports/{id}/run`: begins the import, a job.
  @Sendable private func run(_ request: Request, _ context: WebContext) async throws -> Response {
    let upload = try await shelf.upload(try context.parameters.require("id"))
    let work = work(upload, try await request.json(ImportWishes.self, context), context)
    let job = try await site.jobs.start(
      .import, by: context.visitor.name,
      onEnd: { [shelf, site] (result: Result<ImportWork.Outcome, any Error>) in
        guard let outcome = try? result.get() else { return }
        await shelf.remove(upload.id)
        // What came in is news to the model and to the index of texts.
        site.live.wake()
        site.search.wake()
        await site.events.tell("items", outcome.kind)
      }, work.run)
    return try .json(job, status: .accepted)
  }

  /// `DELETE /api/v1/imports/{id}`: gives the file up.
  @Sendable private func giveUp(_ request: Request, _ context: WebContext) async throws -> Response {
    let id = try context.parameters.require("id")
    let upload = try await shelf.upload(id)
    await shelf.remove(id)
    // It may have ended meanwhile.
    if let job = await lookingJob(upload) { _ = try? await site.jobs.cancel(job.id) }
    return Response(status: .noContent)
  }
}
