import Foundation
import GarimpoProject
import HTTPTypes
import Testing

@testable import GarimpoWeb

/// The ranking, lists of items as JSON, exports, and what was seen.
struct RankTests {
  /// The part of a list that the tests look at.
  private struct Listed: Decodable {
    struct Item: Decodable {
      var id: String
      var score: Double?
      var label: String?
      var isSeen: Bool
    }
    var items: [Item]
    var next: String?
    var total: Int
  }

  private func list(_ river: RiverProject, _ path: String) async throws -> Listed {
    let answer = try await river.get(path)
    #expect(answer.status == 200, "\(answer.body)")
    return try JSONDecoder().decode(Listed.self, from: Data(answer.body.utf8))
  }

  /// A project whose index of texts is up to date.
  private func indexed(_ river: RiverProject) async -> RiverProject {
    river.site.search.wake()
    await river.site.search.finish()
    return river
  }

  // MARK: The page

  @Test func `the page lists unread items, the best first, and says what scored them`() async throws {
    let river = try RiverProject(count: 140) { row, cells in
      if row < 120 { cells[7] = row.isMultiple(of: 3) ? "1" : "0" }
    }
    try river.round()
    let body = try await river.get("/rank").body
    #expect(body.components(separatedBy: "<tr data-id=").count == 21)
    #expect(body.contains("Scored by the model of round 1. Average precision "))
    #expect(body.contains("that it had not learnt from: drawn at random; too few to say how sure that is."))
    #expect(body.contains("Of the first 20 of these, "))
    #expect(body.contains("20 of 20 items"))
    let scores = body.matches(of: /<\/svg>([0-9.]+)<\/span>/).compactMap { Double($0.1) }
    #expect(scores.count == 20)
    #expect(scores == scores.sorted(by: >))
  }

  @Test func `each row says what speaks for its item, and the page how many yes to expect`() async throws {
    let river = try RiverProject(count: 240) { row, cells in
      if row < 180 { cells[7] = row.isMultiple(of: 3) ? "1" : "0" }
      if row == 201 { cells[1] = "gold <b>nugget</b>" }
    }
    try river.round()
    let body = try await river.get("/rank").body
    #expect(
      body.contains("Speaks for it:</span> <span><bdi>title: gold</bdi> <b class=\"y\">+0."), "\(body.prefix(6000))")
    #expect(body.contains("id=\"expected\">Of the first 20 here about ") && body.contains(", of the first 50 about "))
    #expect(!body.contains("<b>nugget"))
    let portuguese = try await river.get("/rank", headers: [.acceptLanguage: "pt-BR"]).body
    #expect(portuguese.contains("A favor:</span>") && portuguese.contains("Dos primeiros 20 aqui, cerca de "))
    for path in ["/rank?label=yes", "/rank?sort=date", "/rank?limit=10"] {
      #expect(try await !river.get(path).body.contains("id=\"expected\""), "\(path)")
    }

    struct Reply: Decodable {
      struct Expected: Decodable { var first: Int, yes: Double, low: Double, high: Double, round: Int }
      struct Page: Decodable {
        struct Item: Decodable { var why: [ItemExplanation.Part]? }
        var items: [Item]
        var next: String?
      }
      var page: Page
      var expected: [Expected]
    }
    func reply(_ path: String) async throws -> Reply {
      try JSONDecoder().decode(Reply.self, from: Data(try await river.get(path).body.utf8))
    }
    let first = try await reply("/api/v1/rank")
    #expect(
      first.expected.map(\.first) == [20, 50] && first.expected.allSatisfy { $0.low <= $0.yes && $0.yes <= $0.high })
    #expect(first.page.items.allSatisfy { $0.why != nil } && first.page.items[0].why?.first?.name == "title: gold")
    let second = try await reply("/api/v1/rank?limit=20")
    let cursor = try #require(second.page.next)
    #expect(try await reply("/api/v1/rank?limit=20&cursor=\(cursor)").expected.isEmpty, "not of a further page")
    #expect(try await river.get("/api/v1/items").body.contains(#""why":"#))
    _ = await indexed(river)
    #expect(try await !river.get("/api/v1/search?q=gold").body.contains(#""why":"#))
  }

  @Test func `without a model the page says so and lists items as they came`() async throws {
    let body = try await RiverProject().get("/rank").body
    #expect(body.contains("There is no model yet"))
    #expect(body.contains("<tr data-id=\"12\""))
  }

  @Test func `without items the page says what to do`() async throws {
    let body = try await RiverProject(count: 0).get("/rank").body
    #expect(body.contains("There are no items yet"))
  }

  @Test func `where the filter by label hides all that fits, the page leads to it`() async throws {
    let river = try await indexed(RiverProject())
    let body = try await river.get("/rank?q=%22bend+3%22").body
    #expect(body.contains("the last may be the beginning of one. One item with a label fits."))
    #expect(body.contains("href=\"/rank?q=%22bend%203%22&amp;label=any\" id=\"wider\">Show all</a>"), "\(body)")
    let other = try await river.get("/rank?q=gold+bend&label=disputed").body
    #expect(other.contains("10 items with another label or none fit."))
    #expect(try await !river.get("/rank?q=nothing+such").body.contains("id=\"wider\""))
    #expect(try await !river.get("/rank?q=%22bend+3%22&label=any").body.contains("id=\"wider\""))
  }

  @Test func `a later page that is empty counts nothing beside it`() async throws {
    let river = try RiverProject(count: 14)
    let first = try await river.get("/rank?limit=1").body
    let next = try #require(first.firstMatch(of: /rel="next" href="([^"]+)"/))
    try river.answer("13", "yes")
    let body = try await river.get(String(next.1).replacing("&amp;", with: "&")).body
    #expect(body.contains("class=\"empty\"") && !body.contains("id=\"wider\""))
  }

  @Test func `in the order of the last answer any label is shown, and why`() async throws {
    let river = try RiverProject()
    let body = try await river.get("/rank?sort=label").body
    #expect(body.contains("<option value=\"any\" selected>") && body.contains("<tr data-id=\"11\""))
    #expect(body.contains("By the last answer only items that have one can be ordered"))
    for path in ["/rank?sort=label&label=yes", "/rank?sort=label&label=unlabelled", "/rank"] {
      #expect(try await !river.get(path).body.contains("By the last answer only"), "\(path)")
    }
    #expect(try await river.get("/rank?sort=label&label=unlabelled").body.contains("12 items with a label fit."))
  }

  @Test func `pages follow each other without a script`() async throws {
    let river = try RiverProject(count: 40)
    var path = "/rank?limit=10"
    var ids: [String] = []
    for _ in 0..<10 {
      let body = try await river.get(path).body
      ids += body.matches(of: /<tr data-id="(\d+)"/).map { String($0.1) }
      guard let next = body.firstMatch(of: /rel="next" href="([^"]+)"/) else { break }
      path = String(next.1).replacing("&amp;", with: "&")
    }
    #expect(ids == (12..<40).map(String.init))
  }

  @Test func `the form shows what was asked for`() async throws {
    let river = try await indexed(RiverProject())
    let body = try await river.get(
      "/rank?q=water+mark&label=any&from=2023-01-05&field=place&value=north&seen=show"
    ).body
    for text in [
      "value=\"water mark\"", "<option value=\"any\" selected>", "value=\"2023-01-05\"",
      "<option value=\"place\" selected>", "value=\"north\"", "value=\"show\" checked",
      "/api/v1/items.csv?q=water%20mark&amp;label=any&amp;from=2023-01-05&amp;field=place&amp;value=north&amp;seen=show\"",
      "<mark class=\"hit\">water</mark>", "<option value=\"relevance\">",
    ] { #expect(body.contains(text), "\(text)") }
    #expect(!body.contains("data-id=\"3\""))
  }

  @Test func `what an item holds does not become markup`() async throws {
    let river = try await indexed(
      RiverProject { row, cells in
        guard row == 20 else { return }
        cells[1] = "<script>alert(1)</script>"
        cells[2] = "river <img src=x onerror=alert(2)>"
        cells[5] = "\"\u{0308}><b>place"
        cells[6] = "javascript:alert(3)"
      })
    let body = try await river.get("/rank?q=river+img").body
    #expect(body.contains("data-id=\"20\""))
    for text in ["<script>alert", "<img src=x", "<b>place", "href=\"javascript"] {
      #expect(!body.contains(text), "\(text)")
    }
    #expect(try await !river.get("/rank?q=%22%3E%3Cscript%3Ealert(1)").body.contains("<script>alert"))
  }

  @Test func `Portuguese says the same in Portuguese`() async throws {
    let river = try RiverProject()
    try river.round()
    let body = try await river.get("/rank", headers: [.acceptLanguage: "pt-BR"]).body
    #expect(body.contains("Pontuados pelo modelo da rodada 1. Precisão média 0,") || body.contains("Precisão média 1,"))
    #expect(body.contains("sem rótulo"))
  }

  // MARK: Lists

  @Test func `items are filtered by label, day, value and words`() async throws {
    let river = try await indexed(RiverProject())
    #expect(try await list(river, "/api/v1/items").total == 18)
    #expect(try await list(river, "/api/v1/items?label=yes").items.map(\.id) == ["0", "3", "6", "9"])
    #expect(
      try await list(river, "/api/v1/items?label=any&from=2023-01-03&to=2023-01-04").items.map(\.id) == ["2", "3"])
    #expect(try await list(river, "/api/v1/items?field=place&value=south").total == 9)
    #expect(try await list(river, "/api/v1/items?q=gold").items.map(\.id) == ["12", "15", "18", "21", "24", "27"])
    #expect(try await list(river, "/api/v1/search?q=bend%203").items.first?.id == "3")
  }

  @Test(arguments: [
    ("sort=size", "sort: found size, expected worth, label, date, relevance"),
    ("label=maybe", "label: found maybe, expected unlabelled, yes, no, unsure, skip, disputed, any"),
    ("limit=0", "limit: found 0, expected a whole number from 1 to 200"),
    ("seen=no", "seen: found no, expected hide, show"),
    ("value=north", "field: found nothing, expected the field that is to have the value"),
  ])
  func `a parameter that makes no sense is refused`(_ query: String, _ detail: String) async throws {
    let answer = try await RiverProject(count: 13).get("/api/v1/items?\(query)")
    #expect(answer.status == 400)
    #expect(answer.body.contains(detail), "\(answer.body)")
  }

  @Test(arguments: ["from=soon", "cursor=x", "field=colour&value=red"])
  func `a query that makes no sense for the project is refused`(_ query: String) async throws {
    let river = try RiverProject(count: 13)
    for path in ["/api/v1/items", "/rank"] { #expect(try await river.get("\(path)?\(query)").status == 400, "\(path)") }
    // An export has no pages.
    #expect(try await river.get("/api/v1/items.csv?\(query)").status == (query == "cursor=x" ? 422 : 400))
  }

  @Test func `a search needs words`() async throws {
    #expect(try await RiverProject(count: 13).get("/api/v1/search").status == 400)
  }

  @Test func `a list that is known already is not sent again`() async throws {
    let river = try await indexed(RiverProject())
    let tag = try #require(try await river.get("/api/v1/rank").headers[.eTag])
    #expect(try await river.get("/api/v1/rank", headers: [.ifNoneMatch: tag]).status == 304)
    try river.answer("20", "yes")
    #expect(try await river.get("/api/v1/rank", headers: [.ifNoneMatch: tag]).status == 200)
  }

  // MARK: Seen

  @Test func `seen items are hidden until they are asked for`() async throws {
    let river = try RiverProject()
    #expect(try await river.post("/api/v1/items/seen", #"{"ids":["14","15"],"seen":true}"#).status == 200)
    #expect(try await list(river, "/api/v1/items").items.allSatisfy { $0.id != "14" && $0.id != "15" })
    let shown = try await list(river, "/api/v1/items?seen=show")
    #expect(shown.items.filter(\.isSeen).map(\.id) == ["14", "15"])
    #expect(try await river.get("/rank?seen=show").body.contains("<tr data-id=\"14\" class=\"seen\">"))
    #expect(try await river.post("/api/v1/items/seen", #"{"ids":["14"],"seen":false}"#).status == 200)
    #expect(try await list(river, "/api/v1/items").items.contains { $0.id == "14" })
  }

  @Test(arguments: [(#"{"ids":["none"],"seen":true}"#, 404), (#"{"ids":["14"]}"#, 400), ("[]", 400)])
  func `marks that cannot be set are refused`(_ json: String, _ status: Int) async throws {
    #expect(try await RiverProject().post("/api/v1/items/seen", json).status == status)
  }

  // MARK: Exports

  @Test func `what is shown is exported, all pages of it`() async throws {
    let river = try await indexed(RiverProject(count: 700))
    try river.round()
    let csv = try await river.get("/api/v1/items.csv?field=place&value=north")
    #expect(csv.status == 200)
    #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
    #expect(csv.headers[.contentDisposition]?.hasPrefix("attachment; filename=\"river-items-") == true)
    #expect(csv.body.split(whereSeparator: \.isNewline).count == 345)
    let page = try await river.get("/rank?field=place&value=north&limit=3").body
    #expect(page.contains("/api/v1/items.csv?field=place&amp;value=north\""), "an export has no pages")
    let lines = try await river.get("/api/v1/items.jsonl?q=gold").body.split(separator: "\n")
    #expect(lines.count == 230)
    #expect(lines.allSatisfy { $0.hasPrefix("{\"id\":\"") && $0.hasSuffix("}") })
  }

  @Test(arguments: [
    ("a.csv", "attachment; filename=\"a.csv\"; filename*=UTF-8''a.csv"),
    ("vídeos\"\n.csv", "attachment; filename=\"v_deos__.csv\"; filename*=UTF-8''v%C3%ADdeos%22%0A.csv"),
  ])
  func `a download has a name`(_ name: String, _ value: String) {
    #expect(SafeText.attachment(name) == value)
  }

  // MARK: The index of texts

  @Test func `the index is filled in the background and the page says how far it is`() async throws {
    let river = try RiverProject()
    let first = try await river.get("/rank?q=gold").body
    #expect(first.contains("role=\"status\">Search knows 0\u{A0}% of the texts so far"))
    await river.site.search.finish()
    let second = try await river.get("/rank?q=gold").body
    #expect(second.contains("id=\"index\" role=\"status\"></span>"))
    #expect(second.contains("data-id=\"12\""))
  }

  @Test func `pages are told how far the index is`() async throws {
    let river = try RiverProject()
    let events = await river.site.events.events()
    _ = await indexed(river)
    await river.site.events.end()
    var last: EventHub.Event?
    for await event in events { last = event }
    #expect(last?.name == "search")
    #expect(last?.data == #"{"indexedCount":30,"versionCount":30}"#)
  }

  @Test(arguments: [(0, 0, 100), (0, 7, 0), (999, 1000, 99), (1000, 1000, 100)])
  func `all is said only when it is all`(_ indexed: Int, _ count: Int, _ percent: Int) {
    #expect(SearchProgress(indexedCount: indexed, versionCount: count).percent == percent)
  }
}
