import GarimpoEvaluation
import GarimpoRecipes
import Testing

@testable import GarimpoProject

@Suite("Wide tables")
struct WideTableTests {
  private static func baseline(_ name: String, _ value: Double) -> RoundResult.Baseline {
    let estimate = Estimate(value: value, low: value, high: value)
    return .init(name: name, averagePrecision: estimate, rocAUC: estimate)
  }

  @Test func `Chance, the eight best orders and the newest first are shown`() {
    var quality = ReportSample.quality
    quality.baselines =
      [Self.baseline("chance", 0.1)] + (1...20).map { Self.baseline("by c\($0)", Double($0) / 100) }
      + [Self.baseline("newest first", 0)]
    let shown = ShownBaselines(quality)
    #expect(shown.baselines.map(\.name) == ["chance"] + (13...20).map { "by c\($0)" } + ["newest first"])
    #expect(shown.note == "and 12 more orders of no higher average precision")
  }

  @Test func `Few orders are all shown`() {
    let shown = ShownBaselines(ReportSample.quality)
    #expect(shown.baselines.map(\.name) == ReportSample.quality.baselines.map(\.name))
    #expect(shown.note == nil)
  }

  @Test func `Fields with values that were not read are among the forty shown`() {
    var cleaning = CleaningReport(rowCount: 1, emptyRowCount: 0, columns: [], warnings: [])
    cleaning.columns = (1...100).map { .init(field: "c\($0)", column: "c\($0)", unreadCount: $0 == 90 ? 1 : 0) }
    let (columns, hiddenCount) = cleaning.shownColumns
    #expect(columns.map(\.field) == ["c90"] + (1...39).map { "c\($0)" })
    #expect(hiddenCount == 60)
  }

  @Test func `Text and report name the import time`() {
    var result = ReportSample.round
    result.observed = "2026-11-24T03:00:00Z"
    let round = FinishedRound(result: result, timings: [], files: RoundFiles(), labelColumn: nil)
    #expect(RoundSummary(round).text.contains("observed 2026-11-24T03:00:00Z (import time)"))
    #expect(!RoundSummary(round).text.contains("Optional"))
    let report = RoundReport.render(result)
    #expect(report.contains("<code>--observed 2026-11-24T03:00:00Z</code>"))
  }

  @Test(
    arguments: [
      (
        "https://example.org/v?a=1&b=\"",
        "<a href=\"https://example.org/v?a=1&amp;b=&quot;\" rel=\"noreferrer noopener\">"
      ),
      ("javascript:alert(1)", nil), ("/v", nil),
    ] as [(String, String?)])
  func `A title leads to the item's page only over the web`(_ link: String, _ tag: String?) {
    var result = ReportSample.round
    result.batch.items[0].link = link
    let report = RoundReport.render(result)
    #expect(report.contains("rel=\"noreferrer noopener\"") == (tag != nil))
    if let tag { #expect(report.contains(tag)) }
  }

  @Test func `Tied scores show the mean number of yes with a decimal`() {
    var result = ReportSample.round
    result.quality.atK = [.init(k: 10, precision: Estimate(value: 0.35, low: 0.1, high: 0.6), recall: 0.1, lift: 1)]
    #expect(RoundReport.render(result).contains("<td class=\"num\">3.5 of "))
  }
}
