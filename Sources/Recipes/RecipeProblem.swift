/// A column that a recipe reads and a table lacks, or a part without which there is no round.
public struct RecipeProblem: Sendable, Hashable, CustomStringConvertible {
  /// How much depends on the column.
  public enum Weight: Sendable, Hashable {
    /// The recipe cannot be used without it.
    case needed
    /// Needed for training, not for scoring.
    case label
    /// The field stays empty.
    case spare
    /// The table can be cleaned, but no round can be run.
    case round
  }

  /// What is wrong and where; its `description` is the sentence for a person.
  public let error: RecipeError
  /// How much depends on it.
  public let weight: Weight

  /// The sentence for a person.
  public var description: String {
    weight == .spare ? "\(error.description); it stays empty" : error.description
  }

  func isError(labelsRequired: Bool) -> Bool {
    switch weight {
    case .needed: true
    case .label: labelsRequired
    case .spare, .round: false
    }
  }
}
