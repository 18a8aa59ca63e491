/// How sure we are that a ranking is worth something, by the figures of a round.
public enum RankingVerdict: String, Sendable, Hashable, Codable {
  /// The whole intervals of both figures lie above chance, that of average precision by half of it.
  case clearlyBetter = "clearly-better"
  /// The whole intervals of both figures lie above chance.
  case betterPerhapsSlightly = "better-perhaps-slightly"
  /// That of one figure does.
  case perhapsBetter = "perhaps-better"
  /// Neither does.
  case notDistinguishable = "not-distinguishable"
  /// The whole interval of ROC AUC lies below chance.
  case worse
}
