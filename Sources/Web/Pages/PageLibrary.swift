import GarimpoProject
import HTTPTypes
import Hummingbird
import Mustache

/// A page: a template and what it shows.
struct Page {
  /// The template, without its ending.
  var template: String
  /// Which entry of the navigation is this page.
  var place: Place?
  /// The title, a key of `Strings` or a text.
  var title: String
  /// What the template shows.
  var content: [String: Any] = [:]
  /// What the script of the page starts from, as JSON.
  var state: String?
  /// The script, without its ending; nil: none.
  var script: String?
  /// Whether it is of no use without its script, which it then says.
  var needsScript = true
  /// A style sheet of its own, without its ending; nil: none.
  var style: String?

  /// The entries of the navigation.
  enum Place: String, CaseIterable {
    case label, rank, quality, rounds, `import`

    /// Its address.
    var path: String { self == .label ? "/" : "/\(rawValue)" }
  }

  /// The page that says what went wrong.
  static func problem(_ problem: Problem) -> Page {
    Page(
      template: "problem", title: "problem_title",
      content: [
        "detail": problem.detail, "status": problem.status, "isMissing": problem.status == 404,
        "isOwners": problem.isOwners,
      ])
  }
}

/// All templates.
struct PageLibrary: Sendable {
  private let library: MustacheLibrary
  /// What people call the project.
  let projectName: String

  init(projectName: String) throws {
    MustacheContentTypes.register(SafeText(), named: SafeText.name)
    var library = MustacheLibrary()
    for (name, bytes) in Self.templates {
      try library.register(
        "{{% CONTENT_TYPE:\(SafeText.name)}}\n" + String(decoding: bytes, as: UTF8.self), named: name)
    }
    self.library = library
    self.projectName = projectName
  }

  /// The templates by name.
  static let templates: [(String, [UInt8])] = [
    ("layout", PackageResources.layout_mustache),
    ("label", PackageResources.label_mustache),
    ("rank", PackageResources.rank_mustache),
    ("item", PackageResources.item_mustache),
    ("spans", PackageResources.spans_mustache),
    ("login", PackageResources.login_mustache),
    ("problem", PackageResources.problem_mustache),
    ("quality", PackageResources.quality_mustache),
    ("rounds", PackageResources.rounds_mustache),
    ("import", PackageResources.import_mustache),
  ]

  /// A page as HTML.
  func html(_ page: Page, strings: Strings, visitor: Visitor) throws -> String {
    var content = page.content
    content["t"] = strings.texts
    guard let body = library.render(content, withTemplate: page.template) else {
      throw Failure(.system, "the template \(page.template) is missing")
    }
    let places = Page.Place.allCases.filter { RouteRule.of(.get, $0.path).allows(visitor) }
    var frame: [String: Any] = [
      "t": strings.texts, "language": strings.language, "title": strings[page.title],
      // Who has not come in is told nothing of the project.
      "project": visitor == .nobody ? "Garimpo" : projectName,
      "body": body,
      "state": SafeText.scriptData(page.state ?? "{}"),
      "words": SafeText.scriptData(try JSONText.of(strings.forScripts, pretty: false)),
      "visitor": visitor.name, "isSignedIn": visitor.isSignedIn, "isIn": visitor != .nobody,
      "places": places.map { place -> [String: Any] in
        ["path": place.path, "name": strings["nav_\(place.rawValue)"], "isHere": place == page.place]
      },
    ]
    frame["script"] = page.script.map { "/assets/\($0).js" }
    if page.needsScript { frame["needsScript"] = true }
    frame["style"] = page.style.map { "/assets/\($0).css" }
    guard let html = library.render(frame, withTemplate: "layout") else {
      throw Failure(.system, "the template layout is missing")
    }
    return html
  }

  /// A page as an answer.
  func response(_ page: Page, _ request: Request, _ context: WebContext) throws -> Response {
    let html = try html(page, strings: context.strings, visitor: context.visitor)
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
        .contentLanguage: context.strings.language,
      ], body: .init(byteBuffer: ByteBuffer(string: html)))
  }
}
