import GarimpoCharts
import GarimpoProject

/// The drawings of the quality page, each with a sentence, its population and the table behind it.
struct QualityFigures {
  let round: KeptRound
  let rounds: [RoundsReply.Round]
  let strings: Strings

  /// For the template, by name.
  var content: [String: Any] {
    ["ranking": [precisionRecall, roc, calibration], "histogram": histogram, "rounds": overRounds]
  }

  private var quality: RoundResult.Quality { round.result.quality }

  private var precisionRecall: [String: Any] {
    var figure = CurveFigure(
      description: description("quality_pr_description"), xLabel: strings["figure_recall"],
      yLabel: strings["figure_precision"], points: points(quality.precisionRecall),
      baseline: [.init(x: 0, y: round.chance), .init(x: 1, y: round.chance)])
    figure.words = strings.figureWords
    return shown("quality_pr", strings["quality_pr_says"], band, figure.svg, figure.table)
  }

  private var roc: [String: Any] {
    var figure = CurveFigure(
      description: description("quality_roc_description"), xLabel: strings["figure_false_positives"],
      yLabel: strings["figure_true_positives"], points: points(quality.roc),
      baseline: [.init(x: 0, y: 0), .init(x: 1, y: 1)])
    figure.words = strings.figureWords
    let area = quality.rocAUC.shown
    let says = strings[
      round.isTooFew ? "quality_roc_says_few" : "quality_roc_says",
      [
        "value": strings.percent(area.value), "low": strings.percent(area.low), "high": strings.percent(area.high),
      ]]
    return shown("quality_roc", says, band, figure.svg, figure.table)
  }

  private var calibration: [String: Any] {
    var figure = CalibrationFigure(
      description: strings["quality_calibration_description"],
      bins: quality.calibration.map {
        .init(meanScore: $0.meanScore, share: $0.positiveShare, low: $0.low, high: $0.high, count: $0.count)
      })
    figure.words = strings.figureWords
    let bins = quality.calibration.filter { $0.count > 0 }
    let held = bins.count { $0.low <= $0.meanScore && $0.meanScore <= $0.high }
    let says =
      !round.result.tellsCalibration
      ? strings.plural("quality_calibration_few", round.result.split.validationCount)
      : held == bins.count
        ? strings["quality_calibration_all"]
        : strings["quality_calibration_some", ["held": "\(held)", "count": "\(bins.count)"]]
    return shown("quality_calibration", says, strings["quality_calibration_key"], figure.svg, figure.table)
  }

  private var histogram: [String: Any] {
    var figure = HistogramFigure(
      description: strings["quality_histogram_description"],
      bins: quality.histogram.map {
        .init(from: $0.from, to: $0.to, yes: $0.positiveCount, no: $0.negativeCount)
      })
    figure.words = strings.figureWords
    figure.cut = 0
    return shown("quality_histogram", strings["quality_histogram_says"], "", figure.svg, figure.table)
  }

  private var overRounds: [String: Any] {
    var figure = CurveFigure(
      description: strings["quality_rounds_description"], xLabel: strings["figure_round"],
      yLabel: strings["quality_ap"],
      points: rounds.compactMap { round in
        guard let figure = round.averagePrecision, figure.count == 3 else { return nil }
        return round.isTooFew
          ? .init(x: Double(round.round), y: figure[0])
          : .init(x: Double(round.round), y: figure[0], low: figure[1], high: figure[2])
      },
      xDomain: 0.5...Double(rounds.last?.round ?? 1) + 0.5)
    figure.words = strings.figureWords
    figure.xPlaces = 0
    figure.showsPoints = true
    return shown(
      "quality_rounds", strings["quality_rounds_says"], strings["quality_rounds_key"], figure.svg, figure.table)
  }

  private func shown(
    _ name: String, _ says: String, _ caption: String, _ svg: Markup, _ table: FigureTable
  ) -> [String: Any] {
    [
      "name": strings[name], "says": says, "caption": caption, "svg": svg.description,
      "table": table.markup.description,
    ]
  }

  /// Too few items have no band.
  private func points(_ points: [RoundResult.CurvePoint]) -> [CurveFigure.Point] {
    points.map { round.isTooFew ? .init(x: $0.x, y: $0.y) : .init(x: $0.x, y: $0.y, low: $0.low, high: $0.high) }
  }

  private var band: String { strings[round.isTooFew ? "quality_no_band" : "quality_band"] }

  private func description(_ name: String) -> String {
    strings[name + (round.isTooFew ? "_few" : "")]
  }
}
