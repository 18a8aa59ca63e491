/// A reason to stop labelling: what it claims, and how things stand.
public struct StoppingAdvice: Sendable, Hashable, Codable {
  /// Words for people: a key that pages translate, the numbers in it, and the sentence in English.
  public struct Phrase: Sendable, Hashable, Codable {
    /// Names the sentence.
    public var key: Key
    /// Its numbers by name.
    public var numbers: [String: Double]
    /// The sentence.
    public var sentence: String

    /// All sentences; a test of the pages holds that they know each.
    public enum Key: String, Sendable, Hashable, Codable, CaseIterable {
      case inARowClaim = "in-a-row.claim"
      case inARowDetail = "in-a-row.detail"
      case inARowNoYes = "in-a-row.no-yes"
      case foundClaim = "found.claim"
      case foundDetail = "found.detail"
      case foundNoRound = "found.no-round"
      case foundNothingAnswered = "found.nothing-answered"
      case foundNothingRandom = "found.nothing-random"
      case foundNoEstimate = "found.no-estimate"
      case foundAllRead = "found.all-read"
      case foundUndecided = "found.undecided"
      case foundLaterItems = "found.later-items"
      case foundNoYes = "found.no-yes"
      case settledClaim = "settled.claim"
      case settledDetail = "settled.detail"
      case settledFewRounds = "settled.few-rounds"
      case settledFewAnswers = "settled.few-answers"
      case settledSameTraining = "settled.same-training"
      case settledFewItems = "settled.few-items"
      case settledOneAnswer = "settled.one-answer"
    }
  }

  /// `in-a-row`, `found` or `settled`.
  public var name: String
  /// Whether it is reached; nil: it cannot be judged yet, and `detail` says why.
  public var isReached: Bool?
  /// What is true when it is reached.
  public var claim: Phrase
  /// How things stand.
  public var detail: Phrase
}
