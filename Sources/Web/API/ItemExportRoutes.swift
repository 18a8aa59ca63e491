import GarimpoProject
import HTTPTypes
import Hummingbird

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// All items of a query as a file: what the ranking shows, for a spreadsheet or a program.
struct ItemExportRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/api/v1/items.csv") { try await export(.csv, $0, $1) }
    router.get("/api/v1/items.jsonl") { try await export(.jsonl, $0, $1) }
  }

  private func export(_ format: ItemFormat, _ request: Request, _ context: WebContext) async throws -> Response {
    var query = try ItemParameters(request, context.visitor).query
    // What is wrong with a query shows while it can still be said.
    (query.limit, query.cursor) = (1, nil)
    let order = try await site.threads.quickly { [query] in
      let order = try site.ranking.currentOrder()
      _ = try site.project.items(query, order: order)
      return order
    }
    let body = ResponseBody { [query] writer in
      let pipe = BytePipe()
      defer { pipe.close() }
      Task {
        do {
          try await site.threads.sending {
            _ = try site.project.exportItems(query, order: order, format: format) { try pipe.put($0) }
          }
          pipe.finish(.success(()))
        } catch {
          pipe.finish(.failure(error))
        }
      }
      while let piece = try await pipe.next() { try await writer.write(piece) }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: format == .csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
        .contentDisposition: SafeText.attachment("\(site.pages.projectName)-items-\(day).\(format.rawValue)"),
        .cacheControl: "no-store",
      ], body: body)
  }

  /// Today, in Coordinated Universal Time.
  private var day: String { String(Date().ISO8601Format().prefix(10)) }
}
