import Foundation
import GarimpoEvaluation
import GarimpoRecipes
import Testing

@testable import GarimpoProject

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ReportTests {
  @Test func `the sample is well-formed, asks for nothing outside and has no script`() throws {
    let page = RoundReport.render(ReportSample.round)
    #expect(try elements(page).contains("svg"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("src="))
    #expect(!page.contains("href=\"http"))
    #expect(!page.contains("url("))
    #expect(!page.contains("NaN"))
    if let path = ProcessInfo.processInfo.environment["REPORT_SAMPLE"] {
      try page.write(toFile: path, atomically: true, encoding: .utf8)
    }
  }

  @Test func `the same result gives the same bytes`() {
    #expect(RoundReport.render(ReportSample.round) == RoundReport.render(ReportSample.round))
  }

  @Test func `the claim names the figure, its interval, chance and the population`() {
    let say = ReportSentences(result: ReportSample.round)
    #expect(say.headline == "The model ranks better than chance, but that is not yet sure.")
    #expect(
      say.claim == """
        Its average precision is 0.19, with a 95 % interval from 0.12 to 0.31; a random order has 0.13. Measured on \
        270 items that the model has not seen (35 yes).
        """)
    #expect(
      say.caution == """
        The interval is wide because 35 yes are few to measure on: more answers will narrow it. The best order \
        without a model, “by views per day”, has 0.15 (95 % 0.10 to 0.25); the intervals overlap.
        """)
    #expect(
      say.workSaved == """
        Reading down the model’s list until 95 % of the yes are found takes 87\u{A0}% of the items; in random order it \
        takes 95\u{A0}% (WSS@95 0.08).
        """)
    #expect(say.discovery == "A yes stands at place 104.3 of 270 on average; in random order at 135.5.")
  }

  @Test(arguments: [
    (0.30, 0.60, ReportSentences.Verdict.clearlyBetter), (0.14, 0.60, .betterPerhapsSlightly),
    (0.12, 0.60, .perhapsBetter), (0.14, 0.45, .perhapsBetter), (0.12, 0.45, .notDistinguishable),
  ])
  func `the verdict follows from the lower ends of both intervals`(
    precision: Double, auc: Double, verdict: ReportSentences.Verdict
  ) {
    var round = ReportSample.round
    round.quality.averagePrecision = Estimate(value: 0.4, low: precision, high: 0.6)
    round.quality.rocAUC = Estimate(value: 0.7, low: auc, high: 0.8)
    #expect(ReportSentences(result: round).verdict == verdict)
  }

  @Test func `a figure that random orders reach now and then is not above chance, however narrow its interval`() {
    var round = ReportSample.round
    round.quality.averagePrecision = Estimate(value: 0.17, low: 0.16, high: 0.18)
    round.quality.rocAUC = Estimate(value: 1, low: 1, high: 1)
    round.quality.baselines[0].rocAUC = Estimate(value: 0.5, low: 0, high: 1)
    #expect(ReportSentences(result: round).verdict == .notDistinguishable)
  }

  @Test func `a ranking worse than chance is called so`() {
    var round = ReportSample.round
    round.quality.averagePrecision = Estimate(value: 0.1, low: 0.08, high: 0.12)
    round.quality.rocAUC = Estimate(value: 0.3, low: 0.2, high: 0.4)
    #expect(ReportSentences(result: round).headline == "The model ranks worse than chance.")
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' & ]]> <!-- -->", "\"\u{0301} onmouseover=x zz=\"",
    "a\u{0}b\u{1B}\u{FFFE}\r\n\tc", "\u{202E}gnissap", "👩🏽‍🔬", "", String(repeating: "wide ", count: 800),
    String(repeating: "x", count: 4000),
  ])
  func `hostile texts stay texts wherever they stand`(text: String) throws {
    var round = ReportSample.round
    round.source.path = "/data/" + text
    round.source.format = text
    round.source.warnings = [text]
    round.recipe = text
    round.model = text
    round.split.rule = text
    round.cleaning.warnings = [text]
    round.cleaning.columns[0].field = text
    round.cleaning.columns[0].column = text
    round.cleaning.columns[0].rules = [.init(name: text, count: 1, example: text)]
    round.cleaning.columns[0].unreadExamples = [.init(record: 1, text: text)]
    round.influences[0].feature = text
    round.quality.baselines[1].name = text
    round.batch.rule = text
    round.batch.note = text
    round.batch.items[0].title = text
    round.batch.items[0].id = text
    round.batch.items[0].reason = text
    let plain = try elements(RoundReport.render(ReportSample.round, command: "x")).filter { $0 != "div" }
    let hostile = RoundReport.render(round, command: text)
    #expect(!hostile.contains("<script"))
    let seen = Set(try elements(hostile))
    #expect(seen.subtracting(plain).isSubset(of: ["div"]))
    #expect(try attributes(hostile).isDisjoint(with: ["onmouseover", "zz"]))
  }

  @Test func `a round with nothing in it is still a page`() throws {
    var round = ReportSample.round
    round.influences = []
    round.batch = .init(rule: "the 70 closest to 0.5", note: "the pool holds 0 items, 100 were asked", items: [])
    round.cleaning.columns = []
    round.quality.precisionRecall = []
    round.quality.roc = []
    round.quality.calibration = []
    round.quality.histogram = []
    round.quality.atK = []
    round.quality.baselines = []
    round.split.validationPositiveCount = 1
    let page = RoundReport.render(round)
    _ = try elements(page)
    #expect(page.contains("There is nothing to label next."))
    #expect(page.contains("<div class=\"notice\">the pool holds 0 items, 100 were asked</div>"))
    #expect(page.contains("Nothing moved the scores: no tree found a question worth asking."))
  }

  @Test func `ids are unique and every link within the page leads somewhere`() {
    let page = RoundReport.render(ReportSample.round)
    let ids = page.matches(of: /\ id="([^"]+)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    let links = page.matches(of: /href="#([^"]+)"/).map { String($0.1) }
    #expect(links.count >= 6)
    #expect(Set(links).isSubset(of: ids))
  }

  @Test(arguments: [
    ("videos.csv", "videos.csv"), ("my videos.csv", "'my videos.csv'"), ("it's", #"'it'\''s'"#), ("", "''"),
    ("$(rm x)", "'$(rm x)'"),
  ])
  func `a path is one word of the command line`(path: String, word: String) {
    #expect(RoundReport.quoted(path) == word)
  }

  private func parsed(_ page: String) throws -> Names {
    let names = Names()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = names
    let isWellFormed = parser.parse()
    try #require(isWellFormed, "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    return names
  }

  private func elements(_ page: String) throws -> [String] { try parsed(page).elements }

  private func attributes(_ page: String) throws -> Set<String> { try parsed(page).attributes }

  private final class Names: NSObject, XMLParserDelegate {
    var elements: [String] = []
    var attributes: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes values: [String: String]
    ) {
      elements.append(name)
      attributes.formUnion(values.keys)
    }
  }
}
