import GarimpoCharts
import GarimpoRecipes

extension RoundReport {
  /// What moved the scores.
  var influences: Markup {
    let most = result.influences.map(\.importance).max() ?? 0
    let rows = Markup(
      result.influences.map { influence in
        let isFor = influence.effect >= 0
        let width = most > 0 ? Decimals.fixed(max(100 * influence.importance / most, 1), 0) : "0"
        let effect = (isFor ? "+" : "") + Decimals.fixed(influence.effect, 2)
        let direction: Markup =
          Decimals.fixed(influence.effect, 2) == "0.00"
          ? "<span class=\"range\">neither way</span>"
          : isFor
            ? "<span class=\"y\">for yes ✓ \(effect)</span>" : "<span class=\"n\">against ✕ \(effect)</span>"
        let kind: Markup = isFor ? "" : " class=\"against\""
        return """
          <tr role="row"><th scope="row" role="rowheader" class="first title" dir="auto">\
          \(Self.cut(influence.feature, to: 120))</th>\
          <td role="cell" class="weight"><i aria-hidden="true"><b\(kind) style="width:\(width)%"></b></i></td>\
          <td role="cell" class="num">\(Decimals.percent(influence.importance))</td>\
          <td role="cell" class="num">\(direction)</td>\
          <td role="cell" class="num" data-label="in">\(Decimals.count(influence.trainCount))</td></tr>
          """
      }, separator: "\n")
    let table: Markup =
      result.influences.isEmpty
      ? ""
      : """
      <div class="card flush"><table class="reflow" role="table"><caption>Learnt from \
      \(say.items(result.split.trainCount)), \(Decimals.count(result.split.trainPositiveCount)) of them yes.</caption>\
      <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Word or number</th>\
      <th scope="col" role="columnheader" colspan="2">Importance</th>\
      <th scope="col" role="columnheader" class="num">Speaks</th>\
      <th scope="col" role="columnheader" class="num">Items learnt from that have it</th></tr></thead>
      <tbody role="rowgroup">\(rows)</tbody></table></div>
      """
    return """
      <section id="influences" aria-labelledby="influences-h"><h2 id="influences-h">What moved the scores</h2>
      <p>\(say.influences)</p>
      \(table)</section>
      """
  }

  /// What was read and cleaned.
  var cleaning: Markup {
    let source = result.source
    let cleaning = result.cleaning
    let warnings = source.warnings + cleaning.warnings
    let (columns, hiddenCount) = cleaning.shownColumns
    let rows = Markup(columns.map(row), separator: "\n")
    let rest: Markup =
      hiddenCount == 0
      ? "" : "<p class=\"small\">and \(Text.count(hiddenCount, "more field")) read without surprises</p>"
    let list: Markup =
      warnings.isEmpty
      ? ""
      : "<div class=\"notice\"><p>To look at</p><ul>\(Markup(warnings.map { "<li>\($0)</li>" as Markup }))</ul></div>"
    let empty =
      cleaning.emptyRowCount == 0
      ? "No row was empty." : "\(Decimals.count(cleaning.emptyRowCount)) empty rows were left out."
    return """
      <section id="data" aria-labelledby="data-h"><h2 id="data-h">What was read and cleaned</h2>
      <p><code>\(source.path)</code>: \(source.format), \(Decimals.count(source.rowCount)) rows and \
      \(Decimals.count(source.columnCount)) columns. \(empty)</p>
      \(list)
      <div class="card flush"><table class="reflow" role="table"><caption>How each column was read</caption>\
      <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Field</th>\
      <th scope="col" role="columnheader">Read as</th><th scope="col" role="columnheader" class="num">Empty</th>\
      <th scope="col" role="columnheader" class="num">Not read</th></tr></thead>
      <tbody role="rowgroup">\(rows)</tbody></table></div>\(rest)</section>
      """
  }

  private func row(_ column: CleaningReport.Column) -> Markup {
    let rules = Markup(
      column.rules.map { rule in
        "<div>\(Decimals.count(rule.count)) × \(rule.name) <span class=\"small\" dir=\"auto\">\(rule.example)</span></div>"
      })
    let examples: Markup =
      column.unreadExamples.isEmpty
      ? ""
      : """
      <details><summary>Not read, for example</summary><ul>\
      \(Markup(column.unreadExamples.map { "<li>record \($0.record): <bdi>\($0.text)</bdi></li>" as Markup }))</ul></details>
      """
    return """
      <tr role="row"><th scope="row" role="rowheader" class="first"><span class="title">\(column.field)</span>\
      <div class="small">\(column.column)</div></th><td role="cell" class="first">\(rules)\(examples)</td>\
      <td role="cell" class="num" data-label="empty">\(Decimals.count(column.missingCount))</td>\
      <td role="cell" class="num" data-label="not read">\(Decimals.count(column.unreadCount))</td></tr>
      """
  }

  /// The split and the features.
  var split: Markup {
    let split = result.split
    let features = result.features
    return """
      <section aria-labelledby="split-h"><h2 id="split-h">How it was divided</h2>
      <p>The rule: \(split.rule).</p><div class="card flush"><table class="small-table">\
      <caption>Items and answers</caption><thead><tr><th scope="col">Part</th><th scope="col" class="num">Items</th>\
      <th scope="col" class="num">Yes</th><th scope="col" class="num">Share</th></tr></thead><tbody>
      \(part("learnt from", split.trainCount, split.trainPositiveCount))
      \(part("measured on", split.validationCount, split.validationPositiveCount))
      \(part("all with an answer", split.labelledCount, split.labelledPositiveCount))
      <tr><th scope="row">without an answer</th><td class="num">\(Decimals.count(split.poolCount))</td>\
      <td class="num">?</td><td class="num">?</td></tr></tbody></table></div>
      <p class="small" style="margin-top:12px">The model sees \(Decimals.count(features.columnCount)) columns, \
      \(Decimals.count(features.termCount)) of them terms; \(Decimals.count(features.trainNonzeroCount)) values are not \
      zero in the items that it learnt from, \(Decimals.count(features.poolNonzeroCount)) in those without an \
      answer.</p></section>
      """
  }

  private func part(_ name: String, _ count: Int, _ yes: Int) -> Markup {
    let share = count > 0 ? Decimals.percent(Double(yes) / Double(count)) : "–"
    return """
      <tr><th scope="row">\(name)</th><td class="num">\(Decimals.count(count))</td>\
      <td class="num">\(Decimals.count(yes))</td><td class="num">\(share)</td></tr>
      """
  }

  /// The items asked.
  var batch: Markup {
    let rows = Markup(result.batch.items.map(row), separator: "\n")
    let note: Markup = result.batch.note.map { "<div class=\"notice\">\($0)</div>" } ?? ""
    let table: Markup =
      result.batch.items.isEmpty
      ? ""
      : """
      <div class="card flush"><table class="reflow" role="table"><caption>Hard: its score is among those asked for first. Rank: place among all items without an answer. \
      Chance: the probability with which the item was to be asked.</caption>\
      <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Score</th>\
      <th scope="col" role="columnheader" class="num">Rank</th><th scope="col" role="columnheader">Title</th>\
      <th scope="col" role="columnheader">Why</th><th scope="col" role="columnheader" class="num">Chance</th>\
      <th scope="col" role="columnheader" class="num">Record</th></tr></thead>
      <tbody role="rowgroup">\(rows)</tbody></table></div>
      """
    return """
      <section id="batch" aria-labelledby="batch-h"><h2 id="batch-h">What to label next</h2>
      <p>\(say.batch)</p>
      \(note)\(table)</section>
      """
  }

  private func row(_ item: RoundResult.BatchItem) -> Markup {
    let title: Markup =
      item.title.isEmpty ? "<span class=\"range\">no title</span>" : "\(Self.cut(item.title, to: 240))"
    let link = item.link.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
    let linked: Markup = link.map { "<a href=\"\($0)\" rel=\"noreferrer noopener\">\(title)</a>" } ?? title
    let isHard = item.reason == "hard"
    let why = item.reason
    let width = Decimals.fixed(min(max(item.score, 0), 1) * 100, 0)
    let kind: Markup = isHard ? "tag hard" : "tag"
    return """
      <tr role="row"><td role="cell"><span class="score"><i aria-hidden="true"><b style="width:\(width)%"></b></i>\
      \(say.number(item.score))</span></td><td role="cell" class="num" data-label="rank">\(Decimals.count(item.rank))</td>\
      <th scope="row" role="rowheader" class="first"><span class="title" dir="auto">\(linked)</span>\
      <div class="small"><bdi>\(Self.cut(item.id, to: 80))</bdi></div></th>\
      <td role="cell"><span class="\(kind)">\(why)</span></td>\
      <td role="cell" class="num" data-label="chance">\(say.number(item.inclusionProbability))</td>\
      <td role="cell" class="num" data-label="record">\(Decimals.count(item.record))</td></tr>
      """
  }
}
