import GarimpoRecipes

/// Which fields of an item say little to who decides: they are not on its card, and stay among its columns.
///
/// These are ids, short fields whose name has the word `id` (`channel_id`, `itemID`); numbers that no feature reads, behind the
/// first two of the recipe, such as the width of a picture; and texts that the title says already.
struct AsideFields {
  private let names: Set<String>

  /// So many numbers are shown whether a feature reads them or not.
  private static let numberCount = 2

  init(_ recipe: Recipe) {
    let read = Set(recipe.features.flatMap(Self.numbers))
    let numbers = recipe.fields.filter { $0.kind == .number || $0.kind == .count }.map(\.name)
    let short = recipe.fields.filter { $0.kind == .category || numbers.contains($0.name) }.map(\.name)
    names = Set(numbers.dropFirst(Self.numberCount).filter { !read.contains($0) } + short.filter(Self.isID))
  }

  /// The names of such fields among `fields`, in their order, beside this title.
  func names(_ fields: [NextItem.Field], title: String) -> [String] {
    let title = Self.words(title)
    return fields.filter { field in
      guard field.kind == FieldSpec.Kind.text.rawValue, case .text(let text) = field.value else {
        return names.contains(field.name)
      }
      return Self.contains(title, Self.words(text))
    }.map(\.name)
  }

  private static func numbers(_ feature: FeatureSpec) -> [String] {
    let quantities: [Quantity] =
      switch feature {
      case .number(let quantity, _): [quantity]
      case .ratio(let first, let second, _): [first, second]
      case .category, .tfidf: []
      }
    return quantities.compactMap { if case .field(let name) = $0 { name } else { nil } }
  }

  private static func isID(_ name: String) -> Bool {
    words(name).contains("id") || name.hasSuffix("Id") || name.hasSuffix("ID")
  }

  /// The runs of letters and digits, in lower case.
  private static func words(_ text: String) -> [Substring] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }
  }

  /// Whether the words stand one behind the other in the title.
  private static func contains(_ title: [Substring], _ words: [Substring]) -> Bool {
    guard !words.isEmpty, words.count <= title.count else { return false }
    return (0...(title.count - words.count)).contains { title[$0..<($0 + words.count)].elementsEqual(words) }
  }
}
