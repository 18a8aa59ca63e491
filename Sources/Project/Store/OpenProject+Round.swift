import GarimpoEvaluation
import GarimpoKernels
import GarimpoQuerying
import GarimpoRecipes
import GarimpoStore

/// What a round on a project is asked for.
public struct ProjectRoundOptions: Sendable {
  /// What is wished otherwise than the recipe has it.
  public var overrides = RecipeOverrides()
  /// A recipe to use from now on: a built-in one's name or a file; nil: the one in use.
  public var recipe: String?
  /// The seed of everything drawn; nil: the project's, one more for each round before.
  public var seed: UInt64?
  /// The number of threads, at least 1; nil: one for each processor. The result does not depend on it.
  public var threadCount: Int?
  /// The number of bootstrap resamples behind the intervals, at least 100.
  public var resampleCount = 1000
  /// Through what the round is begun: `command line`, `browser`; nil: not noted.
  public var source: String?
  /// Who begins it; nil where that is not known.
  public var annotator: String?
  /// The command that is shown in the report.
  public var command: String?
  /// Where the report goes, as HTML; nil: nowhere.
  public var report: String?
  /// Whether a report that exists is replaced.
  public var replacesExisting = false

  /// Asked now and then, from any thread: when it says true, the round ends there and nothing is kept; nil: never.
  public var isCancelled: (@Sendable () -> Bool)?

  /// The usual round.
  public init() {}
}

extension OpenProject {
  /// Runs a round on the project and keeps it: its figures, model, batch and scores become true together.
  ///
  /// Of two that run at the same time without a seed of their own, the one that is done first is kept; the other ends with
  /// a failure of the kind `busy`, for both took the seed of the next round.
  ///
  /// - Parameter observer: told of each step as it begins; when it throws, the round ends there and nothing is kept, as when
  ///   `options.isCancelled` says so: between two items that are read, trees, pieces of the pool or resamples.
  public func round(
    _ options: ProjectRoundOptions, observer: @escaping @Sendable (RoundStep) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> ProjectRound {
    let workers = WorkerPool(
      threadCount: try RoundOptions.threadCount(options.threadCount), isCancelled: options.isCancelled)
    _ = try RecipeOverrides.checked("--resamples", options.resampleCount, from: 100, to: 1_000_000)
    if let report = options.report { try OutputPlace(report).check(replacesExisting: options.replacesExisting) }
    var clock = StepClock(observer: observer)

    try clock.begin(.read)
    let (prepared, newest) = try Failure.storing(path) {
      try file.read { (try prepare(options, $0), try $0.newestRound()) }
    }
    let computed = try RoundComputation(material: prepared.material, workers: workers).run(&clock)
    let result = prepared.result(of: computed)

    try clock.begin(.write)
    let model = StoredModel(at: self.clock(), format: SavedModel.formatVersion, bytes: try computed.savedModel())
    let (number, previous) = try write { transaction in
      let previous = try transaction.snapshot.newestRound()
      if options.seed == nil, let previous, previous != newest {
        throw Failure.roundMeanwhile(previous, seed: prepared.material.seed, path: path)
      }
      let number = try keep(prepared, computed, result, model, options, in: transaction)
      // The last moment: what was written so far is undone.
      guard !workers.isCancelled else { throw Failure.cancelled }
      return (number, try previous.flatMap { try transaction.snapshot.round($0) })
    }
    if let report = options.report {
      do throws(Failure) {
        try OutputPlace.write(
          [(report, Array(RoundReport.render(result, command: options.command).utf8))],
          replacesExisting: options.replacesExisting)
      } catch { throw .reportless(round: number, error) }
    }
    clock.end()
    return ProjectRound(
      round: Int(number), project: path, model: model.sha256, result: result,
      previous: previous.map { ProjectRound.Before($0) }, timings: clock.timings, report: options.report)
  }

  // MARK: What a round is made from

  func prepare(_ options: ProjectRoundOptions, _ snapshot: Snapshot) throws -> PreparedRound {
    let project = try snapshot.project()
    var stored = NewRecipe(name: project.recipe.name, source: project.recipe.source, yaml: project.recipe.yaml)
    if let name = options.recipe {
      let other = try RecipeSource(name).load()
      stored = NewRecipe(name: other.name, source: other.source, yaml: other.yaml)
    }
    var recipe = try Recipe(yaml: stored.yaml, source: stored.source)
    try options.overrides.apply(to: &recipe)
    guard (recipe.batch.hard ?? 1) > 0 || recipe.batch.random > 0 else { throw Failure.nothingAsked }
    let roundCount = try snapshot.newestRound() ?? 0
    return try PreparedRound(
      snapshot, project, stored, recipe, at: try LoadedItems.Moment(now: snapshot),
      seed: options.seed ?? project.seed &+ UInt64(roundCount), resampleCount: options.resampleCount, path: path,
      isCancelled: options.isCancelled)
  }

  // MARK: Keeping a round

  private func keep(
    _ prepared: PreparedRound, _ computed: ComputedRound, _ result: RoundResult, _ model: StoredModel,
    _ options: ProjectRoundOptions, in transaction: Transaction
  ) throws -> Int64 {
    let time = model.at
    let loaded = prepared.loaded
    let recipe = try transaction.keep(prepared.stored, at: time)
    // A round that took the recipe in use leaves the one that another round has put in its place meanwhile.
    if options.recipe != nil { try transaction.use(recipe: recipe) }
    func interval(_ estimate: Estimate) -> RoundRecord.Interval {
      .init(value: estimate.value, low: estimate.low, high: estimate.high)
    }
    var configuration = RoundConfiguration(
      prepared.material.recipe, resampleCount: prepared.material.resampleCount,
      columnListPosition: prepared.moment.columnListPosition)
    (configuration.source, configuration.annotator) = (options.source, options.annotator)
    var record = RoundRecord(
      at: time, recipe: recipe, configuration: try JSONText.of(configuration, pretty: false),
      seed: prepared.material.seed, labelPosition: prepared.moment.labelPosition,
      versionPosition: prepared.moment.versionPosition, libraries: Versions.json,
      figures: .init(
        trainingCount: result.split.trainCount, trainingYesCount: result.split.trainPositiveCount,
        validationCount: result.split.validationCount, validationYesCount: result.split.validationPositiveCount,
        poolCount: computed.pool.count, askableCount: computed.askable.count,
        averagePrecision: interval(result.quality.averagePrecision),
        rocAUC: interval(result.quality.rocAUC)),
      result: try JSONText.of(result, pretty: false))
    record.model = try transaction.add(model)
    let places = computed.orderOfAsking(seed: prepared.material.seed(for: .asking))
    let batch = zip(places, computed.batch.items).map { place, item in
      let index = computed.item(of: item.row)
      return BatchItem(
        place: place, item: loaded.numbers[index], version: loaded.versions[index], strategy: item.reason.rawValue,
        score: Double(item.score), rank: item.rank, inclusionProbability: item.inclusionProbability)
    }
    let ranks = computed.ranks()
    let scores = computed.pool.indices.map { place in
      let index = computed.pool[place]
      return StoredScore(
        item: loaded.numbers[index], version: loaded.versions[index], score: Double(computed.poolScores[place]),
        rank: ranks[place])
    }
    return try transaction.add(record, batch: batch, scores: scores)
  }
}

extension Failure {
  /// A round was kept, but its report could not be written.
  static func reportless(round: Int64, _ error: Failure) -> Failure {
    Failure(error.kind, "\(error); round \(round) itself is kept: garimpo show --round \(round) prints it")
  }

  /// Another round was kept since this one took its seed, which is that of the next one: they would draw alike.
  static func roundMeanwhile(_ round: Int64, seed: UInt64, path: String) -> Failure {
    Failure(
      .busy,
      "\(path): round \(round) was kept while this one was computed, and both began with seed \(seed), so that they would "
        + "draw alike; nothing of this one is kept: run it again")
  }

  static var nothingAsked: Failure {
    Failure(.usage, "--hard and --random: both are 0, so no item would be asked; ask for at least one")
  }
}
