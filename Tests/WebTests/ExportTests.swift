import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import GarimpoWeb

/// Labels and the ranking as files.
struct ExportTests {
  @Test(arguments: [
    ("labels.csv?items=all", "text/csv; charset=utf-8", "notes-labels-all.csv", 9),
    ("labels.csv", "text/csv; charset=utf-8", "notes-labels.csv", 9),
    ("labels.tsv?items=labelled", "text/tab-separated-values; charset=utf-8", "notes-labels-labelled.tsv", 5),
    ("labels.jsonl?items=pool", "application/jsonl; charset=utf-8", "notes-labels-pool.jsonl", 4),
  ])
  func `a sheet is sent whole, with a name`(_ path: String, _ type: String, _ name: String, _ lines: Int) async throws {
    let world = try ImportWorld(count: 8)
    try await world.application.test(.router) { client in
      let response = try await client.execute(uri: "/api/v1/\(path)", method: .get)
      #expect(response.status == .ok)
      #expect(response.headers[.contentType] == type)
      #expect(response.headers[.contentDisposition] == SafeText.attachment(name))
      #expect(response.headers[.contentLength] == "\(response.body.readableBytes)")
      #expect(response.text.split(separator: "\n").count == lines)
    }
  }

  @Test func `Excel gets its own form`() async throws {
    try await ImportWorld(count: 3).application.test(.router) { client in
      let response = try await client.execute(uri: "/api/v1/labels.csv?items=all&excel=1", method: .get)
      #expect(response.text.hasPrefix("\u{FEFF}id;title;y;"))
      let other = try await client.execute(uri: "/api/v1/labels.tsv?items=all&excel=1", method: .get)
      #expect(other.status == .unprocessableContent)
    }
  }

  @Test func `a sheet of many pieces is the sheet`() async throws {
    let world = try ImportWorld(count: 12_000)
    try await world.application.test(.router) { client in
      let response = try await client.execute(uri: "/api/v1/labels.jsonl?items=all", method: .get)
      #expect(response.body.readableBytes > 1 << 20)
      let lines = response.text.split(separator: "\n")
      #expect(lines.count == 12_000)
      #expect(lines.allSatisfy { $0.hasPrefix("{\"id\":\"n") && $0.contains("\"garimpo_export\":\"1-") })
    }
  }

  @Test func `the ranking is that of the command line`() async throws {
    let world = try ImportWorld(count: 40)
    var round = ProjectRoundOptions()
    round.resampleCount = 100
    _ = try world.project.round(round)
    for format in ["csv", "jsonl"] {
      let path = world.folder.appending(path: "ranking.\(format)").path
      var options = RankOptions()
      options.output = path
      options.count = 5
      _ = try world.project.rank(options)
      try await world.application.test(.router) { client in
        let response = try await client.execute(uri: "/api/v1/ranking.\(format)?count=5", method: .get)
        #expect(response.text == (try String(contentsOfFile: path, encoding: .utf8)))
        let whole = try await client.execute(uri: "/api/v1/ranking.\(format)?min_score=0", method: .get)
        #expect(whole.text.split(separator: "\n").count == 20 + (format == "csv" ? 1 : 0))
        let page = try await client.execute(uri: "/import", method: .get)
        #expect(page.text.contains("/api/v1/ranking.\(format)") && page.text.contains("items=batch"))
      }
    }
  }

  @Test(arguments: [
    ("labels.csv?items=some", 400, "items: found some, expected all, labelled, pool or batch"),
    ("labels.csv?items=all&round=1", 400, "round: found items=all, expected items=batch, or no round"),
    ("labels.csv?round=x", 400, "round: found x, expected a whole number from 1 to 9223372036854775807"),
    ("labels.csv?excel=2", 400, "excel: found 2, expected a whole number from 0 to 1"),
    ("ranking.csv?min_score=2", 400, "min_score: found 2, expected a score from 0 to 1"),
    ("ranking.csv?min_score=nan", 400, "min_score: found nan, expected a score from 0 to 1"),
    ("ranking.csv", 404, "there is no round yet"),
    ("labels.csv?items=batch", 404, "there is no round yet"),
  ])
  func `what cannot be had is told before a byte is sent`(_ path: String, _ status: Int, _ detail: String) async throws
  {
    try await ImportWorld(count: 3).application.test(.router) { client in
      let response = try await client.execute(uri: "/api/v1/\(path)", method: .get)
      #expect(response.status.code == status)
      #expect(try response.decoded(SeenProblem.self).detail.hasSuffix(detail))
      #expect(response.headers[.contentDisposition] == nil)
    }
  }

  @Test(arguments: [
    ("notes.csv", "attachment; filename=\"notes.csv\"; filename*=UTF-8''notes.csv"),
    ("vídeos \"x\".csv", "attachment; filename=\"v_deos _x_.csv\"; filename*=UTF-8''v%C3%ADdeos%20%22x%22.csv"),
    ("a\r\nb", "attachment; filename=\"a__b\"; filename*=UTF-8''a%0D%0Ab"),
  ])
  func `a name cannot get out of its header`(_ name: String, _ header: String) {
    #expect(SafeText.attachment(name) == header)
  }
}
