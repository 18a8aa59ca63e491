/// The text of a recipe, of which parts are written anew while the rest stays as a person wrote it.
struct RecipeText {
  private var lines: [Substring]

  init(_ yaml: String) { lines = yaml.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The text.
  var yaml: String { lines.joined(separator: "\n") }

  /// Puts `written` in the place of what a key of the document has, or at its end where it has none.
  ///
  /// Comments and empty lines behind the part stay: they belong to what comes next.
  mutating func replace(_ key: String, with written: [String]) {
    guard let start = lines.firstIndex(where: { Self.key($0) == key }) else {
      while let last = lines.last, last.isEmpty { lines.removeLast() }
      lines += written.map { Substring($0) } + [""]
      return
    }
    var end = lines[(start + 1)...].firstIndex { Self.key($0) != nil } ?? lines.count
    while end > start + 1, Self.isEmptyOrComment(lines[end - 1]) { end -= 1 }
    lines.replaceSubrange(start..<end, with: written.map { Substring($0) })
  }

  /// The key of the document that a line begins with.
  private static func key(_ line: Substring) -> String? {
    guard let first = line.utf8.first, first != 0x20, first != 0x23, let colon = line.firstIndex(of: ":") else {
      return nil
    }
    return String(line[..<colon].trimmingQuotes)
  }

  private static func isEmptyOrComment(_ line: Substring) -> Bool {
    line.first { $0 != " " }.map { $0 == "#" } ?? true
  }
}

extension Substring {
  fileprivate var trimmingQuotes: Substring {
    count >= 2 && (first == "\"" || first == "'") && last == first ? dropFirst().dropLast() : self
  }
}

extension Recipe {
  /// The recipe with other features and another learner, in a text that keeps everything else as it was written.
  ///
  /// - Returns: nil if the text is written so that its parts cannot be told apart, as in braces.
  package func rewritten(features: [FeatureSpec], model: String) -> Recipe? {
    var text = RecipeText(yaml)
    text.replace("features", with: ["features:"] + features.map { "  - \($0.yaml)" })
    text.replace("model", with: ["model: \(YAMLScalar.quoted(model))"])
    guard let recipe = try? Recipe(yaml: text.yaml, source: source) else { return nil }
    func outline(_ recipe: Recipe) -> [String] { recipe.fields.map { "\($0.name) \($0.kind.rawValue)" } }
    let isSame =
      recipe.features == features && recipe.model.text == model && outline(recipe) == outline(self)
      && recipe.split == split && recipe.batch == batch
    return isSame ? recipe : nil
  }
}
