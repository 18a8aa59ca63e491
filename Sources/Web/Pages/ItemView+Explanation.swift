import GarimpoProject

extension ItemView {
  /// So many parts have a bar; the others are told as one.
  private static let partCount = 8

  /// What moved the score, and what is like the item.
  func moved(_ explanation: ItemExplanation) -> [String: Any] {
    let parts = explanation.parts.prefix(Self.partCount)
    let most = parts.map(\.amount.magnitude).max() ?? 1
    let restCount = explanation.restCount + explanation.parts.count - parts.count
    return [
      "parts": parts.map { part -> [String: Any] in
        [
          "name": strings.name(part), "amount": strings.signed(part.amount),
          "style": part.amount < 0 ? "against" : "for",
          "width": "\(max(3, (part.amount.magnitude / most * 1000).rounded() / 10))",
        ]
      },
      "rest": strings[
        explanation.scale == nil
          ? "item_moved_none"
          : explanation.isByCurve
            ? "item_moved_curve" : chosenRound == nil ? "item_moved_rest" : "item_moved_rest_chosen",
        [
          "round": chosenRound.map(strings.number) ?? "",
          "base": strings.decimal(explanation.base, places: 2), "count": strings.number(restCount),
          "sum": strings.decimal(explanation.sum, places: 2),
          "score": strings.decimal(explanation.score, places: 2),
        ]],
      "hasNeighbours": !explanation.neighbours.isEmpty,
      "neighbours": explanation.neighbours.map { near -> [String: Any] in
        [
          "look": AnswerLook(answer: near.label).content(strings), "title": near.title,
          "path": SafeText.itemPath(near.id),
          "likeness": strings["item_likeness", ["share": strings.decimal(near.similarity, places: 2)]],
        ]
      },
    ]
  }

  /// A text in pieces, of which some are marked: words that speak for or against.
  func spans(_ text: String, field: String?) -> [[String: Any]] {
    let marks = explanation?.marks.filter { $0.field == field }.sorted { $0.offset < $1.offset } ?? []
    guard !marks.isEmpty else { return [["text": Self.calm(text)]] }
    let units = Array(text.utf16)
    var spans: [[String: Any]] = []
    var end = 0
    func piece(_ range: Range<Int>) -> String { Self.calm(String(decoding: units[range], as: UTF16.self)) }
    for mark in marks where mark.offset >= end && mark.length > 0 && mark.offset + mark.length <= units.count {
      if end < mark.offset { spans.append(["text": piece(end..<mark.offset)]) }
      end = mark.offset + mark.length
      let isFor = mark.amount > 0
      spans.append([
        "text": piece(mark.offset..<end), "isMarked": true, "style": isFor ? "for" : "against",
        "said": strings[isFor ? "item_mark_for" : "item_mark_against", ["amount": strings.signed(mark.amount)]],
      ])
    }
    if end < units.count { spans.append(["text": piece(end..<units.count)]) }
    return spans
  }
}
