public import struct Foundation.Date

/// That somebody chose the model of a round to be used instead of the newest. Holds until another choice, or a newer round.
public struct ModelChoice: Sendable, Hashable {
  /// Its number, from 1; 0 before it is stored.
  public var id: Int64 = 0
  /// The round.
  public var round: Int64
  /// The newest round when it was chosen: the same takes back an earlier choice.
  public var newestRound: Int64
  /// Who chose it.
  public var annotator: String
  /// When.
  public var at: Date
  /// Why, if that was said.
  public var note: String?

  /// A choice.
  public init(round: Int64, newestRound: Int64, annotator: String, at time: Date, note: String?) {
    self.round = round
    self.newestRound = newestRound
    self.annotator = annotator
    at = time
    self.note = note
  }
}
