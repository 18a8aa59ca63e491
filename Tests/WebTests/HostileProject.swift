import Foundation
import GarimpoProject

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
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
    "data:text/html,<script>", "vbscript:x", "//evil.example/x", "https://a.example/\"onclick=x", "file:///etc/passwd",
    "https://ok.example/?a=1&b=2",
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
    round.resampleCount = 100
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
