/// A reason to stop labelling: what it claims, and how things stand.
public struct StoppingRule: Sendable, Hashable, Codable {
  /// Words for people: a key that pages translate, the numbers in it, and the sentence in English.
  public struct Phrase: Sendable, Hashable, Codable {
    /// Names the sentence.
    public var key: String
    /// Its numbers by name.
    public var numbers: [String: Double]
    /// The sentence.
    public var sentence: String
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
