import GarimpoEvaluation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoRecipes
import GarimpoStore

/// Which labels are looked at, and how.
public struct CheckLabelsOptions: Sendable {
  /// How many surprising labels are listed.
  public var count = 20
  /// Into how many parts the labelled items are divided, each scored by a model of the others.
  public var foldCount = 5
  /// The number of trees of each model, where the recipe names a forest; nil: as many as the recipe says, fewer where very
  /// many items are labelled.
  public var treeCount: Int?
  /// The number of threads, at least 1; nil: one for each processor. The result does not depend on it.
  public var threadCount: Int?

  /// The usual check.
  public init() {}

  /// How many trees tell which labels are odd: as many as the recipe says up to 10,000 labelled items, then so many that
  /// the work stays the same, and at least 200.
  ///
  /// Fewer trees list other items: 200 list 34 of the first 50 that 1,000 list of 2,019 labelled papers, and 44 of 725,
  /// so that trees are saved only where they take minutes.
  static func treeCount(_ wished: Int, labelledCount: Int) -> Int {
    min(wished, max(200, 10_000_000 / max(1, labelledCount)))
  }

  /// The recipe's learner, with the number of trees that is wished, or that is enough.
  func learner(of recipe: Recipe, labelledCount: Int) throws(Failure) -> LearnerChoice {
    let named = try recipe.learner()
    guard let treeCount else {
      return named.limitingTrees(to: Self.treeCount(.max, labelledCount: labelledCount))
    }
    var overrides = RecipeOverrides()
    overrides.treeCount = treeCount
    return try overrides.changed(named)
  }
}

extension OpenProject {
  /// Labels that may be wrong: those that a model that has not seen them finds surprising, duplicates with opposite labels,
  /// and answers that somebody changed.
  public func checkLabels(_ options: CheckLabelsOptions) throws(Failure) -> CheckedLabels {
    _ = try RecipeOverrides.checked("-n", options.count, from: 1)
    _ = try RecipeOverrides.checked("--folds", options.foldCount, from: 2, to: 100)
    if let treeCount = options.treeCount {
      _ = try RecipeOverrides.checked("--trees", treeCount, from: 1, to: 1_000_000)
    }
    let workers = WorkerPool(threadCount: try RoundOptions.threadCount(options.threadCount))
    let material: (recipe: Recipe, seed: UInt64, labelled: LabelledItems, groups: ItemGroups) = try read { snapshot in
      let recipe = try self.recipe(snapshot)
      let labelled = try LabelledItems(snapshot, recipe, at: .init(now: snapshot), path: path)
      return (
        recipe, try snapshot.project().seed, labelled, try ItemGroups(snapshot, labelled, recipe.duplicates)
      )
    }
    let (recipe, seed, labelled, groups) = material
    let targets = labelled.targets
    let learner = try options.learner(of: recipe, labelledCount: targets.count)
    let folds = ItemFolds(
      groups: labelled.numbers.map { groups.first(of: $0) }, targets: targets, wished: options.foldCount,
      seed: RandomPurpose.folds.seed(from: seed))
    guard let folds else { throw .tooFewToCheck(path: path, targets) }
    let (scores, bootstrap) = try Failure.storing(path) {
      let scores = try scoresOutOfFold(
        labelled.items, targets, folds, recipe.features, learner, seed: seed, on: workers)
      return (
        scores,
        try PairedBootstrap(
          orders: [scores.map(Double.init)], targets: targets, seed: RandomPurpose.intervals.seed(from: seed),
          on: workers)
      )
    }
    let surprises = Surprises(scores: scores, targets: targets)
    return try read { snapshot in
      let surprising = try surprises.rows.prefix(options.count).map { row in
        CheckedLabels.Surprising(
          id: try snapshot.item(labelled.numbers[row])?.key ?? "", title: labelled.items.titles[row],
          label: targets[row] ? "yes" : "no", probability: Double(Text.score(scores[row])) ?? Double(scores[row]),
          surprise: surprises.shares[row])
      }
      return CheckedLabels(
        project: path, labelledCount: targets.count, foldCount: folds.count, learner: learner.summary,
        treeCount: learner.treeCount, rocAUC: bootstrap.rocAUC(of: 0),
        isTooFew: TooFew.isTooFew(yesCount: targets.count { $0 }, of: targets.count),
        surprisingCount: surprises.rows.count, surprising: surprising,
        contradictions: try Self.contradictions(snapshot),
        changes: try Self.changes(snapshot))
    }
  }

  /// P(yes) of each item by the model of the other folds.
  private func scoresOutOfFold(
    _ items: Items, _ targets: [Bool], _ folds: ItemFolds, _ features: [FeatureSpec], _ learner: LearnerChoice,
    seed: UInt64, on workers: WorkerPool
  ) throws -> [Float] {
    var scores = [Float](repeating: 0, count: items.count)
    for fold in 0..<folds.count {
      let training = folds.folds.indices.filter { folds.folds[$0] != fold }
      let rest = folds.folds.indices.filter { folds.folds[$0] == fold }
      let (pipeline, matrix) = try FeaturePipeline(specs: features).fitTransform(items, rows: training)
      var random = SplitMix64(seed: RandomPurpose.folds.seed(from: seed), stream: UInt64(fold) + 1)
      let answers = training.map { targets[$0] }
      let model = try RoundLearner(learner, targets: answers).fit(
        matrix, answers, featureNames: pipeline.featureNames, seed: random.next(), path: path, on: workers)
      let probabilities = model.shares(of: try pipeline.transform(items, rows: rest), on: workers)
      for (row, probability) in zip(rest, probabilities) { scores[row] = probability }
    }
    return scores
  }

  private static func contradictions(_ snapshot: Snapshot) throws -> [CheckedLabels.Contradiction] {
    let labels = try snapshot.labels()
    return try snapshot.duplicates().compactMap { pair in
      guard let one = labels.label(ofItem: pair.item)?.target, let other = labels.label(ofItem: pair.other)?.target,
        one != other
      else { return nil }
      let numbers = [pair.item, pair.other]
      return .init(
        ids: try numbers.map { try snapshot.item($0)?.key ?? "" },
        titles: try numbers.map { try snapshot.newestVersion(ofItem: $0)?.title ?? "" },
        labels: [one, other].map { $0 ? "yes" : "no" }, kind: pair.kind.rawValue, similarity: pair.similarity)
    }
  }

  private static func changes(_ snapshot: Snapshot) throws -> [CheckedLabels.Change] {
    let labels = try snapshot.labels()
    var changes: [CheckedLabels.Change] = []
    for item in labels.answeredItems {
      let decided = (labels.standing[item] ?? []).filter { $0.answer == .yes || $0.answer == .no }
      var annotators: [String] = []
      for entry in decided where !annotators.contains(entry.annotator) { annotators.append(entry.annotator) }
      for annotator in annotators {
        let answers = decided.filter { $0.annotator == annotator }.map(\.answer.rawValue)
        guard Set(answers).count > 1 else { continue }
        changes.append(
          .init(
            id: try snapshot.item(item)?.key ?? "", title: try snapshot.newestVersion(ofItem: item)?.title ?? "",
            annotator: annotator, answers: answers))
      }
    }
    return changes
  }
}

extension Failure {
  static func tooFewToCheck(path: String, _ targets: [Bool]) -> Failure {
    Failure(
      .data,
      "\(path): \(targets.count { $0 }) yes and \(targets.count { !$0 }) no; to check labels against each other takes at "
        + "least 2 of each, duplicates counted once: label more items")
  }
}
