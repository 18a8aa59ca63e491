import GarimpoEvaluation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoRecipes
import GarimpoTabular

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// A search for a better recipe as a face asks for it, in plain values.
///
/// ```swift
/// var options = TuningOptions(table: "videos.csv", recipe: "youtube-watch-page")
/// options.output = "tuned.yaml"
/// print(try options.run().text(TextStyle()))
/// ```
///
/// The search sees the training items of the recipe's split only. What it chose is then measured once, beside the recipe as it
/// is, on the validation items. The same table, recipe, options and seed give the same answer with any number of threads.
public struct TuningOptions: Sendable {
  /// By what candidates can be compared.
  public static var metrics: [String] { TuningMetric.allCases.map(\.rawValue) }
  /// The learners that are tried beside the recipe's own unless others are named.
  public static var usualLearners: [String] { TuningSpace.usualLearners }

  /// The path of a table with labels, or `-` for standard input.
  public var table: String
  /// The name of a built-in recipe, or the path of a recipe file.
  public var recipe: String
  /// How the table is read.
  public var reading = TableReading()
  /// The learners that are tried beside the recipe's own (`LearnerChoice`); empty: the usual ones.
  public var learners: [String] = []
  /// By what candidates are compared.
  public var metric = TuningMetric.averagePrecision.rawValue
  /// How many models may be fitted in the search, at least 10.
  public var budget = 300
  /// The day (ISO 8601) that the rows were observed on, where the recipe says `import time`; nil: today.
  public var observed: String?
  /// The seed of everything random; nil: the recipe's, or 0.
  public var seed: UInt64?
  /// The number of bootstrap resamples behind the intervals, at least 100.
  public var resampleCount = 1000
  /// The number of threads, at least 1; nil: one for each processor.
  public var threadCount: Int?
  /// The file for the recipe that was found, or nil.
  public var output: String?
  /// Whether a file that is there is replaced.
  public var replacesExisting = false

  /// A search on `table`, from `recipe`.
  public init(table: String, recipe: String) {
    self.table = table
    self.recipe = recipe
  }

  /// Searches, measures what was found, and writes it.
  ///
  /// - Parameter observer: told how many models are fitted, of how many at most.
  public func run(
    observer: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(Failure) -> TuningReply {
    let workers = WorkerPool(threadCount: try RoundOptions.threadCount(threadCount))
    guard let metric = TuningMetric(rawValue: metric) else {
      throw .badOption("--metric", found: "\"\(self.metric)\"", expected: Text.alternatives(Self.metrics))
    }
    let budget = try RecipeOverrides.checked("--budget", budget, from: 10, to: 1_000_000)
    _ = try RecipeOverrides.checked("--resamples", resampleCount, from: 100, to: 1_000_000)
    let learners = try wishedLearners()
    if let output { try OutputPlace(output).check(replacesExisting: replacesExisting) }
    let (recipe, items, warnings) = try read()
    let own = try recipe.learner()
    let seed = seed ?? recipe.seed ?? 0

    let duplicates = ItemDuplicates(items, recipe.duplicates)
    let division = try LabelledDivision(
      items, by: recipe.split, seed: RandomPurpose.split.seed(from: seed), duplicates: duplicates, path: table)
    let folds = try TuningFolds(
      items, division, recipe, duplicates: duplicates, seed: RandomPurpose.folds.seed(from: seed), path: table)
    let space = TuningSpace(recipe, own: own, learners: learners)
    var count = space.candidates.count
    while count > 2, TuningSearch.fitCount(count, foldCount: folds.divisions.count) > budget { count -= 1 }
    let candidates = space.drawn(count, seed: RandomPurpose.candidates.seed(from: seed))
    let search = TuningSearch(
      items: items, folds: folds, metric: metric, seed: RandomPurpose.model.seed(from: seed), path: table)
    let outcome = try search.run(candidates, on: workers, observer: observer)
    let best = candidates[outcome.finalists[0].place]

    var reply = TuningReply(table: table, recipe: recipe.name, metric: metric.rawValue, seed: seed, budget: budget)
    (reply.warnings, reply.foldCount, reply.foldRule) = (warnings, folds.divisions.count, folds.rule)
    (reply.candidateCount, reply.triedCount) = (space.candidates.count, candidates.count)
    reply.fitCount = outcome.fitCount
    reply.finalists = outcome.finalists.map { TuningReply.Entry(candidates[$0.place], $0) }
    reply.refusals = outcome.refusals.map {
      .init(learner: candidates[$0.place].learner.description, reason: $0.reason)
    }
    let scores = try [candidates[0], best].map { candidate throws(Failure) in
      try self.scores(candidate, items, division, seed: search.seed, on: workers)
    }
    let targets = division.validation.map { items.labels[$0] == true }
    let (resamples, intervalSeed) = (resampleCount, RandomPurpose.intervals.seed(from: seed))
    let bootstrap = try Failure.wrapping(table) { () throws(MetricError) in
      try PairedBootstrap(orders: scores, targets: targets, resamples: resamples, seed: intervalSeed, on: workers)
    }
    let (chosen, gain) = metric.estimates(bootstrap, of: 1, minus: 0)
    reply.unseen = TuningReply.Unseen(
      rule: LabelledDivision.rule(recipe.split), count: targets.count, positiveCount: targets.count { $0 },
      recipe: metric.estimates(bootstrap, of: 0, minus: 1).of, chosen: chosen, gain: gain)
    if best != candidates[0] {
      guard let found = recipe.rewritten(features: best.features, model: best.learner.description) else {
        throw Failure(
          .data,
          "\(recipe.source): the recipe is written so that its features and its model cannot be replaced; expected keys at the "
            + "beginning of a line, as in garimpo recipe show papers")
      }
      reply.recipeText = found.yaml
    }
    if let output, let text = reply.recipeText {
      try OutputPlace.write([(output, Array(text.utf8))], replacesExisting: replacesExisting)
      reply.output = output
    }
    return reply
  }

  private func wishedLearners() throws(Failure) -> [LearnerChoice] {
    var found: [LearnerChoice] = []
    for text in learners.isEmpty ? Self.usualLearners : learners {
      let learner: LearnerChoice
      do { learner = try LearnerChoice(text) } catch { throw Failure(.usage, "--\(error)") }
      if learner.scoresByPlace {
        throw Failure(
          .usage, "--learner: \(LearningError.placesAreNoProbabilities(learner: "\(learner)")), as a round needs")
      }
      guard !found.contains(learner) else {
        throw Failure(.usage, "--learner: \(learner) is there twice; name it once")
      }
      found.append(learner)
    }
    return found
  }

  private func read() throws(Failure) -> (recipe: Recipe, items: Items, warnings: [String]) {
    guard table != "-" || recipe != "-" else {
      throw Failure(.usage, "--recipe: the table is read from standard input already; give the recipe's file")
    }
    let recipe = try RecipeSource(recipe).load()
    guard recipe.label != nil else { throw .noLabelColumn(recipe: recipe.name) }
    let today = recipe.observed == .importTime ? Date().timestamp.isoDate : nil
    let observed = try RoundOptions.importTime(observed ?? today, of: recipe, now: Date())
    let (path, reading) = (table, try reading.options())
    let table = try Failure.wrapping(path) { () throws(TableError) in try Table(path: path, options: reading) }
    let (items, report) = try Failure.wrapping(path) { () throws(RecipeError) in
      try recipe.items(of: table, importTime: observed, labelsRequired: true)
    }
    return (recipe, items, report.warnings)
  }

  /// What a candidate that learnt from all training items thinks of the validation items.
  private func scores(
    _ candidate: TuningSpace.Candidate, _ items: Items, _ division: LabelledDivision, seed: UInt64,
    on workers: WorkerPool
  ) throws(Failure) -> [Double] {
    let (training, validation) = try Failure.wrapping(table) { () throws(FeatureError) in
      let (pipeline, training) = try FeaturePipeline(specs: candidate.features).fitTransform(
        items, rows: division.training)
      return (training, try pipeline.transform(items, rows: division.validation))
    }
    return try Failure.wrapping(table) { () throws(LearningError) in
      try candidate.learner.fit(
        training, division.training.map { items.labels[$0] == true }, seed: seed, on: workers
      ).scores(of: validation, on: workers).values
    }
  }
}
