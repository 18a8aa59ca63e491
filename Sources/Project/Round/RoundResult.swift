public import GarimpoEvaluation
public import GarimpoRecipes

/// All that one round found out: a function of data, recipe, options, seed and, where the recipe says `import time`, the
/// moment of observation, and of nothing else (no thread count). It is what `--json` prints and what the report is drawn from.
public struct RoundResult: Sendable, Codable {
  /// What was read.
  public var source: Source
  /// Under which recipe, and with which seed.
  public var recipe: String
  /// The seed of everything drawn at random.
  public var seed: UInt64
  /// The moment that the rows count as observed at, in ISO 8601, where the recipe says `import time`.
  public var observed: String?
  /// What happened to the raw columns.
  public var cleaning: CleaningReport
  /// How the labelled items were divided.
  public var split: Split
  /// The shape of the features.
  public var features: Features
  /// The learner in words: `random forest, 1,000 trees, balanced`, `platt(svm)`.
  public var model: String
  /// What moved the scores, the strongest first.
  public var influences: [Influence]
  /// Why there are none; nil of a forest, of which no tree found anything to divide by.
  public var influencesNote: String?
  /// How good the model is on the validation items.
  public var quality: Quality
  /// What is to be labelled next.
  public var batch: Batch

  /// Whether the validation items are too few to say how sure the figures are; then no interval of theirs is shown.
  public var isTooFew: Bool {
    let figure = quality.averagePrecision
    return TooFew.isTooFew(
      yesCount: split.validationPositiveCount, of: split.validationCount, low: figure.low, high: figure.high)
  }

  /// Whether the validation items are enough to say if scores are probabilities.
  public var tellsCalibration: Bool { split.validationCount >= Calibration.fewestItems && !isTooFew }

  /// The file that was read.
  public struct Source: Sendable, Codable {
    /// The path as given.
    public var path: String
    /// `CSV, delimiter comma, UTF-8`.
    public var format: String
    /// Rows below the header.
    public var rowCount: Int
    /// Columns.
    public var columnCount: Int
    /// What the reader had to say: ragged rows, renamed columns.
    public var warnings: [String]
  }

  /// Counts of the split.
  public struct Split: Sendable, Codable {
    /// The rule in words: `published before 2019-04-01 trains, the rest validates`.
    public var rule: String
    /// Items with a label.
    public var labelledCount: Int
    /// Of these yes.
    public var labelledPositiveCount: Int
    /// Items that train.
    public var trainCount: Int
    /// Of these yes.
    public var trainPositiveCount: Int
    /// Items that validate.
    public var validationCount: Int
    /// Of these yes.
    public var validationPositiveCount: Int
    /// Items without a label.
    public var poolCount: Int
  }

  /// Shapes of the matrices.
  public struct Features: Sendable, Codable {
    /// Columns.
    public var columnCount: Int
    /// Terms among them.
    public var termCount: Int
    /// Stored entries of the training rows.
    public var trainNonzeroCount: Int
    /// Stored entries of the pool rows.
    public var poolNonzeroCount: Int
  }

  /// One feature's part in the scores.
  public struct Influence: Sendable, Codable {
    /// The column's name: a term, or the name of a number.
    public var feature: String
    /// Its share of what moved the scores, summing to 1 over all features: of a forest's decrease in impurity, else of how much
    /// the features spread the scores of the training items.
    public var importance: Double
    /// Mean score of the scored items above the feature's training median (for a term: that have it) less the mean score
    /// of the others; positive speaks for yes.
    public var effect: Double
    /// Training items in which it is not zero.
    public var trainCount: Int
  }

  /// The model's figures.
  public struct Quality: Sendable, Codable {
    /// Average precision with its 95 % bootstrap interval.
    public var averagePrecision: Estimate
    /// ROC AUC with its 95 % bootstrap interval.
    public var rocAUC: Estimate
    /// Mean negative log likelihood, natural logarithm.
    public var logLoss: Double
    /// Mean squared error of the probability.
    public var brier: Double
    /// Precision, recall and lift among the first k.
    public var atK: [AtK]
    /// Work saved over sampling at 95 % recall.
    public var wss95: Double
    /// Mean rank of the yes items in the model's order, from 1.
    public var averageTimeToDiscovery: Double
    /// Orders that need no model, for comparison. The first is chance.
    public var baselines: [Baseline]
    /// Set when the recipe has more numbers than are measured as orders.
    public var baselineNote: String?
    /// The precision-recall curve, recall ascending, with a 95 % band.
    public var precisionRecall: [CurvePoint]
    /// The ROC curve, false positive rate ascending, with a 95 % band.
    public var roc: [CurvePoint]
    /// Calibration: bins of the score with the share of yes and its 95 % (Wilson) interval.
    public var calibration: [CalibrationBin]
    /// Histogram of the validation scores by answer.
    public var histogram: [HistogramBin]
    /// Number of bootstrap samples behind the intervals.
    public var bootstrapCount: Int
  }

  /// Figures of the first k items in the model's order.
  public struct AtK: Sendable, Codable {
    /// How many items are read.
    public var k: Int
    /// Share of yes among them, with its 95 % (Wilson) interval. Recall and lift are multiples of it.
    public var precision: Estimate
    /// Share of all yes that are among them.
    public var recall: Double
    /// Precision over prevalence.
    public var lift: Double
  }

  /// An order that needs no model.
  public struct Baseline: Sendable, Codable {
    /// `chance`, `by views`, `by views per day`, `newest first`.
    public var name: String
    /// Its average precision.
    public var averagePrecision: Estimate
    /// Its ROC AUC.
    public var rocAUC: Estimate
  }

  /// One point of a curve with its band.
  public struct CurvePoint: Sendable, Codable {
    /// Abscissa.
    public var x: Double
    /// Ordinate.
    public var y: Double
    /// Lower end of the band.
    public var low: Double
    /// Upper end of the band.
    public var high: Double
  }

  /// A bin of the calibration plot.
  public struct CalibrationBin: Sendable, Codable {
    /// Mean score of the items in the bin.
    public var meanScore: Double
    /// Share of yes.
    public var positiveShare: Double
    /// Lower end of its interval.
    public var low: Double
    /// Upper end of its interval.
    public var high: Double
    /// Items in the bin.
    public var count: Int
  }

  /// A bin of the score histogram.
  public struct HistogramBin: Sendable, Codable {
    /// Lower bound, included.
    public var from: Double
    /// Upper bound, excluded but for the last bin.
    public var to: Double
    /// Items answered yes.
    public var positiveCount: Int
    /// Items answered no.
    public var negativeCount: Int
  }

  /// The items asked.
  public struct Batch: Sendable, Codable {
    /// The rule in words: `70 closest to 0.5 and 30 at random`.
    public var rule: String
    /// Set when the pool held fewer items than were asked.
    public var note: String?
    /// The items, hard ones first, in descending order of score within each reason.
    public var items: [BatchItem]
  }

  /// One item asked.
  public struct BatchItem: Sendable, Codable {
    /// The item's id.
    public var id: String
    /// The record of the file, from 1; a header is record 1.
    public var record: Int
    /// Its title.
    public var title: String
    /// Its page on the web as the table has it, where the recipe names a link.
    public var link: String?
    /// P(yes) by the model.
    public var score: Double
    /// Its place in the whole pool by score, from 1; equal scores in file order.
    public var rank: Int
    /// Why it is asked: `hard` or `random`.
    public var reason: String
    /// The probability with which this item was to be in the batch, given the scores: 1 for hard
    /// items, less where items equally close share the last hard places.
    public var inclusionProbability: Double
  }
}
