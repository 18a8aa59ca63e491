public import GarimpoEvaluation
import GarimpoLearning
public import GarimpoQuerying
import GarimpoRecipes

/// What simulations came to: each way of learning and asking with its figures, the mean over the repetitions.
public struct SimulationReply: Reply {
  /// Everything that the result depends on: with the table and these the same result comes again.
  public struct Wishes: Sendable, Codable, Hashable {
    /// The program that played.
    public var program: String
    /// How the table was read.
    public var reading: TableReading
    /// The name of the recipe.
    public var recipe: String
    /// Its text.
    public var recipeText: String
    /// When the rows were observed, where the recipe says import time.
    public var observed: String?
    /// The learners.
    public var learners: [String]
    /// The ways of asking.
    public var asking: [String]
    /// How often each was played.
    public var repetitionCount: Int
    /// How many items were asked before it learnt again.
    public var batchSize: Int
    /// What was known from the start.
    public var priors: String
    /// When a run ended.
    public var stop: String
    /// What was asked before both answers were known.
    public var coldStart: String
    /// The stopping rules that were watched.
    public var stopping: [String]
    /// The seed.
    public var seed: UInt64

    init(_ options: SimulationOptions, _ source: SimulatedTable, repetitionCount: Int, seed: UInt64) {
      program = Versions.program
      reading = options.reading
      (recipe, recipeText, observed) = (source.recipe.name, source.recipe.yaml, source.observed)
      learners = options.learners.isEmpty ? SimulationOptions.usualLearners : options.learners
      (asking, stopping) = (options.asking, options.stopping)
      (self.repetitionCount, batchSize) = (repetitionCount, options.batchSize)
      (priors, stop) = (options.priors, options.stop)
      coldStart = options.coldStart ?? SimulationOptions.usualColdStart
      self.seed = seed
    }
  }

  /// A mean over repetitions with its 95 % interval (bootstrap); without one where there was one repetition only.
  public struct Mean: Sendable, Codable, Hashable {
    /// The mean.
    public var value: Double
    /// The lower end.
    public var low: Double?
    /// The upper end.
    public var high: Double?
    /// In how many of the repetitions there was a figure; in the others it was not reached.
    public var count: Int

    init(value: Double, low: Double?, high: Double?, count: Int) {
      self.value = value
      (self.low, self.high) = (low, high)
      self.count = count
    }

    /// nil without figures.
    init?(_ figures: [Double?], seed: UInt64) {
      let known = figures.compactMap(\.self)
      guard let mean = Estimate.mean(of: known, seed: seed) else { return nil }
      value = mean.value
      (low, high) = mean.low.isNaN ? (nil, nil) : (mean.low, mean.high)
      count = known.count
    }
  }

  /// A learner with a way of asking.
  public struct Way: Sendable, Encodable {
    /// The learner.
    public var learner: String
    /// The way of asking.
    public var asking: String
    /// 1 − ROC AUC of the order: 0 is the best, 0.5 chance.
    public var loss: Mean?
    /// Normalised discounted cumulative gain.
    public var ndcg: Mean?
    /// The mean place of the yes.
    public var meanRank: Mean?
    /// Work saved over sampling at 95 % of the yes.
    public var workSaved95: Mean?
    /// Extra yes found at 10 % of the items.
    public var extraFound10: Mean?
    /// The share of the yes found when 5, 10, 20 and 50 % of the items were read.
    public var recall5, recall10, recall20, recall50: Mean?
    /// Items read until 50, 80, 95 and 100 % of the yes were found.
    public var read50, read80, read95, read100: Mean?
    /// How the stopping rules did, in the order of the wishes.
    public var stopping: [StoppingSummary]
    /// The runs.
    public var runs: [SimulationRun]

    init(learner: String, asking: String, runs: [SimulationRun], seed: UInt64) {
      self.learner = learner
      self.asking = asking
      self.runs = runs
      stopping = SimulationRun.stoppingSummaries(runs)
      let orders = runs.map(\.screening)
      func mean(_ figure: (ScreeningOrder) -> Double?) -> Mean? { Mean(orders.map(figure), seed: seed) }
      loss = mean(\.loss)
      ndcg = mean(\.ndcg)
      meanRank = mean(\.meanRank)
      workSaved95 = mean { $0.workSaved(atRecall: 0.95) }
      extraFound10 = mean { $0.extraFound(atShare: 0.1) }
      recall5 = mean { $0.recall(at: $0.itemCount / 20) }
      recall10 = mean { $0.recall(at: $0.itemCount / 10) }
      recall20 = mean { $0.recall(at: $0.itemCount / 5) }
      recall50 = mean { $0.recall(at: $0.itemCount / 2) }
      read50 = mean { $0.readCount(untilRecall: 0.5).map(Double.init) }
      read80 = mean { $0.readCount(untilRecall: 0.8).map(Double.init) }
      read95 = mean { $0.readCount(untilRecall: 0.95).map(Double.init) }
      read100 = mean { $0.readCount(untilRecall: 1).map(Double.init) }
    }
  }

  /// How long the runs of a way took. Not part of the JSON, which is the same whatever the machine.
  public struct Times: Sendable, Hashable {
    /// The seconds that each run took, while others were played beside it.
    public var seconds: [Double]
    /// How often each run asked: once for a batch.
    public var stepCounts: [Int]

    /// The milliseconds of learning and asking once: the median over the runs that asked at all; nil: none did.
    public var millisecondsPerStep: Double? {
      Percentile.median(zip(seconds, stepCounts).filter { $0.1 > 0 }.map { 1000 * $0 / Double($1) })
    }
  }

  /// The path of the table.
  public var table: String
  /// The SHA-256 of its bytes as the file has them, in 64 hexadecimal digits.
  public var tableSHA256: String
  /// What was wished.
  public var wishes: Wishes
  /// The number of labelled items.
  public var itemCount: Int
  /// The number of yes among them.
  public var positiveCount: Int
  /// The number of items without a label, which were left out.
  public var unlabelledCount: Int
  /// What there is to say of the cells, as those that could not be read.
  public var warnings: [String]
  /// The ways, in the order of the learners and, for each, of the ways of asking.
  public var ways: [Way]
  /// The ways but the first beside it.
  public var differences: [Difference]
  /// How long each way took, in the order of the ways; not part of the JSON.
  public var times: [Times]
  /// The folder with the files; not part of the JSON.
  public var folder: String?
  /// How many of the runs were done before, and taken over from an interruption; not part of the JSON.
  public var keptRunCount = 0
  /// What came of playing again from a result file; nil: it was none. Not part of the JSON.
  public var again: Again?

  private enum CodingKeys: String, CodingKey {
    case table, tableSHA256, wishes, itemCount, positiveCount, unlabelledCount, warnings, ways, differences
  }

  /// What came of `played`, the runs of the first way, those of the second and so on.
  init(
    _ options: SimulationOptions, _ source: SimulatedTable, _ read: SimulationWishes, _ played: [PlayedRun],
    repetitionCount: Int
  ) {
    precondition(played.count == read.ways.count * repetitionCount, "each way is played equally often")
    table = options.table
    tableSHA256 = source.sha256
    wishes = Wishes(options, source, repetitionCount: repetitionCount, seed: read.seed)
    itemCount = source.pile.itemCount
    positiveCount = source.pile.positiveCount
    unlabelledCount = source.unlabelledCount
    warnings = source.warnings
    folder = options.output
    let runs = read.ways.indices.map { Array(played[$0 * repetitionCount..<($0 + 1) * repetitionCount]) }
    let ways = zip(read.ways, runs).map { way, runs in
      Way(
        learner: way.learner.description, asking: way.asking.description, runs: runs.map(\.run), seed: read.seed)
    }
    self.ways = ways
    times = runs.map { runs in
      Times(
        seconds: runs.map(\.seconds),
        stepCounts: runs.map { ($0.run.questions.count + options.batchSize - 1) / options.batchSize })
    }
    differences = ways.indices.dropFirst().map { place in
      Difference(way: place + 1, ways[place].runs, less: ways[0].runs, seed: read.seed)
    }
  }
}
