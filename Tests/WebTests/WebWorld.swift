import Foundation
import GarimpoProject
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import GarimpoWeb

/// A folder with a project of the shipped example and a site for it; goes away with the value's last use.
final class WebWorld {
  let folder: URL
  let project: OpenProject
  let site: Site

  /// - Parameters:
  ///   - rows: how many videos the project has.
  ///   - hasRound: whether a round has been run on them.
  init(rows: Int = 200, hasRound: Bool = true, options: WebOptions = WebOptions(annotator: "ana")) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-web-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let table = folder.appending(path: "videos.csv").path
    var example = ExampleFile(path: table)
    example.rowCount = rows
    _ = try example.write()
    _ = try CreateProject(name: folder.appending(path: "videos").path, recipe: "youtube-watch-page").run()
    project = try OpenProject(ProjectChoice(path: folder.appending(path: "videos.garimpo").path))
    _ = try project.importTable(ImportOptions(table: table, annotator: "ana"))
    if hasRound {
      var round = ProjectRoundOptions()
      round.overrides.treeCount = 20
      round.resampleCount = 100
      _ = try project.round(round)
    }
    site = try Site(project, options, threads: Threads())
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The application, without a socket.
  var application: Application<RouterResponder<WebContext>> {
    Application(responder: WebServer.router(site).buildResponder())
  }

  /// What the server answers to a GET, or to a POST of JSON.
  func ask(
    _ path: String, post body: String? = nil, language: String = "en"
  ) async throws -> (status: Int, text: String, headers: HTTPFields) {
    try await application.test(.router) { client in
      var headers: HTTPFields = [.acceptLanguage: language]
      if body != nil { headers[.contentType] = "application/json" }
      return try await client.execute(
        uri: path, method: body == nil ? .get : .post, headers: headers, body: body.map { ByteBuffer(string: $0) }
      ) { ($0.status.code, String(buffer: $0.body), $0.headers) }
    }
  }

  /// An object of JSON.
  static func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
