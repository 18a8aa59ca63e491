import GarimpoCharts
import GarimpoProject

/// The page that says how good the ranking is. What takes seconds to work out has its place kept, and a script fills it.
struct QualityPage {
  /// The round that is shown; nil: there is none yet.
  let round: KeptRound?
  /// All rounds, oldest first.
  let rounds: [RoundsReply.Round]
  let annotators: AnnotatorsReply
  let strings: Strings

  /// The page.
  var page: Page {
    var page = Page(template: "quality", place: .quality, title: "quality_title", content: content)
    page.style = "quality"
    page.script = round == nil ? "common" : "quality"
    if let round { page.state = "{\"round\":\(round.round)}" }
    return page
  }

  private var content: [String: Any] {
    var content: [String: Any] = ["annotators": AnnotatorsSection(annotators, strings).content]
    guard let round else { return content }
    let quality = round.result.quality
    var shown: [String: Any] = [
      "number": round.round, "isNewest": round.round == round.newestRound,
      "choices": rounds.reversed().map { one -> [String: Any] in
        ["number": one.round, "isChosen": one.round == round.round, "isInUse": one.round == round.currentRound]
      },
      "headline": strings["quality_verdict_\(round.verdict.rawValue.replacing("-", with: "_"))"],
      "claim": claim(round), "caution": caution(round),
      "cards": [
        card(
          "quality_ap", quality.averagePrecision.shown,
          quality.baselines.prefix(3).map {
            "\(strings.orderName($0.name)) \(number($0.averagePrecision.shown.value))"
          }, isTooFew: round.isTooFew),
        card(
          "quality_auc", quality.rocAUC.shown,
          [strings["quality_order_chance"] + " " + number(0.5), population(round)], isTooFew: round.isTooFew),
      ],
      "population": population(round),
      "figures": QualityFigures(round: round, rounds: rounds, strings: strings).content,
      "reading": reading(round), "hasReading": !quality.atK.isEmpty,
    ]
    shown["orders"] = orders(round)
    content["round"] = shown
    return content
  }

  // MARK: Sentences

  /// On what, how good, against what.
  private func claim(_ round: KeptRound) -> String {
    let precision = round.result.quality.averagePrecision.shown
    return strings[
      "quality_claim_\(round.splitKind)\(round.isTooFew ? "_few" : "")",
      [
        "count": strings.number(round.result.split.validationCount), "yes": yes(round),
        "value": number(precision.value), "low": number(precision.low), "high": number(precision.high),
        "chance": number(round.chance),
      ]]
  }

  /// Why the interval is wide, and what the best order without a model does.
  private func caution(_ round: KeptRound) -> String {
    let precision = round.result.quality.averagePrecision.shown
    var sentences: [String] = []
    if !round.isTooFew, precision.high - precision.low > 0.4 * precision.value {
      sentences.append(strings.plural("quality_wide", round.result.split.validationPositiveCount))
    }
    let others = round.result.quality.baselines.dropFirst().map { ($0.name, $0.averagePrecision.shown) }
    if let (name, other) = others.max(by: { $0.1.value < $1.1.value }) {
      let kind =
        round.isTooFew
        ? "few" : other.value >= precision.value ? "same" : other.high >= precision.low ? "overlap" : "less"
      sentences.append(
        strings[
          "quality_best_\(kind)",
          [
            "order": strings.orderName(name), "value": number(other.value),
            "range": strings.range(other.low, other.high),
          ]])
    }
    return sentences.joined(separator: " ")
  }

  private func population(_ round: KeptRound) -> String {
    let split = round.result.split
    return strings[
      "quality_population",
      [
        "yes": strings.number(split.validationPositiveCount),
        "no": strings.number(split.validationCount - split.validationPositiveCount),
      ]]
  }

  // MARK: Parts

  private func card(_ name: String, _ estimate: ShownFigure, _ notes: [String], isTooFew: Bool) -> [String: Any] {
    [
      "name": strings[name], "value": number(estimate.value),
      "range": isTooFew ? strings["figure_too_few"] : strings.range(estimate.low, estimate.high),
      "note": notes.joined(separator: " · "),
    ]
  }

  /// The orders side by side.
  private func orders(_ round: KeptRound) -> [[String: Any]] {
    let quality = round.result.quality
    func row(
      _ name: String, _ precision: ShownFigure, _ area: ShownFigure, isOurs: Bool
    ) -> [String: Any] {
      func range(_ figure: ShownFigure) -> String {
        !round.isTooFew && figure.low < figure.high ? strings.range(figure.low, figure.high) : ""
      }
      return [
        "name": name, "precision": number(precision.value), "precisionRange": range(precision),
        "area": number(area.value), "areaRange": range(area), "isOurs": isOurs,
      ]
    }
    return [
      row(
        strings["quality_order_model"], quality.averagePrecision.shown, quality.rocAUC.shown, isOurs: true)
    ]
      + quality.baselines.map {
        row(strings.orderName($0.name), $0.averagePrecision.shown, $0.rocAUC.shown, isOurs: false)
      }
  }

  /// What reading the first k brings.
  private func reading(_ round: KeptRound) -> [[String: Any]] {
    round.result.quality.atK.map { at in
      let precision = at.precision.shown
      let found = precision.value * Double(at.k)
      let isWhole = (found - found.rounded()).magnitude < 0.05
      return [
        "k": strings.number(at.k),
        "found": strings[
          "quality_found_of", ["found": strings.decimal(found, places: isWhole ? 0 : 1), "all": yes(round)]],
        "precision": strings.percent(precision.value),
        "range": strings[
          "figure_range", ["low": strings.percent(precision.low), "high": strings.percent(precision.high)]],
        "recall": strings.percent(at.recall), "lift": strings.decimal(at.lift, places: 1) + " ×",
      ]
    }
  }

  private func yes(_ round: KeptRound) -> String { strings.number(round.result.split.validationPositiveCount) }

  private func number(_ value: Double) -> String { strings.decimal(value, places: 2) }
}
