extension DocumentNode {
  /// What stands here, for a message.
  var found: String {
    switch content {
    case .scalar(let text, let isQuoted): text.isEmpty && !isQuoted ? "nothing" : RecipeError.quoted(text)
    case .list: "a list"
    case .mapping: "keys"
    }
  }

  /// The error of finding something else than `expected` here.
  func unexpected(_ expected: String) -> RecipeError { .badValue(place, found: found, expected: expected) }

  /// The text of a scalar, which must not be left out (but may be `""`).
  func text(_ expected: String) throws(RecipeError) -> String {
    guard case .scalar(let text, let isQuoted) = content, isQuoted || !text.isEmpty else { throw unexpected(expected) }
    return text
  }

  /// The texts of a list of scalars; one scalar counts as a list of one.
  func texts(_ expected: String) throws(RecipeError) -> [String] {
    guard case .list(let parts) = content else { return [try text(expected)] }
    var texts: [String] = []
    for part in parts { texts.append(try part.text(expected)) }
    return texts
  }

  /// The parts of a list.
  func list(_ expected: String) throws(RecipeError) -> [DocumentNode] {
    guard case .list(let parts) = content else { throw unexpected(expected) }
    return parts
  }

  /// A whole number in `range`.
  func whole(_ range: ClosedRange<Int>, _ expected: String) throws(RecipeError) -> Int {
    guard case .scalar(let text, _) = content, let number = Int(text), range.contains(number) else {
      throw unexpected(expected)
    }
    return number
  }

  /// A share in 0 ... 1, written `0.3` or `30%`.
  func share(_ expected: String) throws(RecipeError) -> Double {
    guard case .scalar(let text, _) = content, let share = DocumentNode.share(text) else { throw unexpected(expected) }
    return share
  }

  /// The share that a text names: `0.3`, `30%`, `30 %`; nil if it is none or lies outside 0 ... 1.
  static func share(_ text: String) -> Double? {
    var digits = text[...]
    let isPercent = digits.last == "%"
    if isPercent {
      digits.removeLast()
      while digits.last == " " { digits.removeLast() }
    }
    guard let number = Double(digits) else { return nil }
    let share = isPercent ? number / 100 : number
    return (0...1).contains(share) ? share : nil
  }

  /// `true` or `false`; YAML's `yes` and `no` count too.
  func truth() throws(RecipeError) -> Bool {
    switch content {
    case .scalar("true", _), .scalar("yes", _): return true
    case .scalar("false", _), .scalar("no", _): return false
    default: throw unexpected("true or false")
    }
  }

  /// The case of an enumeration that is written here.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) throws(RecipeError) -> Choice {
    guard case .scalar(let text, _) = content, let choice = Choice(rawValue: text) else {
      let names = Choice.allCases.map { $0.rawValue }
      throw unexpected("one of \(names.joined(separator: ", "))")
    }
    return choice
  }

  /// The keys that stand here, all of them known.
  func keys(_ known: [String], _ expected: String) throws(RecipeError) -> DocumentKeys {
    guard case .mapping(let entries) = content else { throw unexpected(expected) }
    for entry in entries where !known.contains(entry.key) {
      throw .unknownKey(
        entry.place, key: entry.key, nearest: NearestName.nearest(to: entry.key, among: known), known: known)
    }
    return DocumentKeys(place: place, entries: entries)
  }
}
