import Yams

/// A part of a recipe's YAML document with its place, before it is known what it means.
struct DocumentNode {
  /// What stands there.
  enum Content {
    /// A text; `isQuoted` tells `""` from nothing at all.
    case scalar(String, isQuoted: Bool)
    case list([DocumentNode])
    case mapping([(key: String, place: RecipePlace, value: DocumentNode)])
  }

  let content: Content
  let place: RecipePlace

  /// The document of a YAML text.
  ///
  /// Scalars are kept as they are written: no text becomes a truth value, a number or a date by itself. Keys must be
  /// scalars and unique. A document of more than 100,000 parts (aliases can multiply) is refused.
  static func document(yaml: String, source: String) throws(RecipeError) -> DocumentNode {
    let whole = RecipePlace(source: source, line: 1, column: 1, path: "")
    let root: Node?
    do {
      root = try compose(yaml: yaml, .basic)
    } catch {
      throw syntaxError(error, whole)
    }
    guard let root else { throw .badValue(whole, found: "nothing", expected: "a recipe: keys such as name, fields") }
    var budget = 100_000
    return try DocumentNode(root, whole, &budget)
  }

  private init(_ node: Node, _ around: RecipePlace, _ budget: inout Int) throws(RecipeError) {
    var place = around
    if let mark = node.mark { (place.line, place.column) = (mark.line, mark.column) }
    budget -= 1
    guard budget > 0 else { throw .notYAML(place, problem: "more than 100,000 parts") }
    self.place = place
    switch node {
    case .scalar(let scalar):
      content = .scalar(scalar.string, isQuoted: scalar.style != .plain)
    case .sequence(let sequence):
      var parts: [DocumentNode] = []
      for (index, part) in sequence.enumerated() {
        var inner = place
        inner.path += "[\(index + 1)]"
        parts.append(try DocumentNode(part, inner, &budget))
      }
      content = .list(parts)
    case .mapping(let mapping):
      var entries: [(key: String, place: RecipePlace, value: DocumentNode)] = []
      for (key, value) in mapping {
        var inner = place
        if let mark = key.mark { (inner.line, inner.column) = (mark.line, mark.column) }
        guard case .scalar(let name) = key else {
          throw .badValue(inner, found: "a list or keys", expected: "the name of a key")
        }
        let keyPlace = inner
        inner.path += inner.path.isEmpty ? name.string : ".\(name.string)"
        entries.append((name.string, keyPlace, try DocumentNode(value, inner, &budget)))
      }
      content = .mapping(entries)
    case .alias:
      throw .notYAML(place, problem: "an alias that leads nowhere")
    }
  }

  private static func syntaxError(_ error: any Error, _ whole: RecipePlace) -> RecipeError {
    func at(_ mark: Mark) -> RecipePlace {
      RecipePlace(source: whole.source, line: mark.line, column: mark.column, path: "")
    }
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return .notYAML(at(mark), problem: problem)
    case .reader(let problem, let offset, _, _):
      return .notYAML(whole, problem: offset.map { "\(problem) at byte \($0)" } ?? problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return .notYAML(
        at(context.mark), problem: "the key \"\(duplicates.first ?? "")\" is given twice; keep one of them")
    default:
      return .notYAML(whole, problem: "\(error)")
    }
  }
}
