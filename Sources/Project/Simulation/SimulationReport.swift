import GarimpoCharts
import GarimpoEvaluation
import GarimpoQuerying

/// Simulations as a page: a self-contained HTML file without a script and without a request to anywhere. The same result gives
/// the same bytes.
struct SimulationReport {
  let reply: SimulationReply

  /// The page.
  static func render(_ reply: SimulationReply) -> String { SimulationReport(reply: reply).page.description }

  private var page: Markup {
    let stopping: [(id: String, name: String)] = reply.wishes.stopping.isEmpty ? [] : [("stopping", "When to stop")]
    let comparison: [(id: String, name: String)] = reply.differences.isEmpty ? [] : [("comparison", "Compared")]
    return ReportPage(
      title: "Simulation", name: RoundReport.fileName(reply.table),
      parts: [("curves", "Curves"), ("labels", "Labels needed")] + comparison + stopping
        + [("figures", "Figures"), ("made", "How made")],
      style: "\(LinesFigure.sheet)\n\(Self.sheet)"
    ).markup(Markup([claim, curves, labels, comparisons, stopped, figures, making], separator: "\n"))
  }

  private static let sheet: Markup = """
    .wide svg:not(.swatch) { max-width: 860px } .wide svg text { font-size: 6.5px } .wide .axis { stroke-width: .6 }
    .wide .line { stroke-width: 1.2 } .wide .swatch .line { stroke-width: 2 } .wide .base { stroke-width: .9 }
    .at circle:not(.dot) { fill: var(--ink-2); stroke-width: 1 }
    .ways td, .ways th { white-space: nowrap } .ways tbody th { white-space: normal; min-width: 11em }
    .sentences { padding-left: 18px; max-width: 74ch } .sentences li { margin: 6px 0 }
    @media (max-width: 700px) {
      .wide svg text { font-size: 13px } .wide .line { stroke-width: 2 } .ways tbody th { min-width: 8em }
      .rules tbody th { min-width: 15em }
    }
    """

  // MARK: - What is said

  /// What most readers want to know: which way needs the fewest labels.
  var headline: String {
    let reached = reply.ways.indices.compactMap { place in
      reply.ways[place].read95.flatMap { $0.count == count ? (place: place, mean: $0) : nil }
    }
    guard let best = reached.min(by: { $0.mean.value < $1.mean.value }) else {
      return "95 % of the yes were not found in each run."
    }
    if reply.ways.count == 1 {
      return "95 % of the yes were found after \(items(best.mean.value)) of \(Decimals.count(reply.itemCount))."
    }
    guard best.place > 0 else { return "No way found 95 % of the yes with fewer labels than the first." }
    let difference = reply.differences.first { $0.way == best.place + 1 }?.read95
    let isSure = difference.flatMap { $0.count == count ? $0.high : nil }.map { $0 < 0 } ?? false
    return isSure
      ? "Way \(best.place + 1) needs fewer labels than the first for 95 % of the yes."
      : "Way \(best.place + 1) needed the fewest labels for 95 % of the yes, which may be chance."
  }

  private var count: Int { reply.wishes.repetitionCount }
  private func items(_ value: Double) -> String { Text.count(Int(value.rounded()), "item") }

  private var claim: Markup {
    let warnings: Markup =
      reply.warnings.isEmpty
      ? ""
      : """
      <div class="notice"><p>To look at</p><ul>\(Markup(reply.warnings.map { "<li>\($0)</li>" as Markup }))</ul></div>
      """
    let left: Markup =
      reply.unlabelledCount == 0
      ? "" : " \(Text.count(reply.unlabelledCount, "item")) without a label were left out."
    return """
      <div class="claim"><h1>\(headline)</h1>
      <p>\(Text.count(reply.itemCount, "labelled item")), \(Decimals.count(reply.positiveCount)) of them yes.\(left)</p>
      <p>\(reply.start)</p></div>
      \(warnings)
      """
  }

  // MARK: - The curves

  /// The recall of each way against the number of items read.
  var figure: LinesFigure {
    let end = reply.ways.flatMap(\.runs).map(\.questions.count).max() ?? 0
    let steps = min(200, max(end, 1))
    let grid = (0...steps).map { (end * $0 + steps / 2) / steps }
    let lines = reply.ways.indices.map { place -> LinesFigure.Line in
      let orders = reply.ways[place].runs.map(\.screening)
      // A run that found everything stays at 1; what one that ended before would have found is not known.
      let known = grid.prefix { count in
        orders.allSatisfy { count <= $0.readCount || $0.foundPlaces.count == $0.positiveCount }
      }
      let curves = orders.map { order in known.map { order.recall(at: $0) ?? 0 } }
      let band = CurveBand.mean(of: curves, at: known.map(Double.init), seed: reply.wishes.seed)
      let points = band.map { band in
        band.x.indices.map { CurveFigure.Point(x: band.x[$0], y: band.y[$0], low: band.low[$0], high: band.high[$0]) }
      }
      return LinesFigure.Line(name: name(place), points: points ?? [])
    }
    let pile = Double(max(reply.ways.flatMap(\.runs).map(\.itemCount).max() ?? 1, 1))
    let last = Double(max(end, 1))
    return LinesFigure(
      description: "Share of the yes found against items read\(count > 1 ? ", with 95 % bands" : "")",
      xLabel: "items read", yLabel: "recall", lines: lines,
      baseline: [.init(x: 0, y: 0), .init(x: last, y: last / pile)], xDomain: 0...last)
  }

  private var curves: Markup {
    let figure = figure
    let band: Markup =
      count == 1
      ? "Each way was played once, so there is no band."
      : figure.drawsBands
        ? "Shaded: 95 % band of the mean over repetitions (bootstrap), at each number of items by itself."
        : """
        Behind each value and in the table stands the 95 % band of the mean over repetitions (bootstrap); of more than \
        \(LinesFigure.mostBands) ways bands would hide each other.
        """
    return """
      <section id="curves" aria-labelledby="curves-h"><h2 id="curves-h">How soon the yes are found</h2>
      <p>The steeper, the better. Point at the figure for its values; the numbers are also in the table under it.</p>
      <div class="card wide"><figure>
      \(figure.svg)
      \(figure.legend)
      <figcaption>\(band) Dashed grey: in random order.</figcaption>
      \(figure.table.markup)</figure></div></section>
      """
  }

  /// `2 · svm, certainty`.
  func name(_ place: Int) -> String {
    "\(place + 1) · \(reply.ways[place].learner), \(reply.ways[place].asking)"
  }
}
