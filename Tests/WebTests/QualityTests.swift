import Foundation
import GarimpoProject
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import GarimpoWeb

/// The quality page and the figures behind it.
struct QualityTests {
  @Test(arguments: [("en", "How it ranks", "0."), ("pt-BR", "Como ordena", "0,")])
  func `the page has its figures, each with its table, and no style of its own`(
    _ language: String, _ heading: String, _ decimal: String
  ) async throws {
    let world = try WebWorld()
    let (status, html, headers) = try await world.ask("/quality", language: language)
    #expect(status == 200)
    #expect(headers[.contentLanguage] == language)
    #expect(html.contains(heading))
    #expect(html.matches(of: /<figure>/).count == 5)
    #expect(html.matches(of: /<details class="behind">/).count == 5)
    #expect(html.contains("<div class=\"big\">\(decimal)"))
    #expect(!html.contains(" style="))
    #expect(!html.contains("<style"))
    // No word was forgotten: a key that has no text stands for itself.
    #expect(html.firstMatch(of: />\s*(quality|figure|rounds)_[a-z_]+/) == nil)
    if language == "pt-BR" { #expect(!html.contains("95\u{A0}% from") && !html.contains("true positive")) }
  }

  @Test(arguments: [("en", "too few to say how sure", "95\u{A0}%"), ("pt-BR", "poucos para dizer", "95\u{A0}%")])
  func `too few measured items have figures without an interval`(
    _ language: String, _ words: String, _ interval: String
  ) async throws {
    let world = try WebWorld(rows: 60)
    let kept = try world.project.keptRound(nil)
    #expect(kept.isTooFew)
    let (_, html, _) = try await world.ask("/quality", language: language)
    let cards = try #require(html.firstMatch(of: /<div class="figures">[\s\S]*?id="left-card"/)).output
    #expect(cards.contains(words) && !cards.contains(interval))
    let claim = try #require(html.firstMatch(of: /<div class="claim">[\s\S]*?<\/div>/)).output
    #expect(!claim.contains(language == "en" ? "between" : "entre"), "\(claim)")
    #expect(!html.contains("class=\"band\"") && !html.contains("no sign that it misleads"))
    #expect(try await world.ask("/rounds", language: language).text.contains(words))
    let foot = try await world.ask("/rank", language: language).text
    #expect(foot.contains(words) && foot.firstMatch(of: /(precision|média) [0-9.,]+ \(/) == nil, "\(foot)")
  }

  @Test func `enough measured items have figures with intervals`() async throws {
    let world = try WebWorld(rows: 800)
    #expect(try !world.project.keptRound(nil).isTooFew)
    let (_, html, _) = try await world.ask("/quality")
    #expect(html.contains("class=\"band\"") && !html.contains("<small>too few"))
    #expect(try await world.ask("/rank").text.firstMatch(of: /precision [0-9.]+ \(95\u{A0}%: [01]/) != nil)
  }

  @Test func `the figure over one round has one tick`() async throws {
    let html = try await WebWorld().ask("/quality").text
    let figure = try #require(html.firstMatch(of: /<h3>Over the rounds[\s\S]*?<\/svg>/)).output
    let ticks = figure.matches(of: /<text[^>]*>(\d+)<\/text>/).map { String($0.1) }
    #expect(ticks.filter { $0 != "0" } == ["1"], "\(ticks)")
  }

  @Test func `without a round the page says what to do`() async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let (status, html, _) = try await world.ask("/quality")
    #expect(status == 200)
    #expect(html.contains("There is no round yet") && html.contains("href=\"/rounds\""))
    #expect(!html.contains("<figure>"))
  }

  @Test func `a round that is not there is a problem`() async throws {
    let world = try WebWorld(rows: 120)
    #expect(try await world.ask("/quality?round=9").status == 404)
    #expect(try await world.ask("/quality?round=x").status == 400)
    #expect(try await world.ask("/api/v1/metrics?round=9").status == 404)
    let (status, text, headers) = try await world.ask("/api/v1/metrics?round=0")
    #expect(status == 400)
    #expect(headers[.contentType] == "application/problem+json")
    #expect(text.contains("round: found 0, expected a whole number from 1 to 2147483647"))
  }

  @Test func `metrics hold the figures of the round and the counts at each threshold`() async throws {
    let world = try WebWorld()
    let metrics = try WebWorld.json(try await world.ask("/api/v1/metrics").text)
    let kept = try world.project.keptRound(nil)
    #expect(metrics["round"] as? Int == 1)
    #expect(metrics["verdict"] as? String == kept.verdict.rawValue)
    let reading = try #require(metrics["reading"] as? [String: Any])
    let rows = try #require(reading["thresholds"] as? [[String: Any]])
    #expect(rows.first?["threshold"] as? Double == 0)
    #expect(rows.first?["truePositives"] as? Int == kept.result.split.validationPositiveCount)
    #expect(rows.first?["trueNegatives"] as? Int == 0)
  }

  @Test(arguments: NoEstimate.Reason.allCases)
  func `why nothing can be estimated yet is said in each language`(_ reason: NoEstimate.Reason) {
    for strings in [Strings.english, .portuguese] {
      #expect(strings.forScripts["quality_left_why_\(reason.rawValue)"]?.hasSuffix(".") == true)
    }
  }

  @Test func `what cannot be said yet is said as that`() async throws {
    let world = try WebWorld()
    let (status, text, _) = try await world.ask("/api/v1/estimates")
    #expect(status == 200, "that it is not known yet is no error")
    let none = try WebWorld.json(text)
    #expect(none["missing"] as? String == "nothingAnswered" && none["detail"] as? String != nil)
    #expect(Set(none.keys) == ["missing", "detail"])
    let fresh = try WebWorld(rows: 40, hasRound: false)
    #expect(try await fresh.ask("/api/v1/estimates").status == 404)
    #expect(try await world.ask("/api/v1/estimates?level=2").status == 400)
  }

  @Test func `estimates, stopping rules, annotators and answers to look at again are there`() async throws {
    let world = try WebWorld()
    for item in try world.project.keptRound(1).result.batch.items {
      _ = try world.project.label(
        AnswerRequest(id: item.id, word: item.score > 0.4 ? "yes" : "no", annotator: "ben", source: "a test"))
    }
    let estimate = try WebWorld.json(try await world.ask("/api/v1/estimates").text)
    #expect((estimate["remaining"] as? [String: Any])?["low"] != nil)
    let rules = try #require(
      try WebWorld.json(try await world.ask("/api/v1/stopping").text)["rules"] as? [[String: Any]])
    #expect(rules.map { $0["name"] as? String } == ["in-a-row", "found", "settled"])
    let annotators = try WebWorld.json(try await world.ask("/api/v1/annotators").text)["annotators"] as? [[String: Any]]
    #expect(annotators?.map { $0["name"] as? String } == ["ana", "ben"])
    let checked = try WebWorld.json(try await world.ask("/api/v1/check-labels?count=3").text)
    #expect((checked["surprising"] as? [Any])?.count ?? 9 <= 3)
    #expect(try await world.ask("/api/v1/check-labels?count=0").status == 400)
  }

  @Test func `a name from the log cannot become markup`() async throws {
    let world = try WebWorld(rows: 120)
    let item = try #require(try world.project.keptRound(1).result.batch.items.first)
    _ = try world.project.label(
      AnswerRequest(id: item.id, word: "yes", annotator: "<img src=x>\"\u{202E}", source: "a test"))
    let (_, html, _) = try await world.ask("/quality")
    #expect(html.contains("&lt;img src=x&gt;&quot;\u{FFFD}"))
    #expect(!html.contains("<img"))
  }

  @Test func `ids become one part of a path`() {
    #expect(AnnotatorsSection.pathPart("a/b?c#d é%") == "a%2Fb%3Fc%23d%20%C3%A9%25")
    #expect(AnnotatorsSection.pathPart("A-z_0.9~") == "A-z_0.9~")
  }

  @Test(arguments: [
    ("chance", "random order", "ordem aleatória"), ("newest first", "newest first", "mais recentes primeiro"),
    ("by views", "by views", "por views"), ("by views per day", "by views per day", "por views por dia"),
    ("by a per b", "by a per b", "por a por b"), ("other", "other", "other"),
  ])
  func `orders have names in both languages`(_ name: String, _ english: String, _ portuguese: String) {
    #expect(Strings.english.orderName(name) == english)
    #expect(Strings.portuguese.orderName(name) == portuguese)
  }
}

/// Figures that are worked out once.
struct FigureCacheTests {
  private let now = ProjectMoment(round: 1, labelPosition: 5, versionPosition: 9)

  @Test func `what is asked for many times is worked out once for each state`() async throws {
    let threads = Threads()
    let cache = FigureCache(threads: threads)
    let count = Mutex(0)
    let work: @Sendable () throws -> any Encodable & Sendable = {
      count.withLock { count in
        count += 1
        return count
      }
    }
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { try await cache.json("a", at: now, work) } }
      for try await text in group { #expect(text == "1\n") }
    }
    #expect(try await cache.json("b", at: now, work) == "2\n")
    var later = now
    later.labelPosition = 6
    #expect(try await cache.json("a", at: later, work) == "3\n")
    #expect(try await cache.json("a", at: later, work) == "3\n")
    try await threads.stop()
  }

  @Test func `what failed is tried again`() async throws {
    let threads = Threads()
    let cache = FigureCache(threads: threads)
    await #expect(throws: Failure.self) {
      _ = try await cache.json("a", at: now) { throw Failure(.busy, "not now") }
    }
    #expect(try await cache.json("a", at: now) { 7 } == "7\n")
    try await threads.stop()
  }
}
