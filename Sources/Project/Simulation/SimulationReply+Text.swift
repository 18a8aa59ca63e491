import GarimpoEvaluation
import GarimpoQuerying

extension SimulationReply {
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
    lines += table.lines(style) + [""] + moreFigures.lines(style)
    if !reachesAll {
      lines += DisplayText.wrapped("- not reached in each repetition: runs ended before.", to: 80)
    }
    if !wishes.stopping.isEmpty { lines += stoppingLines(style) }
    if !differences.isEmpty { lines.append("") }
    for difference in differences {
      lines += DisplayText.wrapped(difference.sentence(of: wishes.repetitionCount), to: 80)
    }
    if let caution { lines += DisplayText.wrapped(caution, to: 80) }
    if keptRunCount > 0 {
      let total = ways.count * wishes.repetitionCount
      lines += ["", "\(Text.grouped(keptRunCount)) of \(Text.grouped(total)) runs were done before an interruption."]
    }
    if let folder {
      lines += [""]
      lines += DisplayText.wrapped(
        "Written to \(DisplayText.printable(folder)): \(SimulationFiles.names.joined(separator: ", "))", to: 80)
    }
    if let again { lines += [""] + DisplayText.wrapped(DisplayText.printable(again.sentence), to: 80) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Figures that fewer people look at, and how long learning and asking once took.
  private var moreFigures: TextTable {
    var table = TextTable([.left, .right, .right, .right, .right, .right, .right, .right])
    table.addHeader(["", "NDCG", "ERF@10", "mean rank", "recall at 5 %", "20 %", "50 %", "ms a step"])
    for (place, way) in ways.enumerated() {
      func figure(_ mean: Mean?, places: Int = 3) -> TextTable.Cell {
        .init(number(mean, places: places, of: way.runs.count))
      }
      table.add([
        .init("\(place + 1)"), figure(way.ndcg), figure(way.extraFound10), figure(way.meanRank, places: 1),
        figure(way.recall5), figure(way.recall20), figure(way.recall50),
        .init(times[place].millisecondsPerStep.map { Text.decimal($0, places: $0 < 10 ? 2 : 0) } ?? "-"),
      ])
    }
    return table
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

  /// Whether all yes were found in each run.
  var reachesAll: Bool { ways.allSatisfy { $0.read100?.count == wishes.repetitionCount } }

  /// What was played.
  var start: String {
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
}
