import GarimpoRecipes
import GarimpoStore

/// Reads what a page shows of its items.
struct ItemPageRows {
  private let walk: ItemWalk
  private let recipe: Recipe
  private let date: FieldSpec?
  private let annotator: String?
  private let path: String

  /// So many fields of an item are shown.
  private static let fieldLimit = 6

  init(_ walk: ItemWalk, _ recipe: Recipe, _ query: ItemQuery, path: String) {
    self.walk = walk
    self.recipe = recipe
    let name = SearchedFields(recipe).fields.date
    date = recipe.fields.first { $0.name == name }
    annotator = query.annotator
    self.path = path
  }

  /// The items of some steps, in their order; one that has no content is left out.
  func items(_ steps: [ItemWalk.Step]) throws -> [ItemPage.Item] {
    let snapshot = walk.snapshot
    let numbers = steps.map(\.item)
    let seen = try annotator.map { try snapshot.seenItems(of: $0, among: numbers) } ?? []
    let snippets = try walk.text.map { try walk.memory.snippets(ofItems: numbers, $0, snapshot) } ?? [:]
    return try zip(steps, versions(numbers)).compactMap { (step, version) -> ItemPage.Item? in
      guard let version else { return nil }
      let values = try JSONText.value(
        [String: JSONValue].self, in: version.fields, what: "\(path): item \(version.key)")
      return ItemPage.Item(
        id: version.key, number: Int(step.item), title: version.title,
        link: version.link.isEmpty ? nil : version.link, score: score(step), rank: step.place.map { $0 + 1 },
        date: date.flatMap { date in values[date.name].map { NextItem.Field(date, $0).value.shown } },
        fields: fields(values),
        label: walk.label(ofItem: step.item)?.rawValue, isSeen: seen.contains(step.item),
        snippet: snippets[step.item].map(ItemPage.SnippetPart.parts))
    }
  }

  /// What is shown of each item; nil for one that has no content.
  func versions(_ numbers: [Int64]) throws -> [ShownVersion?] {
    let versions = try walk.snapshot.shownVersions(ofItems: numbers)
    return numbers.map { versions[$0] }
  }

  /// The score of an item in as few digits as tell it.
  func score(_ step: ItemWalk.Step) -> Double? {
    step.place.flatMap { walk.places?.order.scores[$0] }.map { Double(Text.score($0)) ?? Double($0) }
  }

  private func fields(_ values: [String: JSONValue]) -> [NextItem.Field] {
    let shown = recipe.fields.lazy.filter { $0.kind != .text && $0.name != date?.name }.compactMap { spec in
      values[spec.name].map { NextItem.Field(spec, $0) }
    }
    return Array(shown.prefix(Self.fieldLimit))
  }
}
