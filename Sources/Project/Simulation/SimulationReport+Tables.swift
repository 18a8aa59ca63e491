import GarimpoCharts
import GarimpoEvaluation

extension SimulationReport {
  private typealias Mean = SimulationReply.Mean

  /// A table with a row for each way.
  private func table(
    _ caption: Markup, _ columns: [(name: String, places: Int, mean: (SimulationReply.Way) -> Mean?)]
  ) -> Markup {
    let head = columns.map { "<th scope=\"col\" class=\"num\">\($0.name)</th>" as Markup }
    let rows = reply.ways.indices.map { place -> Markup in
      let way = reply.ways[place]
      let cells = columns.map { "<td class=\"num\">\(cell($0.mean(way), places: $0.places))</td>" as Markup }
      return "<tr><th scope=\"row\">\(LinesFigure.key(place))\(name(place))</th>\(Markup(cells))</tr>"
    }
    return """
      <div class="card flush scroll"><table class="ways"><caption>\(caption)</caption><thead><tr><th scope="col">Way</th>\
      \(Markup(head))</tr></thead><tbody>
      \(Markup(rows, separator: "\n"))
      </tbody></table></div>
      """
  }

  private func cell(_ mean: Mean?, places: Int) -> Markup {
    guard let mean, mean.count == reply.wishes.repetitionCount else { return "–" }
    let value: Markup = "\(Decimals.fixed(mean.value, places))"
    guard let low = mean.low, let high = mean.high else { return value }
    return """
      \(value)<div class="small">\(Decimals.fixed(low, places)) to \(Decimals.fixed(high, places))</div>
      """
  }

  private var intervals: Markup {
    reply.wishes.repetitionCount == 1
      ? "Played once, so without intervals."
      : "Means over \(Decimals.count(reply.wishes.repetitionCount)) repetitions, below them 95 % intervals (bootstrap)."
  }

  private var unreached: Markup {
    reply.reachesAll ? "" : " – stands where a run ended before: what it did not find counts as found last."
  }

  /// How many labels each way needs.
  var labels: Markup {
    let caption: Markup = "\(intervals)\(unreached) Items known from the start are not counted."
    return """
      <section id="labels" aria-labelledby="labels-h"><h2 id="labels-h">Labels needed</h2>
      <p>How many items must be read until so many of the yes are found.</p>
      \(table(caption, [
        ("for 50 %", 0, \.read50), ("80 %", 0, \.read80), ("95 %", 0, \.read95), ("100 %", 0, \.read100),
      ]))</section>
      """
  }

  /// The ways beside the first, in sentences.
  var comparisons: Markup {
    guard !reply.differences.isEmpty else { return "" }
    let sentences = reply.differences.map { difference in
      "<li>\(difference.sentence(of: reply.wishes.repetitionCount))</li>" as Markup
    }
    let caution: Markup = reply.caution.map { "<p>\($0)</p>" } ?? ""
    return """
      <section id="comparison" aria-labelledby="comparison-h"><h2 id="comparison-h">Compared with the first</h2>
      <p>Repetition by repetition, as those of one number begin with the same known items. Where the interval holds no \
      difference, it may be chance.</p>
      <div class="card"><ul class="sentences">\(Markup(sentences, separator: "\n"))</ul></div>\(caution)</section>
      """
  }

  /// The stopping rules of each way, none with a promise that it did not keep.
  var stopped: Markup {
    guard !reply.wishes.stopping.isEmpty else { return "" }
    let tables = reply.ways.indices.map { place -> Markup in
      let rows = zip(reply.wishes.stopping, reply.ways[place].stopping).map(row)
      return """
        <div class="card flush scroll"><table class="ways rules"><caption>\(LinesFigure.key(place))\(name(place))</caption>\
        <thead><tr><th scope="col">Rule</th><th scope="col" class="num">Reached</th><th scope="col" class="num">Recall</th>\
        <th scope="col" class="num">Least</th><th scope="col" class="num">Held</th><th scope="col" class="num">Work saved</th>\
        </tr></thead><tbody>
        \(Markup(rows, separator: "\n"))
        </tbody></table></div>
        """
    }
    return """
      <section id="stopping" aria-labelledby="stopping-h"><h2 id="stopping-h">When to stop</h2>
      <p>Recall: the share of the yes found when the rule was reached. Held: in how many runs at least 95 %, or what the rule \
      promises, was found by then. Work saved: the share of the items that need not be read.</p>
      \(Markup(tables, separator: "\n"))</section>
      """
  }

  private func row(_ wish: String, _ summary: StoppingSummary) -> Markup {
    func percent(_ share: Double?) -> String { share.map { Decimals.fixed(100 * $0, 1) + "\u{A0}%" } ?? "–" }
    let claim: Markup =
      if summary.isClaimKept == false {
        "<strong>Its promise is not kept here; do not rely on it.</strong>"
      } else if let claim = summary.claim { "\(claim)" } else { "" }
    let held: Markup =
      summary.held.map { held in
        "\(percent(held.value))<div class=\"small\">\(percent(held.low)) to \(percent(held.high))</div>"
      } ?? "–"
    return """
      <tr><th scope="row">\(wish)<div class="small">\(claim)</div></th>\
      <td class="num">\(Decimals.count(summary.reachedCount)) of \(Decimals.count(summary.runCount))</td>\
      <td class="num">\(percent(summary.meanRecall))</td><td class="num">\(percent(summary.leastRecall))</td>\
      <td class="num">\(held)</td><td class="num">\(percent(summary.meanWorkSaved))</td></tr>
      """
  }

  /// All figures of each way.
  var figures: Markup {
    """
    <section id="figures" aria-labelledby="figures-h"><h2 id="figures-h">Figures</h2>
    <p>Of the order in which the items were read. Loss: 1 − ROC AUC of the order, 0 the best and 0.5 chance. WSS@95: the share that \
    need not be read for 95 % of the yes, less 5 %. ERF@10: recall at 10 %, less 10 %. Mean rank: the mean place of a yes. Recall: \
    the share of the yes found when so many of the items were read.</p>
    \(table("\(intervals)\(unreached)", [
      ("Loss", 4, \.loss), ("NDCG", 3, \.ndcg), ("WSS@95", 3, \.workSaved95), ("ERF@10", 3, \.extraFound10),
      ("Mean rank", 1, \.meanRank),
    ]))
    \(table("\(intervals)", [
      ("Recall at 5 %", 3, \.recall5), ("10 %", 3, \.recall10), ("20 %", 3, \.recall20), ("50 %", 3, \.recall50),
    ]))</section>
    """
  }

  /// Everything that the result depends on.
  var making: Markup {
    let wishes = reply.wishes
    var facts: [(String, String)] = [
      ("Table", "\(reply.table)"), ("SHA-256", reply.tableSHA256), ("Recipe", wishes.recipe),
      ("Learners", wishes.learners.joined(separator: "; ")), ("Ways of asking", wishes.asking.joined(separator: "; ")),
    ]
    if !wishes.stopping.isEmpty { facts.append(("Stopping rules", wishes.stopping.joined(separator: "; "))) }
    facts += [
      ("Repetitions", Decimals.count(wishes.repetitionCount)), ("Batch", Decimals.count(wishes.batchSize)),
      ("Known from the start", wishes.priors), ("End of a run", wishes.stop),
      ("Before both answers are known", wishes.coldStart),
    ]
    if let observed = wishes.observed { facts.append(("Observed", observed)) }
    facts += [("Seed", "\(wishes.seed)"), ("Program", wishes.program)]
    let rows = facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as Markup }
    return """
      <section id="made" aria-labelledby="made-h"><h2 id="made-h">How it was made</h2>
      <p>The same table, recipe, options and seed give the same report, byte for byte. In the folder of this file:</p>
      <div class="card"><dl>\(Markup(rows))</dl><pre>garimpo simulate --again result.json</pre></div></section>
      """
  }
}
