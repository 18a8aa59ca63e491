import GarimpoKernels
public import GarimpoRecipes
public import GarimpoTabular

/// What a round is to be run on: all that its result depends on, and the number of threads, on which it does not.
public struct RoundRequest: Sendable {
  /// The path of the table, or `-` for standard input.
  public var tablePath: String
  /// Batches of earlier rounds whose label column was filled in: their answers count as the table's.
  public var answerPaths: [String] = []
  /// How the table is read.
  public var tableOptions: TableOptions
  /// What its columns mean, and the split, the model and the batch.
  public var recipe: Recipe
  /// The seed of everything drawn at random.
  public var seed: UInt64
  /// The number of bootstrap resamples behind the intervals, at least 1.
  public var resampleCount: Int
  /// The number of threads, at least 1.
  public var threadCount: Int
  /// The moment that stands for "now" where the recipe observes rows when they are imported.
  public var importTime: Timestamp

  /// A request.
  public init(
    tablePath: String, recipe: Recipe, seed: UInt64 = 0, threadCount: Int = 1, importTime: Timestamp
  ) {
    self.tablePath = tablePath
    self.recipe = recipe
    self.seed = seed
    self.threadCount = threadCount
    self.importTime = importTime
    tableOptions = TableOptions()
    resampleCount = 1000
  }
}

/// What a draw is for. Each purpose has a seed of its own, made from the round's, so that no two draws share numbers.
enum RandomPurpose: UInt64 {
  case split = 1
  case model = 2
  case intervals = 3
  case batch = 4
  case asking = 5
  case folds = 6
  case recheck = 7
  case live = 8
  case candidates = 9
  case diverse = 10

  /// The seed of this purpose, made from the round's.
  func seed(from seed: UInt64) -> UInt64 {
    var generator = SplitMix64(seed: seed, stream: rawValue)
    return generator.next()
  }
}
