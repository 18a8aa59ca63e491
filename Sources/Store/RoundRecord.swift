public import struct Foundation.Date

/// A round that was run: what it was made from, what it found out, what it asked. Enough to run it again.
public struct RoundRecord: Sendable, Hashable {
  /// Its number, from 1; 0 before it is stored.
  public var id: Int64 = 0
  /// When it was run.
  public var at: Date
  /// The recipe.
  public var recipe: Int64
  /// What was set otherwise than in the recipe, and all else that the result depends on, as JSON.
  public var configuration: String
  /// The seed.
  public var seed: UInt64
  /// The newest entry of the log of labels that it saw.
  public var labelPosition: Int64
  /// The newest version of an item that it saw.
  public var versionPosition: Int64
  /// The versions of what computed it, as JSON.
  public var libraries: String
  /// Its counts and main figures.
  public var figures: Figures
  /// All that it found out, as JSON; a function of the things above.
  public var result: String
  /// SHA-256 of `result`.
  public var resultSHA256: String
  /// The number of its model.
  public var model: Int64

  /// Counts and main figures of a round.
  public struct Figures: Sendable, Hashable {
    /// Items that trained.
    public var trainingCount: Int
    /// Of these yes.
    public var trainingYesCount: Int
    /// Items that validated.
    public var validationCount: Int
    /// Of these yes.
    public var validationYesCount: Int
    /// Items without a label.
    public var poolCount: Int
    /// Items of the pool that could be asked: one of each group of duplicates.
    public var askableCount: Int
    /// Average precision with the ends of its 95 % interval.
    public var averagePrecision: Interval?
    /// ROC AUC with the ends of its 95 % interval.
    public var rocAUC: Interval?

    /// Counts and figures.
    public init(
      trainingCount: Int, trainingYesCount: Int, validationCount: Int, validationYesCount: Int, poolCount: Int,
      askableCount: Int, averagePrecision: Interval?, rocAUC: Interval?
    ) {
      self.trainingCount = trainingCount
      self.trainingYesCount = trainingYesCount
      self.validationCount = validationCount
      self.validationYesCount = validationYesCount
      self.poolCount = poolCount
      self.askableCount = askableCount
      self.averagePrecision = averagePrecision
      self.rocAUC = rocAUC
    }
  }

  /// A figure and the ends of its interval.
  public struct Interval: Sendable, Hashable {
    /// The figure.
    public var value: Double
    /// The lower end.
    public var low: Double
    /// The upper end.
    public var high: Double

    /// A figure with its interval.
    public init(value: Double, low: Double, high: Double) {
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// A round.
  public init(
    at time: Date, recipe: Int64, configuration: String, seed: UInt64, labelPosition: Int64, versionPosition: Int64,
    libraries: String, figures: Figures, result: String
  ) {
    at = time
    self.recipe = recipe
    self.configuration = configuration
    self.seed = seed
    self.labelPosition = labelPosition
    self.versionPosition = versionPosition
    self.libraries = libraries
    self.figures = figures
    self.result = result
    resultSHA256 = Checksum.sha256(Array(result.utf8))
    model = 0
  }
}

/// A model as it is kept.
public struct StoredModel: Sendable, Hashable {
  /// Its number.
  public var id: Int64 = 0
  /// When it was made.
  public var at: Date
  /// The version of the format of `bytes`.
  public var format: Int
  /// The model.
  public var bytes: [UInt8]
  /// SHA-256 of `bytes` when it was stored.
  public var sha256: String

  /// A model to be kept.
  public init(at time: Date, format: Int, bytes: [UInt8]) {
    at = time
    self.format = format
    self.bytes = bytes
    sha256 = Checksum.sha256(bytes)
  }
}

/// An item of a batch: asked in a round, and why.
public struct BatchItem: Sendable, Hashable {
  /// Its place in the order of asking, from 1.
  public var place: Int
  /// The item's number.
  public var item: Int64
  /// The version that was scored.
  public var version: Int64
  /// Why it is asked: `hard` or `random`.
  public var strategy: String
  /// P(yes).
  public var score: Double
  /// Its place in the pool by score, from 1.
  public var rank: Int
  /// The probability with which it was to be in the batch.
  public var inclusionProbability: Double

  /// An item of a batch.
  public init(
    place: Int, item: Int64, version: Int64, strategy: String, score: Double, rank: Int, inclusionProbability: Double
  ) {
    self.place = place
    self.item = item
    self.version = version
    self.strategy = strategy
    self.score = score
    self.rank = rank
    self.inclusionProbability = inclusionProbability
  }
}

/// The score of an item by the model of a round.
public struct StoredScore: Sendable, Hashable {
  /// The item's number.
  public var item: Int64
  /// The version that was scored.
  public var version: Int64
  /// P(yes).
  public var score: Double
  /// Its place in the round's pool by score, from 1; nil for an item that came after the round.
  public var rank: Int?

  /// A score.
  public init(item: Int64, version: Int64, score: Double, rank: Int?) {
    self.item = item
    self.version = version
    self.score = score
    self.rank = rank
  }
}
