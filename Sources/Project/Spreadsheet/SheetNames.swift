import GarimpoRecipes

/// The names of the columns of a sheet of labels.
struct SheetNames {
  /// The column that holds the number of the export.
  static let stamp = "garimpo_export"

  /// The column that is filled in: the recipe's.
  let label: String
  let id: String
  let title: String
  let note: String
  let annotator: String
  let answeredAt: String
  let why: String
  let score: String
  let rank: String
  let link: String

  /// The names beside a label column called `label`: one that is called so too begins with `garimpo_`.
  init(label: String) {
    func name(_ ours: String) -> String {
      SpreadsheetText.name(label) == ours ? "garimpo_\(ours)" : ours
    }
    self.label = label
    id = name("id")
    title = name("title")
    note = name("note")
    annotator = name("annotator")
    answeredAt = name("answered_at")
    why = name("why")
    score = name("p")
    rank = name("rank")
    link = name("link")
  }

  /// The fields of a recipe as columns: those of a name that is taken begin with `field_`. The text field that is the title
  /// again is left out.
  func fields(of recipe: Recipe) -> [(field: String, column: String)] {
    var taken = Set(
      [label, id, title, note, annotator, answeredAt, why, score, rank, link, Self.stamp].map(SpreadsheetText.name))
    return recipe.fields.compactMap { field in
      var source = field.source
      source.place = recipe.item.title.place
      if field.kind == .text && source == recipe.item.title { return nil }
      var column = field.name
      while !taken.insert(SpreadsheetText.name(column)).inserted { column = "field_\(column)" }
      return (field.name, column)
    }
  }
}
