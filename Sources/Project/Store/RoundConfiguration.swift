import GarimpoRecipes

/// All that a round's answer depends on beside the recipe's columns, the items, the labels and the seed: what the recipe
/// said, with what was wished otherwise. Kept with the round, so that it can be run again.
struct RoundConfiguration: Codable, Sendable, Hashable {
  var features: [FeatureSpec]
  var split: SplitSpec
  var model: ModelSpec
  var batch: BatchSpec
  var duplicates: DuplicateSpec
  var versions: VersionSpec
  var resampleCount: Int
  /// The newest list of columns in the file: the columns of later imports are not in the table of this round. nil, in a
  /// round that did not note it: all lists count.
  var columnListPosition: Int64?
  /// Through what the round was begun, `command line` or `browser`, and by whom; nil in a round that did not note it.
  /// Nothing depends on it.
  var source: String?
  var annotator: String?

  /// What a recipe with its overrides says, and which columns there were.
  init(_ recipe: Recipe, resampleCount: Int, columnListPosition: Int64?) {
    features = recipe.features
    split = recipe.split
    model = recipe.model
    batch = recipe.batch
    duplicates = recipe.duplicates
    versions = recipe.versions
    self.resampleCount = resampleCount
    self.columnListPosition = columnListPosition
  }

  /// Puts all of it into a recipe.
  func apply(to recipe: inout Recipe) {
    recipe.features = features
    recipe.split = split
    recipe.model = model
    recipe.batch = batch
    recipe.duplicates = duplicates
    recipe.versions = versions
  }
}
