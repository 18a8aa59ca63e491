/// A forest as a recipe's keys describe it: `model: { random_forest: { trees: 1000 } }`.
struct ForestSpec: Sendable, Hashable, Codable {
  /// The learner.
  enum Learner: String, Sendable, Hashable, Codable, CaseIterable {
    /// Breiman's random forest.
    case randomForest = "random_forest"
    /// Extremely randomised trees: thresholds drawn at random.
    case extraTrees = "extra_trees"
  }
  /// Weights of the two classes.
  enum ClassWeight: String, Sendable, Hashable, Codable, CaseIterable {
    /// Both 1.
    case none
    /// Inversely proportional to their number among the training items.
    case balanced
    /// The same, counted in each tree's bootstrap sample.
    case balancedSubsample = "balanced_subsample"
  }
  /// How many features a node looks at.
  enum MaxFeatures: Sendable, Hashable, Codable {
    /// The square root of the number of features.
    case sqrt
    /// Its base-2 logarithm.
    case log2
    /// A share of them.
    case share(Double)
    /// A number.
    case count(Int)
  }
  /// The learner.
  var learner: Learner = .randomForest
  /// The number of trees.
  var trees: Int = 1000
  /// The class weights.
  var classWeight: ClassWeight = .balanced
  /// Features tried in a node.
  var maxFeatures: MaxFeatures = .sqrt
  /// Fewest distinct training items in a leaf.
  var minSamplesLeaf: Int = 1
  /// Fewest distinct training items in a node that is split.
  var minSamplesSplit: Int = 2
  /// Deepest level of a leaf (the root is level 0); nil: no limit.
  var maxDepth: Int?

  /// The forest in the learners' words; what is as usual goes without saying, but the number of trees.
  var text: String {
    var words = [learner == .randomForest ? "forest" : "extra-trees", "trees=\(trees)"]
    switch classWeight {
    case .none: words.append("balance=none")
    case .balanced: break
    case .balancedSubsample: words.append("balance=subsample")
    }
    switch maxFeatures {
    case .sqrt: break
    case .log2: words.append("features=log2")
    case .share(let share): words.append("features=\(share)")
    case .count(let count): words.append("features=\(count)")
    }
    if minSamplesLeaf != 1 { words.append("leaf=\(minSamplesLeaf)") }
    if minSamplesSplit != 2 { words.append("split=\(minSamplesSplit)") }
    if let maxDepth { words.append("depth=\(maxDepth)") }
    return words.joined(separator: " ")
  }
}
