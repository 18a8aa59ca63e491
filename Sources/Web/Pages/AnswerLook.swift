/// How an answer or a label looks: a sign, a word, and a class for its colour, as colour alone says nothing.
struct AnswerLook {
  /// `yes`, `no`, `unsure`, `skip`, `disputed`, `undo`; nil: not labelled.
  let answer: String?

  /// The sign.
  var sign: String {
    switch answer {
    case "yes": "✓"
    case "no": "✕"
    case "unsure": "?"
    case "skip": "↷"
    case "disputed": "⇄"
    case "undo": "↶"
    default: "–"
    }
  }

  /// The class: `y` and `n` have a colour.
  var style: String { answer == "yes" ? "y" : answer == "no" ? "n" : "o" }

  /// What a template shows of it.
  func content(_ strings: Strings) -> [String: Any] {
    ["sign": sign, "style": style, "word": strings["said_\(answer ?? "nothing")"]]
  }
}
