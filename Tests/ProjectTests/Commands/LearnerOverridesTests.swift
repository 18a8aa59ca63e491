import GarimpoLearning
import GarimpoRecipes
import Testing

@testable import GarimpoProject

/// What the options of a round make of a recipe's learner.
struct LearnerOverridesTests {
  private static func overrides(_ change: (inout RecipeOverrides) -> Void) -> RecipeOverrides {
    var overrides = RecipeOverrides()
    change(&overrides)
    return overrides
  }

  static let changes: [(String, RecipeOverrides, String)] = [
    ("svm cost=2", overrides { _ in }, "svm cost=2"),
    ("forest trees=7 leaf=2", overrides { $0.learner = "extra-trees" }, "extra-trees trees=7 leaf=2"),
    ("extra-trees trees=7 balance=none", overrides { $0.learner = "random-forest" }, "forest trees=7 balance=none"),
    ("svm", overrides { $0.learner = "random-forest" }, "forest trees=1000"),
    ("svm", overrides { $0.learner = "extra-trees" }, "extra-trees trees=1000"),
    ("forest trees=7", overrides { $0.learner = "svm  cost=0.50" }, "svm cost=0.5"),
    ("forest trees=7", overrides { $0.learner = "mean(forest, platt(svm))" }, "mean(forest, platt(svm))"),
    ("forest trees=7 leaf=2", overrides { $0.learner = "forest" }, "forest"),
    (
      "forest",
      overrides {
        $0.treeCount = 5
        $0.classWeight = "balanced-subsample"
        $0.maxFeatures = .share(1)
        $0.minSamplesLeaf = 2
        $0.minSamplesSplit = 3
        $0.maxDepth = 4
      }, "forest trees=5 balance=subsample features=1.0 leaf=2 split=3 depth=4"
    ),
    (
      "extra-trees depth=3 balance=none",
      overrides {
        $0.classWeight = "balanced"
        $0.maxFeatures = .count(3)
        $0.maxDepth = 0
      }, "extra-trees features=3"
    ),
    (
      "svm",
      overrides {
        $0.learner = "forest depth=2"
        $0.treeCount = 3
        $0.maxFeatures = .log2
        $0.classWeight = "none"
      }, "forest trees=3 balance=none features=log2 depth=2"
    ),
    ("forest features=log2", overrides { $0.maxFeatures = .squareRoot }, "forest"),
  ]

  @Test(arguments: changes.indices) func `Options change the learner of the recipe, or take another`(index: Int) throws
  {
    let (named, overrides, expected) = Self.changes[index]
    let learner = try LearnerChoice(named)
    #expect(try overrides.changed(learner) == LearnerChoice(expected))
    var recipe = try Recipe(yaml: "name: x\nitem: { title: t }\nmodel: \(named)\n", source: "x")
    let before = recipe.model
    try overrides.apply(to: &recipe)
    #expect(try recipe.learner() == LearnerChoice(expected))
    #expect(overrides.changesModel || recipe.model == before)
  }

  static let effectless: [(String, RecipeOverrides)] = [
    ("--trees", overrides { $0.treeCount = 3 }), ("--class-weight", overrides { $0.classWeight = "none" }),
    ("--max-features", overrides { $0.maxFeatures = .log2 }),
    ("--min-samples-leaf", overrides { $0.minSamplesLeaf = 2 }),
    ("--min-samples-split", overrides { $0.minSamplesSplit = 3 }), ("--max-depth", overrides { $0.maxDepth = 3 }),
  ]

  @Test(arguments: effectless.indices)
  func `An option about a forest is refused where the learner is none, and not passed over`(index: Int) throws {
    let (option, overrides) = Self.effectless[index]
    let message =
      "\(option): it is about a forest, and the learner is platt(svm); leave it out, or say it in the learner's words "
      + "(--learner 'mean(forest trees=500, logistic)')"
    let failure = #expect(throws: Failure.self) { try overrides.changed(try LearnerChoice("platt(svm)")) }
    #expect(failure?.description == message && failure?.kind == .usage)
    var both = overrides
    both.learner = "platt(svm)"
    #expect(throws: Failure(.usage, message)) { try both.changed(try LearnerChoice("forest")) }
  }

  @Test func `The forests of the keys of a recipe are those of its words`() throws {
    let yaml: [(String, RandomForest)] = [
      ("random_forest", RandomForest(treeCount: 1000, classWeight: .balanced)),
      (
        "{ extra_trees: { trees: 9, class_weight: none, max_features: 20% } }",
        .extraTrees(treeCount: 9, classWeight: .none, maxFeatures: .share(0.2))
      ),
      (
        "{ random_forest: { class_weight: balanced_subsample, max_features: 4, min_samples_leaf: 2, max_depth: 5 } }",
        RandomForest(
          treeCount: 1000, classWeight: .balancedSubsample, maxFeatures: .count(4),
          limits: TreeLimits(minSamplesLeaf: 2, maxDepth: 5))
      ),
      (
        "{ random_forest: { max_features: log2, min_samples_split: 7 } }",
        RandomForest(
          treeCount: 1000, classWeight: .balanced, maxFeatures: .log2, limits: TreeLimits(minSamplesSplit: 7))
      ),
    ]
    for (text, forest) in yaml {
      let recipe = try Recipe(yaml: "name: x\nitem: { title: t }\nmodel: \(text)\n", source: "x")
      #expect(try recipe.learner() == .forest(forest))
    }
  }
}
