import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import Testing

@testable import GarimpoWeb

/// A project made to get out of its place: into the markup of the pages.
final class HostileProject {
  let folder: URL
  let site: Site

  static let texts = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "\"\u{0308} onmouseover=alert(1) x=\"", "' onfocus='alert(1)", "<!--", "]]>", "{{{title}}}", "{{#places}}",
    "\u{202E}gpj.exe\u{202C}", "\u{2067}rtl", "a\u{0}b", "\u{7F}\u{85}\u{2028}", "&lt;b&gt;", "`onload`",
    String(repeating: "w", count: 20_000), "\u{FEFF}", "é\u{0301}\u{0301}\u{0301}", "<b", "\\u003cscript\\u003e",
  ]
  static let links = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>",
    "vbscript:x", "//evil.example/x", "https://a.example/\"onclick=x", "file:///etc/passwd", "https://ok.example/?a=1&b=2",
  ]
  static let name = "<i>\"'&"
  static let annotator = "<u onclick=x>\"ana"

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-hostile-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let recipe = folder.appending(path: "recipe.yaml")
    try Data(Self.recipe.utf8).write(to: recipe)
    let made = try CreateProject(name: folder.appending(path: Self.name).path, recipe: recipe.path).run()
    let project = try OpenProject(ProjectChoice(path: made.project))
    let table = folder.appending(path: "<table>.jsonl")
    try Self.table.write(to: table)
    _ = try project.importTable(ImportOptions(table: table.path, annotator: Self.annotator))
    var options = WebOptions(annotator: Self.annotator)
    options.allowsRemotePictures = true
    options.threadCount = 1
    site = try Site(project, options, threads: Threads())
    for (place, id) in Self.ids.enumerated().prefix(12) {
      var answer = try AnswerRequest(
        id: id, word: place.isMultiple(of: 2) ? "yes" : "no", annotator: Self.annotator, source: "browser")
      answer.note = Self.texts[place]
      _ = try project.label(answer)
    }
    var round = ProjectRoundOptions()
    round.overrides.treeCount = 5
    round.resampleCount = 50
    round.threadCount = 1
    _ = try project.round(round)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let ids = texts.indices.map { "<id>\"\($0)" }

  private static let recipe = """
    name: "<b>\\"hostile"
    about: "<b>"
    item: { key: id, title: title, link: link, picture: picture }
    label: { column: y, yes: ["1"], no: ["0"] }
    fields:
      title: { column: title, kind: text }
      "<b>": { column: "<td>", kind: text }
      kind: { column: kind, kind: category }
      tags: { column: tags, kind: tags }
    features:
      - tfidf: { field: title, min_documents: 1 }
    batch: { hard: 3, random: 3 }
    """

  private static var table: Data {
    var lines = Data()
    for (place, text) in texts.enumerated() {
      let link = links[place % links.count]
      let row = [
        "id": ids[place], "title": text, "<td>": texts[(place + 1) % texts.count], "kind": text, "tags": text,
        "link": link, "picture": link, "y": "",
      ]
      lines += ((try? JSONEncoder().encode(row)) ?? Data()) + Data("\n".utf8)
    }
    return lines
  }
}

/// What an HTML page is made of, byte by byte as a browser takes it apart.
struct Markup {
  struct Tag { var name: String, attributes: [(name: String, value: String)] }

  var tags: [Tag] = []
  /// What is in `<script>` elements.
  var scripts: [String] = []
  /// What is neither a tag nor in a script.
  var text = ""

  init(_ html: String) {
    let bytes = Array(html.utf8)
    var place = 0
    func rest(_ end: Int) -> String { String(decoding: bytes[place..<end], as: UTF8.self) }
    func index(of text: String, from start: Int) -> Int? {
      let wanted = Array(text.utf8)
      guard bytes.count >= wanted.count else { return nil }
      return (start...max(start, bytes.count - wanted.count)).first { bytes[$0...].starts(with: wanted) }
    }
    while place < bytes.count {
      let isTag = bytes[place] == UInt8(ascii: "<") && place + 1 < bytes.count
      guard isTag, bytes[place + 1] == UInt8(ascii: "/") || bytes[place + 1] == UInt8(ascii: "!") || Self.isLetter(bytes[place + 1])
      else {
        text.unicodeScalars.append(UnicodeScalar(bytes[place]))
        place += 1
        continue
      }
      var tag = Tag(name: "", attributes: [])
      var (end, quote, start) = (place + 1, UInt8(0), place + 1)
      var parts: [String] = []
      while end < bytes.count, quote != 0 || bytes[end] != UInt8(ascii: ">") {
        let byte = bytes[end]
        if quote != 0 { if byte == quote { quote = 0 } }
        else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
        else if byte == 0x20 || byte == 0x0A {
          parts.append(String(decoding: bytes[start..<end], as: UTF8.self))
          start = end + 1
        }
        end += 1
      }
      parts.append(String(decoding: bytes[start..<end], as: UTF8.self))
      tag.name = parts[0].lowercased()
      for part in parts.dropFirst() where !part.isEmpty {
        let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        tag.attributes.append((pair[0].lowercased(), pair.count > 1 ? String(pair[1]) : ""))
      }
      tags.append(tag)
      place = end + 1
      if tag.name == "script" {
        let close = index(of: "</script", from: place) ?? bytes.count
        scripts.append(rest(close))
        place = close
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// What ought not to be in a page of ours.
  var complaints: [String] {
    var found: [String] = []
    let known: Set = [
      "!doctype", "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "i", "span", "nav", "p",
      "bdi", "form", "button", "main", "section", "article", "h1", "h2", "h3", "details", "summary", "dl", "dt", "dd",
      "label", "textarea", "kbd", "aside", "ul", "ol", "li", "input", "footer", "dialog", "noscript", "table", "thead",
      "tbody", "tr", "th", "td", "caption", "svg", "g", "path", "line", "rect", "circle", "polyline", "polygon", "text",
      "tspan", "figure", "figcaption", "select", "option", "optgroup", "mark", "time", "small", "strong", "em", "b", "code",
      "pre", "img", "abbr", "progress", "meter", "output", "fieldset", "legend", "template", "desc", "defs", "use",
      "symbol", "clippath", "hr", "br", "u", "s", "colgroup", "col", "search", "data", "blockquote", "cite",
    ]
    for tag in tags {
      let name = tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name
      if !known.contains(name.hasSuffix("/") ? String(name.dropLast()) : name) { found.append("element \(name)") }
      for (attribute, value) in tag.attributes {
        if attribute.hasPrefix("on") || attribute == "style" || attribute == "srcdoc" {
          found.append("attribute \(attribute)")
        }
        if !attribute.utf8.allSatisfy({ Self.isLetter($0) || (0x30...0x39).contains($0) || [0x2D, 0x3A, 0x2F].contains($0) }) {
          found.append("attribute \(attribute.prefix(40))")
        }
        if ["href", "src", "action", "formaction"].contains(attribute) {
          let bare = value.trimmingCharacters(in: CharacterSet(charactersIn: "\"'")).lowercased()
          let isFine =
            (bare.hasPrefix("/") && !bare.hasPrefix("//")) || bare.hasPrefix("#") || bare.hasPrefix("?")
            || (["a", "img"].contains(name) && (bare.hasPrefix("https://") || bare.hasPrefix("http://")))
          if !isFine { found.append("\(attribute) \(bare.prefix(60))") }
        }
      }
      if name == "script", !tag.name.hasPrefix("/") {
        let values = tag.attributes.map { "\($0.name)=\($0.value)" }
        if !values.contains(where: { $0.hasPrefix("src=\"/assets/") || $0 == "type=\"application/json\"" }) {
          found.append("script \(values)")
        }
      }
    }
    for script in scripts where script.contains("<") { found.append("< in a script: \(script.prefix(60))") }
    if text.contains("{{") { found.append("{{ in the text") }
    return found
  }
}

/// Everything from the data stays text, on every page.
struct SafetyEscapingTests {
  @Test(arguments: [
    ("<p onclick=\"x\">", "attribute onclick"), ("<p style=\"x\">", "attribute style"),
    ("<a href=\"javascript:x\">", "href javascript:x"), ("<script>x</script>", "script []"), ("<blink>", "element blink"),
    ("<p title=\"a\"\u{0308} onload=x\">", "attribute \u{0308}"), ("<img src=\"//x\">", "src //x"),
    ("<script type=\"application/json\">{\"a\":\"<\"}</script>", "< in a script: {\"a\":\"<\"}"),
  ])
  func `what these tests look for is found`(_ html: String, _ complaint: String) {
    #expect(Markup(html).complaints.contains { $0.hasPrefix(complaint) }, "\(Markup(html).complaints)")
  }

  @Test func `no page lets the data out of its place`() async throws {
    let project = try HostileProject()
    let world = SafetyWorld(project.site, owner: project)
    let ids = HostileProject.ids.map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
    let paths = WebServer.router(project.site).routes
      .filter { $0.method == .get && !$0.path.description.hasPrefix("/api/") && $0.path.description != "/assets/{name}" }
      .flatMap { route in
        route.path.description.contains("{id}")
          ? ids.map { route.path.description.replacing("{id}", with: $0) } : [route.path.description]
      }
    #expect(paths.contains("/"))
    let more = ["/<script>alert(1)</script>", "/%3Cscript%3E", "/?q=%3Cscript%3E", "/item/%22%3E%3Cb%3E", "/nothing\"x"]
    for path in paths + more {
      let answer = try await world.ask("GET", path)
      #expect(answer.status < 500, "\(path): \(answer.text.prefix(400))")
      guard answer.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
      #expect(Markup(answer.text).complaints == [], "\(path)")
      #expect(!answer.text.utf8.contains(0), "\(path)")
      let outside = Markup(answer.text).text
      #expect(!outside.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) }, "\(path)")
      #expect(answer.text.contains("&lt;i&gt;&quot;&#39;&amp;"), "\(path): the name of the project is text")
    }
  }

  @Test func `answers of the API are JSON that no browser takes for a page`() async throws {
    let project = try HostileProject()
    let world = SafetyWorld(project.site, owner: project)
    for path in ["/api/v1/next?count=20", "/api/v1/progress", "/api/v1/<script>", "/api/v1/next?count=<script>"] {
      let answer = try await world.ask("GET", path)
      #expect(["application/json", "application/problem+json"].contains(answer.headers[.contentType]))
      #expect(answer.headers[.xContentTypeOptions] == "nosniff")
      #expect((try? JSONSerialization.jsonObject(with: Data(answer.text.utf8))) != nil, "\(path)")
    }
  }
}
