/// The keys of one mapping of the document.
struct DocumentKeys {
  let place: RecipePlace
  let entries: [(key: String, place: RecipePlace, value: DocumentNode)]

  /// The value of a key, or nil where it is left out.
  subscript(key: String) -> DocumentNode? { entries.first { $0.key == key }?.value }

  /// The value of a key that must be there.
  func required(_ key: String, example: String) throws(RecipeError) -> DocumentNode {
    guard let node = self[key] else { throw .missingKey(place, key: key, example: example) }
    return node
  }
}
