/// Why what is left cannot be estimated yet, though nothing is wrong: what is missing can still come.
public struct NoEstimate: Error, Sendable, Hashable, Encodable {
  /// What is missing.
  public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
    /// No round has drawn items at random.
    case nothingRandom
    /// None of the items drawn at random was answered before the next round.
    case nothingAnswered
    /// None of those that were answered has a yes or a no.
    case nothingDecided
    /// What the draws could have hit is not known any more.
    case droppedScores
  }

  /// What is missing.
  public let missing: Reason
  /// The same as a sentence, for who cannot tell it better.
  public var detail: String { failure.statement }
  /// What a command that must have an estimate fails with.
  let failure: Failure

  init(_ missing: Reason, _ failure: Failure) {
    self.missing = missing
    self.failure = failure
  }

  private enum CodingKeys: String, CodingKey { case missing, detail }

  /// Writes what is missing, and the sentence.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(missing, forKey: .missing)
    try container.encode(detail, forKey: .detail)
  }
}
