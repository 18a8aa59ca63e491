/// Which learner a round fits, in the learners' words: `forest trees=1000`, `platt(svm cost=0.11)`.
///
/// This room does not know the learners. Who does reads `text`, and says what is wrong with it at `place`.
public struct ModelSpec: Sendable, Hashable {
  /// The learner, in words.
  public let text: String
  /// Where a recipe has it; nil: no recipe has it.
  public let place: RecipePlace?

  /// A learner in words.
  public init(_ text: String, at place: RecipePlace? = nil) {
    self.text = text
    self.place = place
  }

  /// The notebook's forest: that of a recipe that names none.
  public init() { self.init(ForestSpec().text) }
}

extension ModelSpec: Codable {
  /// Reads the text, or the parameters of a forest, which rounds kept before there were other learners.
  public init(from decoder: any Decoder) throws {
    if let forest = try? ForestSpec(from: decoder) {
      self.init(forest.text)
    } else {
      self.init(try decoder.singleValueContainer().decode(String.self))
    }
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
