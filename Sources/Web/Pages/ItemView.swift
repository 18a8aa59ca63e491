import GarimpoCharts
import GarimpoProject

/// What the page of an item shows, as its template wants it.
struct ItemView {
  let item: ShownItem
  let strings: Strings
  /// Who looks: their answers can be taken back.
  let visitor: Visitor
  /// Whether pictures of other machines may be loaded.
  let allowsPictures: Bool
  /// What moved its score; nil while no model has learnt.
  var explanation: ItemExplanation?
  /// The round that was chosen instead of the newest, by which ranking and questions go; nil: none was.
  var chosenRound: Int?

  /// What the template shows.
  var content: [String: Any] {
    var content: [String: Any] = [
      "id": item.id, "annotator": visitor.name, "label": AnswerLook(answer: item.label).content(strings),
      "title": spans(item.title, field: titleField),
      "meta": meta, "texts": texts, "tags": tags, "columns": columns,
      "columnsName": strings.plural("item_all_columns", item.columns.count),
    ]
    content["link"] = item.link.flatMap(SafeText.link)
    if allowsPictures { content["picture"] = item.picture.flatMap(SafeText.link) }
    content.merge(history) { $1 }
    content.merge(scores) { $1 }
    content.merge(duplicates) { $1 }
    if let explanation { content["explanation"] = moved(explanation) }
    if item.versions.count > 1 {
      content["hasVersions"] = true
      content["versions"] = item.versions.map { version in
        [
          "sentence": strings[
            "item_version",
            ["import": strings.number(version.importNumber), "day": strings.day(version.observed)]]
        ]
      }
    }
    return content
  }

  // MARK: Fields

  private var meta: [[String: Any]] {
    item.fields.filter { !["text", "tags"].contains($0.kind) }.map { field in
      var shown: [String: Any] = ["name": field.name, "value": strings.text(field.value, kind: field.kind)]
      if ["count", "number"].contains(field.kind) { shown["isNumber"] = true }
      return shown
    }
  }

  /// The text field that holds the title, if one does.
  private var titleField: String? {
    item.fields.first { $0.kind == "text" && strings.text($0.value, kind: $0.kind) == item.title }?.name
  }

  private var texts: [[String: Any]] {
    item.fields.compactMap { field in
      guard field.kind == "text" else { return nil }
      let text = strings.text(field.value, kind: field.kind)
      return field.name == titleField ? nil : ["spans": spans(text, field: field.name)]
    }
  }

  private var tags: [[String: Any]] {
    item.fields.filter { $0.kind == "tags" }.map {
      ["name": $0.name, "value": strings.text($0.value, kind: $0.kind)]
    }
  }

  private var columns: [[String: Any]] {
    item.columns.map { ["name": $0.name.isEmpty ? "–" : $0.name, "value": $0.text.map(Self.calm) ?? "–"] }
  }

  /// A stretch of text without the rows of empty lines that pages leave: of several one stays, as on the page to label on.
  static func calm(_ text: String) -> String {
    var calm = String.UnicodeScalarView()
    // The white space from the end of a line on, and how many lines end in it.
    var (gap, count) = (String.UnicodeScalarView(), 0)
    func close() {
      calm.append(contentsOf: count > 1 ? "\n\n".unicodeScalars : gap)
      (gap, count) = (String.UnicodeScalarView(), 0)
    }
    for scalar in text.unicodeScalars {
      let isEnd = scalar == "\n" || scalar == "\r"
      if isEnd || (count > 0 && scalar.properties.isWhitespace) {
        if isEnd, scalar == "\r" || gap.last != "\r" { count += 1 }
        gap.append(scalar)
      } else {
        if count > 0 { close() }
        calm.append(scalar)
      }
    }
    close()
    return String(calm)
  }

  // MARK: Answers

  private var history: [String: Any] {
    let undone = Set(item.answers.compactMap(\.undoes))
    // The newest answer of each annotator counts; a skip takes nothing back.
    var standing: [String: ShownItem.Answer] = [:]
    for answer in item.answers where answer.answer != "undo" && !undone.contains(answer.position) {
      standing[answer.annotator] = answer
    }
    let rows = item.answers.reversed().map { answer -> [String: Any] in
      let isUndo = answer.answer == "undo"
      let isUndone = undone.contains(answer.position)
      let stands = standing[answer.annotator]?.position == answer.position
      var row: [String: Any] = [
        "look": AnswerLook(answer: answer.answer).content(strings), "annotator": answer.annotator,
        "at": strings.moment(answer.at), "why": isUndo ? strings["item_taken_back"] : why(answer),
        "source": strings.texts["item_source_\(answer.source.prefix { $0 != " " })"] ?? answer.source,
      ]
      if !stands {
        row["isPast"] = true
        if !isUndo { row["past"] = strings[isUndone ? "item_undone" : "item_replaced"] }
      }
      if stands, answer.annotator == visitor.name {
        row["canUndo"] = true
        row["position"] = "\(answer.position)"
      }
      if let note = answer.note, !note.isEmpty { row["note"] = note }
      return row
    }
    var content: [String: Any] = ["answers": rows]
    if !rows.isEmpty { content["hasAnswers"] = true }
    if let count = item.hiddenAnnotatorCount {
      content["hidden"] = strings.plural("item_hidden", count)
      content["label"] = AnswerLook(answer: nil).content(strings).merging(["word": strings["item_unswayed"]]) { $1 }
    }
    if item.label == "disputed" {
      let parts = standing.values.sorted { $0.position < $1.position }.map {
        strings["item_disputed_part", ["who": $0.annotator, "answer": strings["said_\($0.answer)"]]]
      }
      content["dispute"] = strings["item_disputed", ["who": parts.joined(separator: ", ")]]
      if visitor.isOwner { content["canSettle"] = true }
    }
    return content
  }

  private func why(_ answer: ShownItem.Answer) -> String {
    guard let why = answer.why else { return strings["item_why_none"] }
    return strings.texts["item_why_\(why)"] ?? why
  }

  // MARK: Scores

  private func shown(_ score: Double) -> String { strings.decimal(score, places: 2) }

  private var scores: [String: Any] {
    guard let newest = item.scores.last else { return [:] }
    let round = strings.number(newest.round)
    var sentence = strings[
      newest.rank == nil ? "item_scored_new" : "item_scored",
      ["round": round, "score": shown(newest.score), "rank": newest.rank.map(strings.number) ?? ""]]
    if let before = item.scores.dropLast().last {
      sentence =
        strings[
          "item_scored_before",
          ["sentence": sentence, "round": strings.number(before.round), "score": shown(before.score)]]
    }
    let figure = TrailFigure(
      description: sentence, xLabel: strings["item_round"], yLabel: strings["item_axis_score"],
      decimalMark: strings.decimalMark,
      steps: item.scores.map { score in
        let round = strings.number(score.round)
        return .init(
          name: round, score: score.score,
          words: strings["item_step", ["round": round, "score": shown(score.score)]])
      })
    return [
      "hasScores": true, "scoreSentence": sentence, "trail": figure.svg.description,
      "newestScore": strings["item_chip", ["score": shown(newest.score), "round": round]],
      "scores": item.scores.map { score -> [String: Any] in
        [
          "round": strings.number(score.round), "score": strings.decimal(score.score, places: 4),
          "rank": score.rank.map(strings.number) ?? "–",
        ]
      },
    ]
  }

  // MARK: Duplicates

  private var duplicates: [String: Any] {
    guard !item.duplicates.isEmpty else { return [:] }
    let labels = [item.label ?? ""] + item.duplicates.map { $0.label ?? "" }
    let isContradictory = labels.contains("yes") && labels.contains("no")
    var content: [String: Any] = [
      "hasDuplicates": true,
      "duplicates": item.duplicates.map { other -> [String: Any] in
        [
          "look": AnswerLook(answer: other.label).content(strings), "title": other.title,
          "path": SafeText.itemPath(other.id),
          "kind": other.kind == "exact"
            ? strings["item_exact"] : strings["item_near_duplicate", ["share": shown(other.similarity)]],
        ]
      },
    ]
    if isContradictory { content["isContradictory"] = true }
    return content
  }
}
