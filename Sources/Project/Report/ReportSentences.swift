import GarimpoCharts
import GarimpoEvaluation

/// What the report says about the figures, in plain words: the one place where its judgements are made.
struct ReportSentences {
  let result: RoundResult

  /// How sure we are that the ranking is worth something.
  typealias Verdict = RankingVerdict

  /// The average precision of a random order.
  var chance: Double {
    if let chance = result.quality.baselines.first { return chance.averagePrecision.value }
    let count = result.split.validationCount
    return count > 0 ? Double(result.split.validationPositiveCount) / Double(count) : 0
  }

  /// Whether the validation items are too few to say how sure the figures are.
  var isTooFew: Bool { result.isTooFew }

  /// Clearly better: the whole intervals of both figures lie above chance, that of average precision by half of it. A
  /// figure that random orders of these items reach in one case of forty is never above chance, however narrow its interval:
  /// with a handful of yes, resampling cannot tell luck. Where that is all there is, random orders alone decide.
  var verdict: Verdict {
    let precision = result.quality.averagePrecision
    let auc = result.quality.rocAUC
    let random = result.quality.baselines.first
    if isTooFew {
      let isAbove =
        precision.value > random?.averagePrecision.high ?? chance || auc.value > random?.rocAUC.high ?? 0.5
      return isAbove ? .perhapsBetter : .notDistinguishable
    }
    if auc.high < 0.5, precision.value <= chance { return .worse }
    let hasPrecision = precision.low > chance && precision.value > random?.averagePrecision.high ?? chance
    let hasArea = auc.low > 0.5 && auc.value > random?.rocAUC.high ?? 0.5
    if hasPrecision && hasArea {
      return precision.low >= 1.5 * chance ? .clearlyBetter : .betterPerhapsSlightly
    }
    return hasPrecision || hasArea ? .perhapsBetter : .notDistinguishable
  }

  /// The headline.
  var headline: String {
    switch verdict {
    case .clearlyBetter: "The model ranks clearly better than chance."
    case .betterPerhapsSlightly: "The model ranks better than chance, perhaps only slightly."
    case .perhapsBetter: "The model ranks better than chance, but that is not yet sure."
    case .notDistinguishable: "The model’s ranking cannot be told from chance."
    case .worse: "The model ranks worse than chance."
    }
  }

  /// The figure behind the headline.
  var claim: String {
    let precision = result.quality.averagePrecision
    guard !isTooFew else {
      return """
        Its average precision is \(number(precision.value)); a random order has \(number(chance)). Measured on \
        \(validation): \(TooFew.words) that is.
        """
    }
    return """
      Its average precision is \(number(precision.value)), with a 95 % interval from \(number(precision.low)) to \
      \(number(precision.high)); a random order has \(number(chance)). Measured on \(validation).
      """
  }

  /// How wide the interval is, and what the best order without a model does.
  var caution: String {
    var sentences: [String] = []
    let precision = result.quality.averagePrecision
    if !isTooFew, precision.high - precision.low > 0.4 * precision.value {
      sentences.append(
        """
        The interval is wide because \(Decimals.count(result.split.validationPositiveCount)) yes are few to measure \
        on: more answers will narrow it.
        """)
    }
    let others = result.quality.baselines.dropFirst()
    if let best = others.max(by: { $0.averagePrecision.value < $1.averagePrecision.value }) {
      let value = number(best.averagePrecision.value)
      let range = "95 % \(number(best.averagePrecision.low)) to \(number(best.averagePrecision.high))"
      if isTooFew {
        sentences.append("The best order without a model, “\(best.name)”, has \(value).")
      } else if best.averagePrecision.value >= precision.value {
        sentences.append("Without a model, the order “\(best.name)” does no worse: \(value) (\(range)).")
      } else if best.averagePrecision.high >= precision.low {
        sentences.append(
          "The best order without a model, “\(best.name)”, has \(value) (\(range)); the intervals overlap.")
      } else {
        sentences.append("The best order without a model, “\(best.name)”, has \(value) (\(range)).")
      }
    }
    return sentences.joined(separator: " ")
  }

  /// `270 items that the model has not seen (35 yes)`.
  var validation: String {
    let split = result.split
    return """
      \(items(split.validationCount)) that the model has not seen (\(Decimals.count(split.validationPositiveCount)) yes)
      """
  }

  /// The population under a figure.
  var population: String { "On \(validation)." }

  /// What the precision-recall curve shows.
  var precisionRecall: String {
    "Of the items read so far, how many are yes (precision), as more and more of all yes are found (recall)."
  }

  /// What the ROC curve shows.
  var roc: String {
    let auc = result.quality.rocAUC
    let range = "95 % \(Decimals.percent(auc.low)) to \(Decimals.percent(auc.high))"
    return """
      Of a yes and a no drawn at random, the model puts the yes first in \(Decimals.percent(auc.value)) of cases \
      (\(isTooFew ? TooFew.words : range)); chance is 50\u{A0}%.
      """
  }

  /// What the histogram shows.
  var histogram: String {
    "The further the yes stand to the right of the no, the better the model tells them apart."
  }

  /// What the reliability diagram shows: in how many bins the score is within the interval of the share.
  var calibration: String {
    let bins = result.quality.calibration.filter { $0.count > 0 }
    let held = bins.filter { $0.low <= $0.meanScore && $0.meanScore <= $0.high }.count
    guard !bins.isEmpty else { return "There are no scores to compare with the answers." }
    guard result.tellsCalibration else {
      return "\(items(result.split.validationCount)) are too few to say whether the score misleads."
    }
    if held == bins.count {
      return "In every bin the score lies within the interval of the share of yes: no sign that it misleads."
    }
    return """
      In \(held) of \(bins.count) bins the score lies within the interval of the share of yes; in the others do not \
      read it as a probability.
      """
  }

  /// WSS@95 in words.
  var workSaved: String {
    let saved = result.quality.wss95
    let figure = Decimals.fixed(saved, 2)
    if saved <= 0 {
      return "Reading down the model’s list until 95 % of the yes are found saves nothing (WSS@95 \(figure))."
    }
    return """
      Reading down the model’s list until 95 % of the yes are found takes \(Decimals.percent(max(0.95 - saved, 0))) of \
      the items; in random order it takes 95\u{A0}% (WSS@95 \(figure)).
      """
  }

  /// The average time to discovery in words.
  var discovery: String {
    let count = result.split.validationCount
    return """
      A yes stands at place \(Decimals.fixed(result.quality.averageTimeToDiscovery, 1)) of \(Decimals.count(count)) on \
      average; in random order at \(Decimals.fixed(Double(count + 1) / 2, 1)).
      """
  }

  /// How the influences are to be read.
  var influences: String {
    guard !result.influences.isEmpty else {
      return result.influencesNote.map { "What moved the scores cannot be told: \($0)." }
        ?? "Nothing moved the scores: no tree found a question worth asking."
    }
    return """
      The strongest \(result.influences.count) of \(Decimals.count(result.features.columnCount)) columns. The bar is the \
      part of the model’s learning that used the column; the number beside it is how much higher the mean score is for \
      items that have more of it.
      """
  }

  /// What the batch is.
  var batch: String {
    guard !result.batch.items.isEmpty else { return "There is nothing to label next." }
    let items = items(result.batch.items.count)
    return "\(items) of \(Decimals.count(result.split.poolCount)) without an answer: \(result.batch.rule)."
  }

  /// A count of items.
  func items(_ count: Int) -> String { count == 1 ? "1 item" : "\(Decimals.count(count)) items" }

  /// A figure between 0 and 1: two decimals.
  func number(_ value: Double) -> String { Decimals.fixed(value, 2) }
}
