import ArgumentParser
import GarimpoProject

/// What stands in the recipe and can be set for one round.
struct RecipeOptionGroup: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .init("How many hard items to ask: those that the model is least sure of.", valueName: "n"))
  var hard: Int?

  @Option(parsing: .unconditional, help: .init("How many of the other items to ask, drawn at random.", valueName: "n"))
  var random: Int?

  @Option(
    parsing: .unconditional,
    help: .init(
      "Hard are the items with a score in this band, such as 0.26:1; all, or as many as --hard says.",
      valueName: "low:high"),
    transform: OptionValue.band)
  var band: ClosedRange<Double>?

  @Option(parsing: .unconditional, help: .init("The score that hard items are closest to.", valueName: "score"))
  var threshold: Double?

  @Option(
    help: .init(
      "Divide the labelled items by this field (a date: by time; else whole groups), or random.",
      valueName: "field"))
  var splitBy: String?

  @Option(help: .init("Labelled items dated before this day train, the others validate.", valueName: "date"))
  var trainBefore: String?

  @Option(
    parsing: .unconditional,
    help: .init("The share of the labelled items that validates, such as 30%.", valueName: "share"),
    transform: OptionValue.share)
  var validationShare: Double?

  @Option(
    help: .init(
      "The learner: random-forest or extra-trees, with the parameters of the recipe's forest, or any as a recipe names it, "
        + "such as 'platt(svm cost=0.11)'.", valueName: "learner"),
    completion: .list(RecipeOverrides.learners))
  var learner: String?

  @Option(parsing: .unconditional, help: .init("How many trees to grow.", valueName: "n"))
  var trees: Int?

  @Option(
    help: .init("Weights of the classes: \(RecipeOverrides.classWeights.joined(separator: ", ")).", valueName: "name"),
    completion: .list(RecipeOverrides.classWeights))
  var classWeight: String?

  @Option(
    parsing: .unconditional,
    help: .init("Features that a node tries: sqrt, log2, a number, or a share such as 30%.", valueName: "what"),
    completion: .list(["sqrt", "log2"]), transform: OptionValue.maxFeatures)
  var maxFeatures: RecipeOverrides.MaxFeatures?

  @Option(parsing: .unconditional, help: .init("Fewest items in a leaf.", valueName: "n"))
  var minSamplesLeaf: Int?

  @Option(parsing: .unconditional, help: .init("Fewest items in a node that is divided.", valueName: "n"))
  var minSamplesSplit: Int?

  @Option(
    parsing: .unconditional, help: .init("Deepest level of a leaf, or none.", valueName: "n"),
    transform: OptionValue.depth)
  var maxDepth: Int?

  var overrides: RecipeOverrides {
    var overrides = RecipeOverrides()
    overrides.hard = hard
    overrides.random = random
    overrides.band = band
    overrides.threshold = threshold
    overrides.splitBy = splitBy
    overrides.trainBefore = trainBefore
    overrides.validationShare = validationShare
    overrides.learner = learner
    overrides.treeCount = trees
    overrides.classWeight = classWeight
    overrides.maxFeatures = maxFeatures
    overrides.minSamplesLeaf = minSamplesLeaf
    overrides.minSamplesSplit = minSamplesSplit
    overrides.maxDepth = maxDepth
    return overrides
  }
}
