import GarimpoRecipes
import GarimpoStore

/// The fields of a recipe that items are found by besides their texts.
struct SearchedFields {
  /// The first date field, and all categories and tags.
  let fields: SearchFields

  init(_ recipe: Recipe) {
    fields = SearchFields(
      date: recipe.fields.first { $0.kind == .date }?.name,
      values: recipe.fields.filter { $0.kind == .category || $0.kind == .tags }.map(\.name))
  }
}
