public import GarimpoEvaluation
public import GarimpoQuerying
import GarimpoRecipes

/// What simulations came to: each way of learning and asking with its figures, the mean over the repetitions.
public struct SimulationReply: Reply {
  /// Everything that the result depends on: with the table and these the same result comes again.
  public struct Wishes: Sendable, Codable, Hashable {
    /// The program that played.
    public var program: String
    /// How the table was read.
    public var reading: TableReading
    /// The name of the recipe.
    public var recipe: String
    /// Its text.
    public var recipeText: String
    /// When the rows were observed, where the recipe says import time.
    public var observed: String?
    /// The learners.
    public var learners: [String]
    /// The ways of asking.
    public var asking: [String]
    /// How often each was played.
    public var repetitionCount: Int
    /// How many items were asked before it learnt again.
    public var batchSize: Int
    /// What was known from the start.
    public var priors: String
    /// When a run ended.
    public var stop: String
    /// What was asked before both answers were known.
    public var coldStart: String
    /// The stopping rules that were watched.
    public var stopping: [String]
    /// The seed.
    public var seed: UInt64
  }

  /// A mean over repetitions with its 95 % interval (bootstrap); without one where there was one repetition only.
  public struct Mean: Sendable, Codable, Hashable {
    /// The mean.
    public var value: Double
    /// The lower end.
    public var low: Double?
    /// The upper end.
    public var high: Double?
    /// In how many of the repetitions there was a figure; in the others it was not reached.
    public var count: Int

    /// nil without figures.
    init?(_ figures: [Double?], seed: UInt64) {
      let known = figures.compactMap(\.self)
      guard let mean = Estimate.mean(of: known, seed: seed) else { return nil }
      value = mean.value
      (low, high) = mean.low.isNaN ? (nil, nil) : (mean.low, mean.high)
      count = known.count
    }
  }

  /// A learner with a way of asking.
  public struct Way: Sendable, Encodable {
    /// The learner.
    public var learner: String
    /// The way of asking.
    public var asking: String
    /// 1 − ROC AUC of the order: 0 is the best, 0.5 chance.
    public var loss: Mean?
    /// Normalised discounted cumulative gain.
    public var ndcg: Mean?
    /// The mean place of the yes.
    public var meanRank: Mean?
    /// Work saved over sampling at 95 % of the yes.
    public var workSaved95: Mean?
    /// Extra yes found at 10 % of the items.
    public var extraFound10: Mean?
    /// The share of the yes found when 10 % of the items were read.
    public var recall10: Mean?
    /// Items read until 50, 80, 95 and 100 % of the yes were found.
    public var read50, read80, read95, read100: Mean?
    /// How the stopping rules did, in the order of the wishes.
    public var stopping: [StoppingSummary]
    /// The runs.
    public var runs: [SimulationRun]

    init(learner: String, asking: String, runs: [SimulationRun], seed: UInt64) {
      self.learner = learner
      self.asking = asking
      self.runs = runs
      stopping = SimulationRun.stoppingSummaries(runs)
      let orders = runs.map(\.screening)
      func mean(_ figure: (ScreeningOrder) -> Double?) -> Mean? { Mean(orders.map(figure), seed: seed) }
      loss = mean(\.loss)
      ndcg = mean(\.ndcg)
      meanRank = mean(\.meanRank)
      workSaved95 = mean { $0.workSaved(atRecall: 0.95) }
      extraFound10 = mean { $0.extraFound(atShare: 0.1) }
      recall10 = mean { $0.recall(at: $0.itemCount / 10) }
      read50 = mean { $0.readCount(untilRecall: 0.5).map(Double.init) }
      read80 = mean { $0.readCount(untilRecall: 0.8).map(Double.init) }
      read95 = mean { $0.readCount(untilRecall: 0.95).map(Double.init) }
      read100 = mean { $0.readCount(untilRecall: 1).map(Double.init) }
    }
  }

  /// A way beside the first: the mean of the differences, repetition by repetition, that way less the first.
  public struct Difference: Sendable, Encodable {
    /// The place of the way, from 1.
    public var way: Int
    /// The difference of the losses: below 0 the way is better than the first.
    public var loss: Mean?
    /// The difference of the items read until 95 % of the yes were found.
    public var read95: Mean?
  }

  /// The path of the table.
  public var table: String
  /// What was wished.
  public var wishes: Wishes
  /// The number of labelled items.
  public var itemCount: Int
  /// The number of yes among them.
  public var positiveCount: Int
  /// The number of items without a label, which were left out.
  public var unlabelledCount: Int
  /// What there is to say of the cells, as those that could not be read.
  public var warnings: [String]
  /// The ways, in the order of the learners and, for each, of the ways of asking.
  public var ways: [Way]
  /// The ways but the first beside it.
  public var differences: [Difference]
  /// The folder with the files.
  public var folder: String?

  init(
    _ options: SimulationOptions, _ source: SimulatedTable, ways: [Way], repetitionCount: Int, seed: UInt64
  ) {
    table = options.table
    wishes = Wishes(
      program: Versions.program, reading: options.reading, recipe: source.recipe.name, recipeText: source.recipe.yaml,
      observed: source.observed, learners: options.learners,
      asking: options.asking, repetitionCount: repetitionCount, batchSize: options.batchSize,
      priors: options.priors, stop: options.stop, coldStart: options.coldStart, stopping: options.stopping,
      seed: seed)
    itemCount = source.pile.itemCount
    positiveCount = source.pile.positiveCount
    unlabelledCount = source.unlabelledCount
    self.ways = ways
    warnings = source.warnings
    folder = options.output
    differences = ways.indices.dropFirst().map { place in
      func mean(_ figure: (ScreeningOrder) -> Double?) -> Mean? {
        let pairs = zip(ways[place].runs, ways[0].runs).map { (figure($0.screening), figure($1.screening)) }
        return Mean(pairs.map { a, b in a.flatMap { a in b.map { a - $0 } } }, seed: seed)
      }
      return Difference(
        way: place + 1, loss: mean(\.loss), read95: mean { $0.readCount(untilRecall: 0.95).map(Double.init) })
    }
  }

  /// The figures of each way, and the ways beside the first.
  public func text(_ style: TextStyle) -> String {
    var lines = [
      style.apply(
        .heading,
        to: "\(DisplayText.printable(table)): \(Text.count(itemCount, "labelled item")), "
          + "\(Text.grouped(positiveCount)) yes")
    ]
    for warning in warnings { lines += DisplayText.wrapped("\(warning).", to: 80) }
    lines += DisplayText.wrapped(start, to: 80)
    lines.append("")
    for (place, way) in ways.enumerated() { lines.append("  \(place + 1)  \(way.learner), \(way.asking)") }
    lines.append("")
    var table = TextTable([.left, .right, .right, .right, .right, .right, .right, .right])
    table.addHeader(["", "loss", "recall at 10 %", "WSS@95", "read for 50 %", "80 %", "95 %", "100 %"])
    for (place, way) in ways.enumerated() {
      func count(_ mean: Mean?) -> String { number(mean, places: 0, of: way.runs.count) }
      table.add([
        .init("\(place + 1)"), .init(number(way.loss, places: 4, of: way.runs.count)),
        .init(number(way.recall10, places: 3, of: way.runs.count)),
        .init(number(way.workSaved95, places: 3, of: way.runs.count)), .init(count(way.read50)),
        .init(count(way.read80)), .init(count(way.read95)), .init(count(way.read100)),
      ])
    }
    lines += table.lines(style)
    if ways.contains(where: { $0.read100.map { $0.count < wishes.repetitionCount } ?? true }) {
      lines += DisplayText.wrapped("- not reached in each repetition: runs ended before.", to: 80)
    }
    if !wishes.stopping.isEmpty { lines += stoppingLines(style) }
    if !differences.isEmpty { lines.append("") }
    for difference in differences { lines += DisplayText.wrapped(sentence(difference), to: 80) }
    if let folder { lines += ["", "Written to \(DisplayText.printable(folder)): result.json, runs.csv, curves.csv"] }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The stopping rules of each way; a promise that was not kept is named as that.
  private func stoppingLines(_ style: TextStyle) -> [String] {
    func percent(_ share: Double?) -> String { share.map { Text.decimal(100 * $0, places: 1) } ?? "-" }
    var lines: [String] = []
    for (place, way) in ways.enumerated() {
      var table = TextTable([.left, .right, .right, .right, .right, .right])
      table.addHeader([
        ways.count == 1 ? "stopping rule" : "\(place + 1): stopping rule", "reached", "recall, %", "least", "held, %",
        "saved, %",
      ])
      for (wish, summary) in zip(wishes.stopping, way.stopping) {
        table.add([
          .init(wish + (summary.isClaimKept == false ? " (not kept)" : "")),
          .init("\(Text.grouped(summary.reachedCount)) of \(Text.grouped(summary.runCount))"),
          .init(percent(summary.meanRecall)), .init(percent(summary.leastRecall)), .init(percent(summary.held?.value)),
          .init(percent(summary.meanWorkSaved)),
        ])
      }
      lines += [""] + table.lines(style)
    }
    lines += DisplayText.wrapped(
      "Recall: the share of the yes found when the rule was reached. Held: in how many runs at least 95 %, or what the rule "
        + "promises, was found by then. Saved: the share of the items that need not be read.", to: 80)
    for summary in ways.flatMap(\.stopping) where summary.isClaimKept == false {
      lines += DisplayText.wrapped("\(summary.rule): its promise is not kept here; do not rely on it.", to: 80)
    }
    return lines
  }

  private var start: String {
    let times = wishes.repetitionCount == 1 ? "once" : "\(Text.grouped(wishes.repetitionCount)) times"
    let unit = wishes.batchSize == 1 ? "one item at a time" : "\(Text.grouped(wishes.batchSize)) items at a time"
    let end =
      switch wishes.stop {
      case "all-found": "until all yes were found"
      case "never": "until everything was asked"
      default: "\(wishes.stop) questions"
      }
    return "Each way was played \(times) from \(wishes.priors), \(unit), \(end); figures are means."
  }

  private func number(_ mean: Mean?, places: Int, of count: Int) -> String {
    guard let mean, mean.count == count else { return "-" }
    return places == 0 ? Text.grouped(Int(mean.value.rounded())) : Text.decimal(mean.value, places: places)
  }

  private func sentence(_ difference: Difference) -> String {
    let name = "\(difference.way) beside 1:"
    guard let read = difference.read95 else { return "\(name) 95 % of the yes were not reached." }
    let count = Int(read.value.rounded())
    var text = "\(name) \(Text.grouped(abs(count))) \(count > 0 ? "more" : "fewer") items to read for 95 % of the yes"
    if let low = read.low, let high = read.high {
      let ends = count > 0 ? (low, high) : (-high, -low)
      text += " (95 %: \(Text.grouped(Int(ends.0.rounded()))) to \(Text.grouped(Int(ends.1.rounded()))))"
      if low <= 0, high >= 0 { text += ", which may be chance" }
    }
    return text + "."
  }
}
