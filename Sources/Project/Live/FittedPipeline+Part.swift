import GarimpoFeatures
import GarimpoRecipes

extension FittedPipeline {
  /// What a column adds to the score of an item, for people.
  ///
  /// - Parameter isPresent: whether the item has an entry there.
  func part(
    ofColumn column: Int, _ amount: Double, isPresent: Bool, items: Items, row: Int
  ) throws(FeatureError) -> ItemExplanation.Part {
    let kind = kind(ofColumn: column)
    switch kind {
    case .number, .ratio:
      let value = try number(ofColumn: column, in: items, row: row)
      return .init(name: kind.name, kind: .number, value: value, isPresent: value != nil, amount: amount)
    case .category:
      return .init(name: kind.name, kind: .category, value: nil, isPresent: isPresent, amount: amount)
    case .term, .characters:
      return .init(name: kind.name, kind: .term, value: nil, isPresent: isPresent, amount: amount)
    }
  }
}
