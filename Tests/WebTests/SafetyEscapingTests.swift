import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import Testing

@testable import GarimpoWeb

/// Everything from the data stays text, on every page.
struct SafetyEscapingTests {
  @Test(arguments: [
    ("<p onclick=\"x\">", "attribute onclick"), ("<p style=\"x\">", "attribute style"),
    ("<a href=\"javascript:x\">", "href javascript:x"), ("<script>x</script>", "script []"),
    ("<blink>", "element blink"),
    ("<p title=\"a\"\u{0308} onload=x\">", "attribute onload"), ("<img src=\"//x\">", "src //x"),
    ("<script type=\"application/json\">{\"a\":\"<\"}</script>", "< in a script: {\"a\":\"<\"}"),
  ])
  func `what these tests look for is found`(_ html: String, _ complaint: String) {
    #expect(Markup(html).complaints.contains { $0.hasPrefix(complaint) }, "\(Markup(html).complaints)")
  }

  @Test func `no page lets the data out of its place`() async throws {
    let project = try HostileProject()
    let world = SafetyWorld(project.site, owner: project)
    let ids = HostileProject.ids.map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
    let routes = WebServer.router(project.site).routes.filter { $0.method == .get }.map(\.path.description)
    let paths = routes.filter { !$0.hasPrefix("/api/") && $0 != "/assets/{name}" }
      .flatMap { path in path.contains("{id}") ? ids.map { path.replacing("{id}", with: $0) } : [path] }
    #expect(paths.contains("/"))
    let more = [
      "/<script>alert(1)</script>", "/%3Cscript%3E", "/?q=%3Cscript%3E", "/item/%22%3E%3Cb%3E", "/nothing\"x",
    ]
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
