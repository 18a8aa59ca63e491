/// How things stand with a stopping rule.
public struct StoppingVerdict: Sendable, Hashable {
  /// Why nothing can be said.
  public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
    /// There is no yes yet: to have found none says nothing of the end.
    case noYes = "no-yes"
    /// The newest item was not drawn at random.
    case noTail = "no-tail"
    /// No model was seen yet, or too few.
    case fewModels = "few-models"
    /// Models gave one and the same answer throughout: the figure has no value.
    case undefined
    /// The model gives no probabilities.
    case noProbabilities = "no-probabilities"
    /// The metric was measured too seldom.
    case fewMeasurements = "few-measurements"
    /// Too few items were read.
    case fewAnswers = "few-answers"
    /// Nobody looked at the clock.
    case noClock = "no-clock"

    /// The sentence for people.
    public var sentence: String {
      switch self {
      case .noYes: "There is no yes yet: to have found none says nothing of the end."
      case .noTail: "The newest item was not drawn at random: ask at random from all that is unread."
      case .fewModels: "Too few models were fitted to compare them."
      case .undefined: "The models say the same of all items that are compared: nothing can be compared."
      case .noProbabilities: "The learner gives no probabilities: calibrate it."
      case .fewMeasurements: "The metric was measured too seldom."
      case .fewAnswers: "Too few items were read."
      case .noClock: "The time is not known."
      }
    }
  }

  /// Whether it is reached; nil: that cannot be said, and `reason` says why.
  public let isReached: Bool?
  /// The figure that decides; nil: there is none.
  public let figure: Double?
  /// What the figure is held against.
  public let bound: Double?
  /// Why nothing can be said.
  public let reason: Reason?

  /// A figure that is reached or not.
  init(_ isReached: Bool, figure: Double, bound: Double) {
    (self.isReached, self.figure, self.bound, reason) = (isReached, figure, bound, nil)
  }

  /// Nothing can be said.
  init(_ reason: Reason) { (isReached, figure, bound, self.reason) = (nil, nil, nil, reason) }
}

/// A stopping rule at work.
protocol StoppingTest: Sendable {
  /// Whether it looks at what models think; then it is asked once for each model, else once for each answer.
  var looksAtModels: Bool { get }
  /// Takes what a newly fitted model thinks.
  mutating func take(_ opinion: StoppingOpinion, _ record: StoppingRecord)
  /// Takes a measurement of the metric.
  mutating func take(metric: Double)
  /// How things stand.
  func verdict(_ record: StoppingRecord) -> StoppingVerdict
}

extension StoppingTest {
  var looksAtModels: Bool { false }
  mutating func take(_ opinion: StoppingOpinion, _ record: StoppingRecord) {}
  mutating func take(metric: Double) {}
}

/// What a newly fitted model thinks.
public struct StoppingOpinion: Sendable {
  /// Whether it thinks yes of each item of the pile, shape `[items]`.
  public var predictions: [Bool]
  /// P(yes) of each item of the pile, shape `[items]`; nil: it gives none. Rules take them as calibrated: of items with 0.2, a
  /// fifth is yes. A model that is not calibrated makes their claims void.
  public var probabilities: [Double]?

  /// An opinion.
  public init(predictions: [Bool], probabilities: [Double]? = nil) {
    precondition(probabilities.map { $0.count == predictions.count } ?? true, "one probability for each item")
    self.predictions = predictions
    self.probabilities = probabilities
  }
}
