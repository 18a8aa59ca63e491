import Foundation
import GarimpoProject
import HTTPTypes
import Testing

@testable import GarimpoWeb

/// The page of one item, and the item as JSON.
struct ItemPageTests {
  @Test func `the page has fields, columns, answers and scores`() async throws {
    let river = try RiverProject()
    try river.round()
    try river.answer("14", "no", note: "too small")
    let page = try await river.get("/item/14")
    #expect(page.status == 200)
    for text in [
      "<bdi>sand of bend 14</bdi>", "found at water mark 0", "grams: <bdi>114</bdi>", "15 Jan 2023", "north",
      "href=\"https://example.org/14\"", "too small", "class=\"label n\"", "All 8 columns as they came", "<svg",
      "Round 1 gives 0.", "No other item says the same.",
    ] { #expect(page.body.contains(text), "\(text)") }
  }

  @Test func `an item without anything has a page`() async throws {
    let page = try await RiverProject().get("/item/20")
    #expect(page.body.contains("Nobody has answered yet."))
    #expect(page.body.contains("No round has scored it yet."))
  }

  @Test(arguments: ["/item/none", "/api/v1/items/none"])
  func `an item that is not there is not found`(_ path: String) async throws {
    #expect(try await RiverProject().get(path).status == 404)
  }

  @Test(arguments: ["/item/", "/nowhere", "/api/v1/nowhere"])
  func `an address of nothing is said to be one`(_ path: String) async throws {
    let reply = try await RiverProject().get(path)
    #expect(reply.status == 404)
    #expect(reply.body.contains("there is nothing at this address"))
  }

  @Test(arguments: ["a/b", "100%", "ä ö", "?x=1&y#z", "..", "+1"])
  func `any id has a page`(_ id: String) async throws {
    let river = try RiverProject { row, cells in if row == 20 { cells[0] = id } }
    let page = try await river.get(SafeText.itemPath(id))
    #expect(page.status == 200)
    #expect(page.body.contains("data-id=\"\(SafeText.escaped(id))\""))
  }

  @Test func `what an item holds does not become markup`() async throws {
    let river = try RiverProject { row, cells in
      guard row == 20 else { return }
      cells[1] = "<script>alert(1)</script>"
      cells[2] = "\"\u{0308}><img src=x onerror=alert(2)>\u{202E}"
      cells[5] = "<b>north</b>"
      cells[6] = "javascript:alert(3)"
    }
    try river.answer("20", "yes", by: "<i>ben</i>", note: "<u>note</u>")
    let body = try await river.get("/item/20").body
    for text in ["<script>alert", "<img src=x", "<b>north", "<i>ben", "<u>note", "href=\"javascript", "\u{202E}"] {
      #expect(!body.contains(text), "\(text)")
    }
    #expect(body.contains("&lt;script&gt;alert(1)"))
  }

  @Test func `a model that has learnt says what moved the score`() async throws {
    let river = try RiverProject()
    #expect(try await river.get("/api/v1/items/20/explanation").status == 422)
    river.site.live.start()
    defer { river.site.live.stop() }
    #expect(river.site.live.waits(for: 12, atMost: 20_000))
    let body = try await river.get("/item/21").body
    #expect(body.contains("What moved this score"))
    #expect(body.contains("Nearest that are labelled"))
    #expect(body.contains("<mark class=\"for\" title=\"speaks for yes: +0"))
    #expect(try await river.get("/api/v1/items/21/explanation").body.contains("\"neighbours\":[{"))
    #expect(try await river.get("/rank").body.contains("Scored by the live model, which has seen 12 entries"))
  }

  static let learners: [(model: String, english: String, portuguese: String)] = [
    ("logistic", "; a curve makes the score 0.", "; uma curva faz disso a pontuação 0,"),
    ("svm", "; a curve makes the score 0.", "; uma curva faz disso a pontuação 0,"),
    ("extra-trees trees=9", " smaller parts make ", " partes menores somam "),
    (
      "mean(logistic, forest trees=9)",
      ", by the live model as it is now; its learner does not say what each part adds",
      ", pelo modelo ao vivo de agora; o método dele não diz quanto cada parte soma"
    ),
  ]

  @Test(arguments: learners)
  func `in what a score is reckoned is said, and that a learner does not say it`(
    model: String, english: String, portuguese: String
  ) async throws {
    let river = try RiverProject(model: model) { row, cells in cells[3] = "\(row)" }
    river.site.live.start()
    defer { river.site.live.stop() }
    #expect(river.site.live.waits(for: 12, atMost: 20_000), "\(river.site.live.state)")
    let why = try river.site.live.explanation(of: "21")
    for (strings, expected) in [(Strings.english, english), (.portuguese, portuguese)] {
      let view = ItemView(
        item: try river.project.show(item: "21"), strings: strings, visitor: Visitor(name: "ana", isOwner: true),
        allowsPictures: false)
      let said = try #require(view.moved(why)["rest"] as? String)
      #expect(said.contains(expected) && !said.contains("{"), "\(said)")
    }
    #expect(try await river.get("/item/21").body.contains(english))
  }

  @Test func `marks lie where the code units say, also behind an emoji`() throws {
    let river = try RiverProject { row, cells in cells[1] = "🙂 é\u{301} " + cells[1] }
    river.site.live.start()
    defer { river.site.live.stop() }
    #expect(river.site.live.waits(for: 12, atMost: 20_000))
    var view = ItemView(
      item: try river.project.show(item: "21"), strings: .english, visitor: Visitor(name: "ana", isOwner: true),
      allowsPictures: false)
    view.explanation = try river.site.live.explanation(of: "21")
    let spans = view.spans(view.item.title, field: "title")
    #expect(spans.compactMap { $0["text"] as? String }.joined() == view.item.title)
    #expect(spans.contains { $0["isMarked"] != nil && ($0["text"] as? String)?.lowercased().contains("gold") == true })
  }

  @Test(arguments: [
    ("a\nb", "a\nb"), ("a\n\n\n \n b", "a\n\nb"), ("a \r\n\r\n\r\nb\r\nc", "a \n\nb\r\nc"), ("a\n\u{A0}\n", "a\n\n"),
    (" \t a", " \t a"), ("", ""), ("\n", "\n"), ("\n\n\n", "\n\n"),
  ])
  func `of several empty lines one stays`(_ text: String, _ calm: String) {
    #expect(ItemView.calm(text) == calm)
  }

  @Test func `texts and columns are shown without rows of empty lines`() async throws {
    let river = try RiverProject { row, cells in if row == 20 { cells[2] = "\"top\n \n\n\n\n\nend\"" } }
    let body = try await river.get("/item/20").body
    #expect(body.components(separatedBy: "top\n\nend").count == 3, "in the text and in the column")
  }

  @Test func `only one's own standing answer can be taken back`() async throws {
    let river = try RiverProject()
    try river.answer("20", "yes", by: "ben")
    #expect(try await !river.get("/item/20").body.contains("data-undo"))
    try river.answer("20", "yes")
    try river.answer("20", "unsure")
    let body = try await river.get("/item/20").body
    #expect(body.components(separatedBy: "data-undo").count == 2)
    #expect(body.contains("answered anew"))
  }

  @Test func `a dispute says who says what, and can be settled`() async throws {
    let river = try RiverProject()
    try river.answer("20", "yes")
    try river.answer("20", "no", by: "ben")
    let body = try await river.get("/item/20").body
    #expect(body.contains("ana says yes, ben says no."))
    #expect(body.contains("data-settle=\"yes\""))
    let view = ItemView(
      item: try river.project.show(item: "20"), strings: .english, visitor: Visitor(name: "ben", isOwner: false),
      allowsPictures: false)
    let history = try #require(view.content["dispute"] as? String)
    #expect(history.contains("ana says yes") && view.content["canSettle"] == nil, "owners settle")
  }

  @Test func `annotators see what others answered after their own answer, owners at once`() async throws {
    let world = try SafetyWorld(accounts: true)
    let (rui, ana) = (["Cookie": try await world.signIn("rui")], ["Cookie": try await world.signIn("ana")])
    let id = try #require(try world.project.next(AskOptions(annotator: "ana")).items.first).id
    var answer = try AnswerRequest(id: id, word: "yes", annotator: "ana", source: "browser")
    answer.note = "clear as day"
    _ = try world.project.label(answer)
    let paths = [SafeText.itemPath(id), "/api/v1/items/\(id)"]
    func texts(_ headers: [String: String]) async throws -> (items: [String], list: String) {
      var texts: [String] = []
      for path in paths { texts.append(try await world.ask("GET", path, headers).text) }
      return (texts, try await world.ask("GET", "/api/v1/items?label=yes&limit=200", headers).text)
    }
    var seen = try await texts(rui)
    for text in seen.items { #expect(!text.contains("clear as day")) }
    #expect(seen.items[0].contains("One other has answered. What they said is shown after your own answer"))
    #expect(seen.items[0].contains("not answered by you yet") && !seen.items[0].contains("Nobody has answered"))
    #expect(seen.items[1].contains("\"hiddenAnnotatorCount\":1") && !seen.items[1].contains("\"label\":\"yes\""))
    #expect(!seen.list.contains("\"id\":\"\(id)\""))
    seen = try await texts(ana)
    for text in seen.items { #expect(text.contains("clear as day")) }
    #expect(seen.list.contains("\"id\":\"\(id)\""))

    _ = try world.project.label(AnswerRequest(id: id, word: "unsure", annotator: "rui", source: "browser"))
    seen = try await texts(rui)
    for text in seen.items { #expect(text.contains("clear as day")) }
    #expect(seen.list.contains("\"id\":\"\(id)\""))
  }

  @Test func `who has an item already is told only that`() async throws {
    let river = try RiverProject()
    let first = try await river.get("/api/v1/items/20")
    let tag = try #require(first.headers[.eTag])
    #expect(try await river.get("/api/v1/items/20", headers: [.ifNoneMatch: tag]).status == 304)
    try river.answer("20", "yes")
    let changed = try await river.get("/api/v1/items/20", headers: [.ifNoneMatch: tag])
    #expect(changed.status == 200)
    #expect(changed.body.contains("\"label\":\"yes\""))
  }

  @Test(arguments: [
    ("a+b%20c", "a b c"), ("%C3%A4", "ä"), ("100%", "100%"), ("%zz", "%zz"), ("%2", "%2"), ("%2B", "+"), ("", ""),
  ])
  func `values of a query are read as forms write them`(_ text: String, _ value: String) {
    #expect(SafeText.formDecoded(text) == value)
  }

  @Test(arguments: ["/item/", "/api/v1/items/", "/api/v1/next/"], ["%zz", "100%", "a%20b"])
  func `an id in an address is read the same way everywhere`(_ path: String, _ id: String) async throws {
    let answer = try await RiverProject().get(path + id)
    #expect(answer.status == 404)
    #expect(answer.body.contains(path.hasPrefix("/api") ? "id \\\"" : "id &quot;"))
    #expect(answer.body.contains(SafeText.percentDecoded(id)))
  }

  @Test(arguments: ["a b", "ä", "+", "%", "a/b?c#d", "日本"])
  func `what is written into an address is read back`(_ text: String) {
    #expect(SafeText.formDecoded(SafeText.percentEncoded(text)) == text)
  }
}
