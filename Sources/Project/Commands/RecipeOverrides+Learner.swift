import GarimpoLearning
import GarimpoRecipes

// What is wished otherwise of the learner.
extension RecipeOverrides {
  /// Whether anything is.
  var changesModel: Bool { learner != nil || !forestOptions.isEmpty }

  /// The options that say something of a forest, of those that are given.
  private var forestOptions: [String] {
    let options: [(name: String, isGiven: Bool)] = [
      ("--trees", treeCount != nil), ("--class-weight", classWeight != nil), ("--max-features", maxFeatures != nil),
      ("--min-samples-leaf", minSamplesLeaf != nil), ("--min-samples-split", minSamplesSplit != nil),
      ("--max-depth", maxDepth != nil),
    ]
    return options.filter(\.isGiven).map(\.name)
  }

  /// The learner that is wished instead of the recipe's.
  func changed(_ named: LearnerChoice) throws(Failure) -> LearnerChoice {
    var wished = named
    switch learner {
    case nil: break
    case "random-forest": wished = .forest(Self.forest(of: named, .best))
    case "extra-trees": wished = .forest(Self.forest(of: named, .random))
    case let text?:
      do throws(LearnerTextError) {
        wished = try LearnerChoice(text)
      } catch {
        throw Failure(.usage, "--learner: \(error.advice)")
      }
      if wished.scoresByPlace {
        throw Failure(.usage, "--learner: \(LearningError.placesAreNoProbabilities(learner: "\(wished)"))")
      }
    }
    guard let option = forestOptions.first else { return wished }
    guard var forest = wished.forest else {
      throw Failure(
        .usage,
        "\(option): it is about a forest, and the learner is \(wished); leave it out, or say it in the learner's words "
          + "(--learner 'mean(forest trees=500, logistic)')")
    }
    try apply(to: &forest)
    return .forest(forest)
  }

  /// The recipe's forest with another kind of split, or, where it names none, the usual one.
  private static func forest(of named: LearnerChoice, _ split: RandomForest.Split) -> RandomForest {
    let usual = named.forest ?? RandomForest(treeCount: 1000, classWeight: .balanced)
    return split == .best
      ? RandomForest(
        treeCount: usual.treeCount, classWeight: usual.classWeight, maxFeatures: usual.maxFeatures, limits: usual.limits
      )
      : .extraTrees(
        treeCount: usual.treeCount, classWeight: usual.classWeight, maxFeatures: usual.maxFeatures, limits: usual.limits
      )
  }

  private func apply(to forest: inout RandomForest) throws(Failure) {
    if let classWeight {
      switch classWeight {
      case "none": forest.classWeight = .none
      case "balanced": forest.classWeight = .balanced
      case "balanced-subsample": forest.classWeight = .balancedSubsample
      default:
        throw .badOption("--class-weight", found: "\"\(classWeight)\"", expected: Text.alternatives(Self.classWeights))
      }
    }
    if let treeCount { forest.treeCount = try Self.checked("--trees", treeCount, from: 1, to: 1_000_000) }
    switch maxFeatures {
    case nil: break
    case .squareRoot: forest.maxFeatures = .squareRoot
    case .log2: forest.maxFeatures = .log2
    case .count(let count): forest.maxFeatures = .count(try Self.checked("--max-features", count, from: 1))
    case .share(let share):
      guard share > 0 && share <= 1 else {
        throw .badOption("--max-features", found: Text.shortest(share), expected: "a share above 0 and at most 1")
      }
      forest.maxFeatures = .share(share)
    }
    if let leaf = minSamplesLeaf {
      forest.limits.minSamplesLeaf = try Self.checked("--min-samples-leaf", leaf, from: 1)
    }
    if let split = minSamplesSplit {
      forest.limits.minSamplesSplit = try Self.checked("--min-samples-split", split, from: 2)
    }
    if let maxDepth {
      let depth = try Self.checked("--max-depth", maxDepth, from: 0, to: 1_000_000)
      forest.limits.maxDepth = depth == 0 ? nil : depth
    }
  }
}
