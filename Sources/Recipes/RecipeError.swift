/// Why a recipe cannot be used, or cannot be used on a table.
///
/// `description` is the sentence for a person: where, what was found, what was expected, what to do.
public enum RecipeError: Error, Sendable, Hashable {
  /// No built-in recipe of this name.
  case unknownRecipe(name: String, nearest: String?, known: [String])
  /// The text is not YAML.
  case notYAML(RecipePlace, problem: String)
  /// A key that the format does not have.
  case unknownKey(RecipePlace, key: String, nearest: String?, known: [String])
  /// A key that the format requires.
  case missingKey(RecipePlace, key: String, example: String)
  /// A value that the key cannot have.
  case badValue(RecipePlace, found: String, expected: String)
  /// `model:` names no learner: the learners' own words on why.
  case badLearner(RecipePlace, problem: String)
  /// A feature, the split or the label names a field that `fields:` does not have.
  case unknownField(RecipePlace, field: String, nearest: String?, known: [String])
  /// A feature or the split names a field of a kind that it cannot use.
  case wrongKind(RecipePlace, field: String, kind: String, expected: String)
  /// A feature or the split reads the column of answers.
  case readsLabel(RecipePlace, field: String, column: String)
  /// The table lacks a column that the recipe reads.
  case missingColumn(RecipePlace, column: String, nearest: String?, columns: [String])
  /// A field that a feature or the split needs has no readable value in any row.
  case unreadable(RecipePlace, column: String, kind: String, example: CleaningReport.Example?, need: String)
  /// No cell of the label column is one of the recipe's answers.
  case noLabels(RecipePlace, column: String, filled: Int, example: CleaningReport.Example?)
  /// The table has no row with content.
  case noItems(source: String, rowCount: Int)
}

extension RecipeError: CustomStringConvertible {
  /// The sentence for a person.
  public var description: String {
    switch self {
    case .unknownRecipe(let name, let nearest, let known):
      "no built-in recipe is called \(quoted(name))\(suggestion(nearest)); there are \(listed(known)), "
        + "or give the path of a YAML file"
    case .notYAML(let place, let problem):
      "\(place): this is not YAML: \(ColumnTally.cut(problem, to: 200))"
    case .unknownKey(let place, let key, let nearest, let known):
      "\(place): unknown key \(quoted(key))\(suggestion(nearest)); expected one of \(listed(known))"
    case .missingKey(let place, let key, let example):
      "\(place): the key \(quoted(key)) is missing; write for example \(example)"
    case .badValue(let place, let found, let expected):
      "\(place): found \(found), expected \(expected)"
    case .badLearner(let place, let problem):
      "\(place): \(ColumnTally.cut(problem, to: 400))"
    case .unknownField(let place, let field, let nearest, let known):
      known.isEmpty
        ? "\(place): no field is called \(quoted(field)); the recipe has no fields, add it under fields"
        : "\(place): no field is called \(quoted(field))\(suggestion(nearest)); the recipe has \(listed(known))"
    case .wrongKind(let place, let field, let kind, let expected):
      "\(place): the field \(quoted(field)) is of kind \(kind), expected \(expected)"
    case .readsLabel(let place, let field, let column):
      "\(place): the field \(quoted(field)) reads the label column \(quoted(column)); "
        + "a model would only repeat the answer: remove it"
    case .missingColumn(let place, let column, let nearest, let columns):
      "\(place): the table has no column \(quoted(column))\(suggestion(nearest)); its columns are \(listed(columns))"
    case .unreadable(let place, let column, let kind, let example, let need):
      if let example {
        "\(place): no row has a readable \(kind) in column \(quoted(column)), but \(need) needs it; "
          + "record \(example.record) has \(quoted(example.text)); check column, kind, locale and order"
      } else {
        "\(place): column \(quoted(column)) is empty in every row, but \(need) needs it; "
          + "name another column or remove what needs it"
      }
    case .noLabels(let place, let column, let filled, let example):
      if let example {
        "\(place): none of the \(filled) filled cells of column \(quoted(column)) is a yes or a no; "
          + "record \(example.record) has \(quoted(example.text)); list the answers under label.yes and label.no"
      } else {
        "\(place): column \(quoted(column)) is empty in every row; label a few rows first, some yes and some no"
      }
    case .noItems(let source, let rowCount):
      rowCount == 0
        ? "\(source): the table has no rows"
        : "\(source): all \(rowCount) rows are empty in the columns that the recipe reads"
    }
  }

  private func quoted(_ text: String) -> String { RecipeError.quoted(text) }

  /// A text from a file in quotes: on one line and at most sixty characters of it.
  static func quoted(_ text: String) -> String { "\"\(ColumnTally.cut(text, to: 60))\"" }

  private func suggestion(_ nearest: String?) -> String {
    nearest.map { " (did you mean \(quoted($0))?)" } ?? ""
  }

  /// The names in quotes, at most thirty of them.
  private func listed(_ names: [String]) -> String {
    let shown = names.prefix(30).map(quoted).joined(separator: ", ")
    return names.count > 30 ? "\(shown) and \(names.count - 30) more" : shown
  }
}
