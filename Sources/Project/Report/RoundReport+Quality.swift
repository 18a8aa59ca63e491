import GarimpoCharts
import GarimpoEvaluation

extension RoundReport {
  /// The model beside the orders that need none.
  var comparison: Markup {
    let quality = result.quality
    var rows = row("model", quality.averagePrecision, quality.rocAUC, isOurs: true)
    let shown = ShownBaselines(quality)
    for baseline in shown.baselines {
      rows += row(baseline.name, baseline.averagePrecision, baseline.rocAUC, isOurs: false)
    }
    let intervals: Markup = say.isTooFew ? "They are \(TooFew.words) the figures are." : "95 % intervals."
    let rest: Markup = shown.note.map { "<p class=\"small\">\($0)</p>" } ?? ""
    return """
      <section id="quality" aria-labelledby="quality-h"><h2 id="quality-h">Is the model worth anything?</h2>
      <p>It is worth its trouble when its figures lie above those of orders that need no model.</p>
      <div class="card flush"><table class="compare"><caption>\(say.population) \(intervals)</caption>\
      <thead><tr><th scope="col">Order</th><th scope="col">Average precision</th><th scope="col">ROC AUC</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>\(rest)
      <details><summary>More figures</summary><div class="card"><dl><dt>Log loss</dt><dd>\
      \(Decimals.fixed(quality.logLoss, 3))</dd><dt>Brier score</dt><dd>\(Decimals.fixed(quality.brier, 3))</dd>\
      </dl></div></details></section>
      """
  }

  private func row(_ name: String, _ precision: Estimate, _ auc: Estimate, isOurs: Bool) -> Markup {
    let kind: Markup = isOurs ? " class=\"ours\"" : ""
    return "<tr\(kind)><th scope=\"row\">\(name)</th><td>\(cell(precision))</td><td>\(cell(auc))</td></tr>\n"
  }

  private func cell(_ estimate: Estimate) -> Markup {
    let value: Markup = "\(say.number(estimate.value))"
    if say.isTooFew || estimate.low == estimate.high { return value }
    return "\(value) <span class=\"range\">\(range(estimate.low, estimate.high))</span>"
  }

  /// The four figures.
  var figures: Markup {
    let quality = result.quality
    let withBand = say.isTooFew ? "" : ", with a 95 % band"
    func point(_ point: RoundResult.CurvePoint) -> CurveFigure.Point {
      say.isTooFew
        ? .init(x: point.x, y: point.y) : .init(x: point.x, y: point.y, low: point.low, high: point.high)
    }
    let precisionRecall = CurveFigure(
      description: "Precision against recall\(withBand)", xLabel: "recall", yLabel: "precision",
      points: quality.precisionRecall.map(point),
      baseline: [.init(x: 0, y: say.chance), .init(x: 1, y: say.chance)])
    let roc = CurveFigure(
      description: "True positive rate against false positive rate\(withBand)", xLabel: "false positive rate",
      yLabel: "true positive rate", points: quality.roc.map(point),
      baseline: [.init(x: 0, y: 0), .init(x: 1, y: 1)])
    let histogram = HistogramFigure(
      description: "Number of items by score, those answered yes and those answered no",
      bins: quality.histogram.map {
        .init(from: $0.from, to: $0.to, yes: $0.positiveCount, no: $0.negativeCount)
      })
    let calibration = CalibrationFigure(
      description: "Share of yes against mean score, with 95 % intervals",
      bins: quality.calibration.map {
        .init(meanScore: $0.meanScore, share: $0.positiveShare, low: $0.low, high: $0.high, count: $0.count)
      })
    let band: Markup =
      say.isTooFew
      ? "Dashed: random order. \(say.population)" : "Shaded: 95 % band. Dashed: random order. \(say.population)"
    let keys: Markup = """
      <span class="key yes"></span><span class="y">yes</span> &#160; <span class="key no"></span>\
      <span class="n">no</span>. \(say.population)
      """
    let line: Markup = """
      Dashed: the score is the share of yes. Bars: 95 % interval; larger dots hold more items. \(say.population)
      """
    return """
      <section aria-labelledby="figures-h"><h2 id="figures-h">How it ranks</h2>
      <p>Point at a figure for its values; the numbers are also in the table under each.</p><div class="grid">
      \(figure("Precision and recall", say.precisionRecall, precisionRecall.svg, band, precisionRecall.table))
      \(figure("ROC", say.roc, roc.svg, band, roc.table))
      \(figure("Scores by answer", say.histogram, histogram.svg, keys, histogram.table))
      \(figure("Does the score mean what it says?", say.calibration, calibration.svg, line, calibration.table))
      </div></section>
      """
  }

  private func figure(
    _ title: String, _ sentence: String, _ svg: Markup, _ caption: Markup, _ table: FigureTable
  ) -> Markup {
    """
    <div class="card"><h3>\(title)</h3><figure><p class="says">\(sentence)</p>
    \(svg)
    <figcaption>\(caption)</figcaption>
    \(table.markup)</figure></div>
    """
  }

  /// The yes among the first k: one decimal where tied scores make it a mean over their orders.
  private static func found(_ at: RoundResult.AtK) -> String {
    let count = at.precision.value * Double(at.k)
    let isWhole = (count - count.rounded()).magnitude < 0.05
    return isWhole ? Decimals.count(Int(count.rounded())) : Decimals.fixed(count, 1)
  }

  /// What reading the first k brings.
  var reading: Markup {
    let yes = result.split.validationPositiveCount
    let rows = Markup(
      result.quality.atK.map { at in
        """
        <tr><th scope="row" class="num">\(Decimals.count(at.k))</th>\
        <td class="num">\(Self.found(at)) of \(Decimals.count(yes))</td>\
        <td class="num">\(Decimals.percent(at.precision.value)) <span class="small">\(Decimals.percent(at.precision.low)) to \
        \(Decimals.percent(at.precision.high))</span></td><td class="num">\(Decimals.percent(at.recall))</td>\
        <td class="num">\(Decimals.fixed(at.lift, 1)) ×</td></tr>
        """
      }, separator: "\n")
    let table: Markup =
      result.quality.atK.isEmpty
      ? ""
      : """
      <div class="card flush scroll"><table class="small-table"><caption>\(say.population) Few items: read these as \
      counts, not as promises. 95 % intervals.</caption><thead><tr><th scope="col" class="num">Read first</th>\
      <th scope="col" class="num">Yes found</th><th scope="col" class="num">Precision</th>\
      <th scope="col" class="num">Recall</th><th scope="col" class="num">Against chance</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
    return """
      <section aria-labelledby="reading-h"><h2 id="reading-h">If you read only the first</h2>
      <p>\(say.workSaved) \(say.discovery)</p>
      \(table)</section>
      """
  }
}
