/// How labelled items are divided into training and validation.
public enum SplitSpec: Sendable, Hashable, Codable {
  /// Items whose date field lies before the moment train; the others validate.
  case date(field: String, trainBefore: Timestamp)
  /// The earliest share of items by the date field trains; equal dates stay together.
  case latest(field: String, validationShare: Double)
  /// Whole groups (a channel, an author) validate until they hold the share.
  case group(field: String, validationShare: Double)
  /// A seeded draw that keeps the share of yes equal on both sides.
  case random(validationShare: Double)
}

/// Which learner, and its parameters (nil: the learner's default).
public struct ModelSpec: Sendable, Hashable, Codable {
  /// The learner.
  public enum Learner: String, Sendable, Hashable, Codable, CaseIterable {
    /// Breiman's random forest.
    case randomForest = "random_forest"
    /// Extremely randomised trees: thresholds drawn at random.
    case extraTrees = "extra_trees"
  }
  /// Weights of the two classes.
  public enum ClassWeight: String, Sendable, Hashable, Codable, CaseIterable {
    /// Both 1.
    case none
    /// Inversely proportional to their number among the training items.
    case balanced
    /// The same, counted in each tree's bootstrap sample.
    case balancedSubsample = "balanced_subsample"
  }
  /// How many features a node looks at.
  public enum MaxFeatures: Sendable, Hashable, Codable {
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
  public var learner: Learner = .randomForest
  /// The number of trees.
  public var trees: Int = 1000
  /// The class weights.
  public var classWeight: ClassWeight = .balanced
  /// Features tried in a node.
  public var maxFeatures: MaxFeatures = .sqrt
  /// Fewest distinct training items in a leaf.
  public var minSamplesLeaf: Int = 1
  /// Fewest distinct training items in a node that is split.
  public var minSamplesSplit: Int = 2
  /// Deepest level of a leaf (the root is level 0); nil: no limit.
  public var maxDepth: Int?

  /// The notebook's forest.
  public init() {}
}

/// What a round asks for.
public struct BatchSpec: Sendable, Hashable, Codable {
  /// Number of hard items (nil with a band: all of the band).
  public var hard: Int?
  /// Number of random items from the rest.
  public var random: Int
  /// Hard means a score in this band (the notebook's 0.26 to 1) instead of closest to the threshold.
  public var band: ClosedRange<Double>?
  /// The decision threshold that hard items are closest to.
  public var threshold: Double

  /// The notebook's batch.
  public init(hard: Int? = 70, random: Int = 30, band: ClosedRange<Double>? = nil, threshold: Double = 0.5) {
    self.hard = hard
    self.random = random
    self.band = band
    self.threshold = threshold
  }
}

/// What counts as a duplicate: items that are asked once and never lie on both sides of a split.
public enum DuplicateSpec: Sendable, Hashable, Codable {
  /// Nothing does.
  case off
  /// Items with the same words in title and text fields.
  case exact
  /// These, and items that share at least this part of their word shingles (Jaccard similarity, 0.5 to 1).
  case near(Double)
}

/// Which version of a labelled item a round learns from, where an item has changed since it was labelled.
public enum VersionSpec: String, Sendable, Hashable, Codable, CaseIterable {
  /// The newest of every item.
  case latest
  /// The one that was there to be seen when the label was given; of items without a label the newest.
  case labelled
}
