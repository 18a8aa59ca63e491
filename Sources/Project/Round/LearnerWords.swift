import GarimpoLearning

extension LearnerChoice {
  /// A forest in plain words, any other learner in the learners' own: `platt(svm cost=0.11)`.
  var summary: String { if case .forest(let forest) = self { forest.summary } else { description } }

  /// The parameters of a forest; nil of other learners.
  var forest: RandomForest? { if case .forest(let forest) = self { forest } else { nil } }

  /// How many trees a fit of it grows for its model, curves aside; 0 of a learner without.
  var treeCount: Int {
    switch self {
    case .linear, .naiveBayes: 0
    case .forest(let forest): forest.treeCount
    case .calibrated(let calibration): calibration.learner.treeCount
    case .ensemble(let ensemble): ensemble.members.reduce(0) { $0 + $1.learner.treeCount }
    }
  }

  /// The same learner with at most so many trees in each of its forests.
  func limitingTrees(to most: Int) -> LearnerChoice {
    switch self {
    case .linear, .naiveBayes: return self
    case .forest(var forest):
      forest.treeCount = min(forest.treeCount, most)
      return .forest(forest)
    case .calibrated(var calibration):
      calibration.learner = calibration.learner.limitingTrees(to: most)
      return .calibrated(calibration)
    case .ensemble(var ensemble):
      for place in ensemble.members.indices {
        ensemble.members[place].learner = ensemble.members[place].learner.limitingTrees(to: most)
      }
      return .ensemble(ensemble)
    }
  }
}

extension RandomForest {
  /// `random forest, 1,000 trees, balanced classes, √features per node`.
  var summary: String {
    var parts = [
      split == .best ? "random forest" : "extremely randomised trees",
      "\(Text.grouped(treeCount)) tree\(treeCount == 1 ? "" : "s")",
    ]
    switch classWeight {
    case .none: break
    case .balanced: parts.append("balanced classes")
    case .balancedSubsample: parts.append("classes balanced in each tree's sample")
    }
    switch maxFeatures {
    case .squareRoot: parts.append("√features tried in a node")
    case .log2: parts.append("log₂ features tried in a node")
    case .share(let share): parts.append("\(Text.decimal(share * 100, places: 0)) % of the features tried in a node")
    case .count(let count): parts.append("\(Text.grouped(count)) features tried in a node")
    }
    if limits.minSamplesLeaf > 1 { parts.append("at least \(limits.minSamplesLeaf) items in a leaf") }
    if limits.minSamplesSplit > 2 { parts.append("nodes of at least \(limits.minSamplesSplit) items are split") }
    if let depth = limits.maxDepth { parts.append("at most \(depth) levels") }
    return parts.joined(separator: ", ")
  }
}
