/// Why features could not be made.
public enum FeatureError: Error, Hashable, Sendable {
  /// The recipe names no features.
  case noFeatures
  /// There are no items to learn from.
  case noTrainingRows
  /// A feature reads a field that the items do not have.
  case unknownField(String, known: [String])
  /// A feature reads a field of a kind that it cannot use.
  case wrongKind(field: String, found: String, feature: String, expected: String)
  /// The smallest number of items of a category is below 1.
  case minCountBelowOne(field: String, found: Int)
  /// The texts of the fields gave no vocabulary.
  case tfidf(fields: [String], TfidfError)
  /// No feature gave a column: only categories were asked for, and none is frequent enough.
  case noColumns
}

extension FeatureError: CustomStringConvertible {
  /// Where, what was found, what was expected, what to do.
  public var description: String {
    switch self {
    case .noFeatures:
      "the recipe has no features: list at least one number, ratio, category or tfidf under `features:`"
    case .noTrainingRows:
      "there are no training items to learn features from: label some items, or move the split"
    case .unknownField(let name, let known):
      "there is no field `\(name)`; the items have \(Self.list(known)). "
        + "Correct the name in the recipe, or give items with the fields that the features were learnt from"
    case .wrongKind(let field, let found, let feature, let expected):
      "field `\(field)` holds \(found); \(feature) needs \(expected). Change the field's kind or the feature"
    case .minCountBelowOne(let field, let found):
      "category `\(field)`: the smallest number of items is \(found); it must be at least 1"
    case .tfidf(let fields, let error):
      "words of \(Self.list(fields)): \(error)"
    case .noColumns:
      "the features have no columns: no category occurs in enough training items. "
        + "Lower the smallest number of items, or add a feature"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "no fields" : names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
