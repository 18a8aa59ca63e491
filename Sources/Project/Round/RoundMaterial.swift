import GarimpoRecipes

/// What a round is computed from, wherever it came from: a file, or a project.
///
/// Together with the number of resamples this is all that a round's answer depends on.
struct RoundMaterial: Sendable {
  /// What messages call it: the path of the file or of the project.
  let name: String
  /// The recipe, with what was wished otherwise for this round.
  let recipe: Recipe
  /// The items with their labels.
  let items: Items
  /// Items without a label that are not to be asked: somebody read them and was unsure, or annotators disagree.
  var undecided: Set<Int> = []
  /// The seed of everything drawn at random.
  let seed: UInt64
  /// The number of bootstrap resamples behind the intervals, at least 1.
  let resampleCount: Int

  /// The seed of one purpose.
  func seed(for purpose: RandomPurpose) -> UInt64 { purpose.seed(from: seed) }
}
