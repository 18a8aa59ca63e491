import GarimpoProject
import HTTPTypes
import Hummingbird
import NIOCore

/// Taking labels and the ranking away, as files.
///
/// A file is written to the disk first and sent from there: who reads slowly holds up nobody, and what goes wrong is an
/// answer of its own, not a file that ends early.
struct ExportRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    for format in LabelExportOptions.Format.allCases {
      router.get("/api/v1/labels.\(format.rawValue)") { request, context in
        try await labels(format, request)
      }
    }
    for format in ["csv", "jsonl"] {
      router.get("/api/v1/ranking.\(format)") { request, context in
        try await ranking(format, request)
      }
    }
  }

  /// `GET /api/v1/labels.csv?items=all|labelled|pool|batch&round=3&excel=1`
  private func labels(_ format: LabelExportOptions.Format, _ request: Request) async throws -> Response {
    let round = try request.query("round").map { _ in try request.query("round", in: 1...Int.max, default: 1) }
    let items = request.query("items") ?? (round == nil ? "usual" : "batch")
    let isForExcel = try request.query("excel", in: 0...1, default: 0) == 1
    let what = (items == "usual" ? "" : "-\(items)") + (round.map { "-\($0)" } ?? "")
    let name = "\(site.pages.projectName)-labels\(what).\(format.rawValue)"
    var options = LabelExportOptions(target: name)
    options.format = format
    options.isForExcel = isForExcel
    switch items {
    case "usual": options.scope = .usual
    case "batch": options.scope = .batch(round)
    case "labelled": options.scope = .labelled
    case "pool": options.scope = .pool
    case "all": options.scope = .all
    default: throw Problem.badParameter("items", found: items, expected: "all, labelled, pool or batch")
    }
    guard round == nil || items == "batch" else {
      throw Problem.badParameter("round", found: "items=\(items)", expected: "items=batch, or no round")
    }
    return try await sent(name, format.rawValue) { [project = site.project, options] (append) throws(Failure) in
      _ = try project.exportLabels(options, to: append)
    }
  }

  /// `GET /api/v1/ranking.csv?count=100&min_score=0.5`
  private func ranking(_ format: String, _ request: Request) async throws -> Response {
    var options = RankOptions()
    options.count = try request.query("count").map { _ in
      try request.query("count", in: 1...1_000_000_000, default: 1)
    }
    options.minimumScore = try request.query("min_score").map { text throws -> Double in
      guard let score = Double(text), (0...1).contains(score) else {
        throw Problem.badParameter("min_score", found: text, expected: "a score from 0 to 1")
      }
      return score
    }
    let name = "\(site.pages.projectName)-ranking.\(format)"
    options.output = "ranking.\(format)"
    options.threadCount = site.options.threadCount
    return try await sent(name, format) { [project = site.project, options] (append) throws(Failure) in
      _ = try project.rank(options, to: append)
    }
  }

  // MARK: Files

  /// How much of a file is read at a time.
  private static let pieceSize = 256 << 10

  /// Writes a file by `write` and sends it under `name`.
  private func sent(
    _ name: String, _ format: String,
    _ write: @escaping @Sendable (@escaping ([UInt8]) throws(Failure) -> Void) throws(Failure) -> Void
  ) async throws -> Response {
    let file = try await site.threads.slowly { [project = site.project] in
      let file = try PrivateFile(beside: project)
      try write { (bytes) throws(Failure) in
        do {
          try file.append(bytes)
        } catch {
          throw (error as? Failure) ?? Failure(.system, "the disk is full; make room")
        }
      }
      return file
    }
    let count = file.byteCount
    return Response(
      status: .ok,
      headers: [
        .contentType: Self.mediaType(format), .contentDisposition: SafeText.attachment(name), .cacheControl: "no-store",
      ],
      body: .init(contentLength: count) { [threads = site.threads] writer in
        var offset = 0
        while offset < count {
          let place = offset
          let bytes = try await threads.quickly { try file.bytes(from: place, count: Self.pieceSize) }
          guard !bytes.isEmpty else { break }
          offset += bytes.count
          try await writer.write(ByteBuffer(bytes: bytes))
        }
        try await writer.finish(nil)
      })
  }

  private static func mediaType(_ format: String) -> String {
    switch format {
    case "jsonl": "application/jsonl; charset=utf-8"
    case "tsv": "text/tab-separated-values; charset=utf-8"
    default: "text/csv; charset=utf-8"
    }
  }
}
