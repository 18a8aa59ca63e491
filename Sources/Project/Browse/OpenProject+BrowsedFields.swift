import GarimpoRecipes

extension OpenProject {
  /// By which fields of the recipe in use items are found, and which of them a list shows.
  public func browsedFields() throws(Failure) -> BrowsedFields { BrowsedFields(try read { try recipe($0) }) }
}

/// Fields of a recipe that a list of items has a place for.
public struct BrowsedFields: Sendable, Hashable, Encodable {
  /// The date field; items can be found by it.
  public var date: String?
  /// The categories and tags; items can be found by their values.
  public var values: [String]
  /// The first number.
  public var number: String?

  init(_ recipe: Recipe) {
    date = recipe.fields.first { $0.kind == .date }?.name
    values = recipe.fields.filter { $0.kind == .category || $0.kind == .tags }.map(\.name)
    number = recipe.fields.first { $0.kind == .count || $0.kind == .number }?.name
  }
}
