public import GarimpoRecipes

/// What items are compared by.
extension Items {
  /// The texts of an item by which its duplicates are found: its title, and its fields of running text in the recipe's
  /// order, without those that repeat the title.
  public func comparedTexts(ofItem item: Int) -> [String] {
    let title = titles[item]
    var texts = [title]
    for field in fields {
      if case .text(let values) = field.values, !values[item].utf8.elementsEqual(title.utf8) {
        texts.append(values[item])
      }
    }
    return texts
  }
}
