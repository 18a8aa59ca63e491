import GarimpoCharts
import GarimpoEvaluation

/// One round as a page: a self-contained HTML file without a script and without a request to anywhere, readable on a
/// phone, in the dark, on paper and aloud.
///
/// The page is also well-formed XML. The same result gives the same bytes.
public struct RoundReport: Sendable {
  let result: RoundResult
  let command: String
  let say: ReportSentences

  /// The page for a round.
  ///
  /// - Parameters:
  ///   - result: what the round found out.
  ///   - command: the command that makes it again; `nil` names the file, the recipe and the seed.
  public static func render(_ result: RoundResult, command: String? = nil) -> String {
    RoundReport(result, command: command).page.description
  }

  init(_ result: RoundResult, command: String? = nil) {
    self.result = result
    self.command =
      command
      ?? "garimpo round \(Self.quoted(result.source.path)) --recipe \(Self.quoted(result.recipe)) --seed \(result.seed)"
    say = ReportSentences(result: result)
  }

  /// The whole page.
  var page: Markup {
    let name = Self.fileName(result.source.path)
    let parts = [claim, comparison, figures, reading, influences, batch, cleaning, split, making]
    return ReportPage(
      title: "Round report", name: name,
      parts: [
        ("quality", "Quality"), ("influences", "What counts"), ("batch", "To label"), ("data", "Data"),
        ("made", "How made"),
      ]
    ).markup(Markup(parts, separator: "\n"))
  }

  private var claim: Markup {
    let quality = result.quality
    let interval: Markup = say.isTooFew ? "" : " · 95 % interval"
    func shown(_ estimate: Estimate) -> String {
      say.isTooFew ? TooFew.words : range(estimate.low, estimate.high)
    }
    var cards: Markup = """
      <div class="card"><h2>Average precision</h2><div class="big">\(say.number(quality.averagePrecision.value)) \
      <small>\(shown(quality.averagePrecision))</small></div>\
      <p class="small">random order \(say.number(say.chance))\(interval)</p></div>
      <div class="card"><h2>ROC AUC</h2><div class="big">\(say.number(quality.rocAUC.value)) \
      <small>\(shown(quality.rocAUC))</small></div>\
      <p class="small">random order 0.50\(interval)</p></div>

      """
    cards += """
      <div class="card"><h2>To label next</h2><div class="big">\(Decimals.count(result.batch.items.count)) \
      <small>of \(Decimals.count(result.split.poolCount))</small></div>\
      <p class="small">without an answer so far · <a href="#batch">see them</a></p></div>
      """
    let caution = say.caution
    let second: Markup = caution.isEmpty ? "" : "<p>\(caution)</p>"
    return """
      <div class="claim"><h1>\(say.headline)</h1><p>\(say.claim)</p>\(second)</div>
      <div class="figures">\(cards)</div>
      """
  }

  private var making: Markup {
    let quality = result.quality
    let observed: Markup =
      result.observed.map {
        "<dt>Observed</dt><dd>\($0), the import time; repeat with <code>--observed \($0)</code></dd>"
      } ?? ""
    return """
      <section id="made" aria-labelledby="made-h"><h2 id="made-h">How it was made</h2>
      <p>The same table, recipe, options, seed and observation time give the same report, byte for byte.</p>
      <div class="card"><dl><dt>Recipe</dt><dd>\(result.recipe)</dd><dt>Model</dt><dd>\(result.model)</dd>\
      <dt>Seed</dt><dd>\(String(result.seed))</dd>\(observed)<dt>Intervals</dt>\
      <dd>95 %, from \(Decimals.count(quality.bootstrapCount)) bootstrap samples; Wilson’s for shares</dd></dl>
      <pre>\(command)</pre></div></section>
      """
  }

  /// `0.12 to 0.31`.
  func range(_ low: Double, _ high: Double) -> String { "\(say.number(low)) to \(say.number(high))" }

  /// The last part of a path.
  static func fileName(_ path: String) -> String {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
    return name.isEmpty ? "a table" : name
  }

  /// The text as one word of a shell's command line.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "/"):
        true
      default: false
      }
    }
    if isPlain && !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  /// The first `limit` scalars of the text, with an ellipsis where there was more.
  static func cut(_ text: String, to limit: Int) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + "…"
  }
}
