import GarimpoEvaluation

/// What a round found out, as text for a terminal of 80 columns.
public struct RoundSummary: Sendable {
  private let round: FinishedRound
  private let style: TextStyle
  private var result: RoundResult { round.result }

  /// A summary of `round`.
  public init(_ round: FinishedRound, style: TextStyle = TextStyle()) {
    self.round = round
    self.style = style
  }

  /// The whole text, with a line break at its end. All but the last section is the same for the same result.
  public var text: String { text(without: []) }

  /// The text without the sections that have these headings.
  func text(without left: Set<String>) -> String {
    let reading = ReadingSection(
      source: result.source, cleaning: result.cleaning, recipe: result.recipe, observed: result.observed)
    let sections: [(String, [String])] = [
      (reading.heading, reading.lines(style)),
      ("Split", split),
      ("Model", model),
      (qualityHeading, quality),
      ("What moved the scores", influences),
      ("Batch", batch),
      ("Files", files),
      ("Time", DisplayText.paragraph(Self.timeSentence(round.timings))),
    ]
    return joined(sections.filter { !left.contains($0.0) })
  }

  /// The sections that say how good the model is: split, model and quality.
  var qualityText: String { joined([("Split", split), ("Model", model), (qualityHeading, quality)]) }

  private func joined(_ sections: [(String, [String])]) -> String {
    sections.filter { !$0.1.isEmpty }
      .map { heading, lines in ([style.apply(.heading, to: heading)] + lines).joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// `read 3 ms, clean 2 ms, …, in all 65 ms`.
  public static func timeSentence(_ timings: [StepTiming]) -> String {
    let total = timings.reduce(0) { $0 + $1.seconds }
    return (timings.map { "\($0.step) \(milliseconds($0.seconds))" } + ["in all \(milliseconds(total))"])
      .joined(separator: ", ")
  }

  private static func milliseconds(_ seconds: Double) -> String {
    seconds < 10 ? "\(Text.grouped(Int((seconds * 1000).rounded()))) ms" : "\(Text.decimal(seconds, places: 1)) s"
  }

  // MARK: Split and model

  private var split: [String] {
    let split = result.split
    var table = TextTable([.left, .right, .left])
    func row(_ name: String, _ count: Int, _ positiveCount: Int) {
      let share = Text.decimal(100 * Double(positiveCount) / Double(max(1, count)), places: 1)
      table.add([
        .init(name), .init(Text.grouped(count)), .init("\(Text.grouped(positiveCount)) yes (\(share) %)", .faint),
      ])
    }
    row("training", split.trainCount, split.trainPositiveCount)
    row("validation", split.validationCount, split.validationPositiveCount)
    table.add([.init("pool"), .init(Text.grouped(split.poolCount)), .init("not labelled", .faint)])
    return DisplayText.paragraph(split.rule) + table.lines(style)
  }

  private var model: [String] {
    let features = result.features
    return DisplayText.paragraph(result.model)
      + DisplayText.paragraph(
        "\(Text.count(features.columnCount, "feature")), \(Text.grouped(features.termCount)) of them terms")
  }

  // MARK: Quality

  private var qualityHeading: String {
    "Quality on the \(Text.count(result.split.validationCount, "validation item")) (AP: average precision)"
  }

  private var quality: [String] {
    let quality = result.quality
    var table = TextTable([.left, .right, .left, .right, .left])
    table.addHeader(["order", "AP", "95 % interval", "ROC AUC", "95 % interval"])
    func row(_ name: String, _ precision: Estimate, _ area: Estimate, _ tone: TextStyle.Tone) {
      table.add([
        .init(DisplayText.cut(DisplayText.printable(name), to: 28), tone), .init(Self.figure(precision.value), tone),
        .init(interval(precision), .faint), .init(Self.figure(area.value), tone), .init(interval(area), .faint),
      ])
    }
    row("model", quality.averagePrecision, quality.rocAUC, .heading)
    let shown = ShownBaselines(quality)
    for baseline in shown.baselines { row(baseline.name, baseline.averagePrecision, baseline.rocAUC, .plain) }
    var lines = table.lines(style)
    if let note = shown.note { lines += DisplayText.paragraph(note) }
    lines.append("")
    let say = ReportSentences(result: result)
    lines += DisplayText.paragraph(say.headline) + DisplayText.paragraph(say.caution)
    let columns = quality.atK.prefix(8)
    if !columns.isEmpty {
      var reading = TextTable([.left] + columns.map { _ in .right })
      reading.addHeader(["first k in the order"] + columns.map { Text.grouped($0.k) })
      reading.add([.init("precision")] + columns.map { .init(Text.decimal($0.precision.value, places: 2)) })
      reading.add(
        [.init("  95 % from", .faint)] + columns.map { .init(Text.decimal($0.precision.low, places: 2), .faint) })
      reading.add(
        [.init("       to", .faint)] + columns.map { .init(Text.decimal($0.precision.high, places: 2), .faint) })
      reading.add([.init("recall")] + columns.map { .init(Text.decimal($0.recall, places: 2)) })
      reading.add([.init("lift")] + columns.map { .init(Text.decimal($0.lift, places: 1)) })
      lines += [""] + reading.lines(style)
    }
    return lines
  }

  private static func figure(_ value: Double) -> String { Text.decimal(value, places: 3) }

  private func interval(_ estimate: Estimate) -> String {
    result.isTooFew ? "too few" : "\(Self.figure(estimate.low)) to \(Self.figure(estimate.high))"
  }

  // MARK: Influences

  private var influences: [String] {
    guard !result.influences.isEmpty else {
      return DisplayText.paragraph(result.influencesNote ?? "no tree found anything to divide by")
    }
    var table = TextTable([.left, .right, .right, .right])
    table.addHeader(["feature", "weight", "effect", "items with it"])
    for influence in result.influences.prefix(10) {
      let effect = Text.decimal(influence.effect.magnitude, places: 3)
      let isNone = effect == "0.000"
      let sign = isNone ? " " : influence.effect > 0 ? "+" : "−"
      table.add([
        .init(DisplayText.cut(DisplayText.printable(influence.feature), to: 36)),
        .init("\(Text.decimal(influence.importance * 100, places: 1)) %"),
        .init(sign + effect, isNone ? .plain : influence.effect > 0 ? .good : .bad),
        .init(Text.grouped(influence.trainCount)),
      ])
    }
    return table.lines(style)
  }

  // MARK: Batch and files

  private var batch: [String] {
    let items = result.batch.items
    var lines = DisplayText.paragraph(result.batch.rule)
    var table = TextTable([.left, .right, .left])
    for reason in ["hard", "random"] {
      let scores = items.filter { $0.reason == reason }.map(\.score)
      guard let low = scores.min(), let high = scores.max() else { continue }
      table.add([
        .init(reason), .init(Text.grouped(scores.count)),
        .init("scores from \(Self.figure(low)) to \(Self.figure(high))", .faint),
      ])
    }
    table.add([.init("in all"), .init(Text.grouped(items.count))])
    lines += table.lines(style)
    if let note = result.batch.note { lines += DisplayText.paragraph(note) }
    return lines
  }

  private var files: [String] {
    let files = round.files
    guard !files.isEmpty else {
      return DisplayText.paragraph(
        "none written; get the batch with --output to_label.csv and the report with --report report.html")
    }
    var lines: [String] = []
    if let batch = files.batch {
      lines += DisplayText.paragraph(
        "\(Self.name(of: batch)): \(Text.count(result.batch.items.count, "row")) to label"
          + (round.labelColumn.map { "; fill the column \($0.isEmpty ? "without a name" : $0)" } ?? ""))
    }
    if let report = files.report {
      lines += DisplayText.paragraph("\(Self.name(of: report)): the report, to open in a browser")
    }
    return lines
  }

  private static func name(of path: String) -> String { path == "-" ? "standard output" : path }
}
