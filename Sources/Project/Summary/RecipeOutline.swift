import GarimpoRecipes

/// Which column of a table a recipe takes for what, in few lines.
struct RecipeOutline {
  private let recipe: Recipe
  private let hasLabel: Bool

  /// So many columns of a kind are named.
  private static let limit = 6

  /// - Parameter hasLabel: whether the table has the recipe's column of answers.
  init(_ recipe: Recipe, hasLabel: Bool) {
    self.recipe = recipe
    self.hasLabel = hasLabel
  }

  /// A line for each part.
  var lines: [String] {
    var table = TextTable([.left, .left], wrapsLast: true)
    func add(_ part: String, _ text: String) {
      for (place, line) in DisplayText.wrapped(DisplayText.printable(text), to: 62).enumerated() {
        table.add([.init(place == 0 ? part : ""), .init(line)])
      }
    }
    add("id", recipe.item.key.map { name($0.column) } ?? "none: it is made of the texts")
    add("title", name(recipe.item.title.column))
    add("answers", answers)
    for (kind, part) in Self.parts {
      let columns = recipe.fields.filter { $0.kind == kind }.map(\.source.column)
        .filter { $0 != recipe.item.title.column }
      guard !columns.isEmpty else { continue }
      let rest = columns.count - Self.limit
      add(
        part,
        columns.prefix(Self.limit).map(name).joined(separator: ", ")
          + (rest > 0 ? " and \(Text.grouped(rest)) more" : ""))
    }
    return table.lines(TextStyle())
  }

  private static let parts: [(FieldSpec.Kind, String)] = [
    (.text, "text"), (.date, "date"), (.count, "count"), (.number, "number"), (.category, "category"), (.tags, "tags"),
  ]

  private var answers: String {
    guard let label = recipe.label, hasLabel else { return "none yet: you give them" }
    func said(_ texts: [String]) -> String { Text.alternatives(texts.map { "\"\($0)\"" }) }
    return "\(name(label.source.column)): yes is \(said(label.yes)), no is \(said(label.no))"
  }

  private func name(_ column: String) -> String {
    column.isEmpty ? "the column without a name" : DisplayText.cut(column, to: 40)
  }
}

extension RecipeProposal {
  /// Which column is taken for what, in lines for a terminal.
  public var outline: String {
    guard let recipe = try? Recipe(yaml: yaml, source: "the recipe proposed") else { return "" }
    return RecipeOutline(recipe, hasLabel: label != nil).lines.map { $0 + "\n" }.joined()
  }
}
