/// A way of choosing which item to ask next.
public enum QueryStrategy: String, Sendable, Hashable, Codable, CaseIterable {
  /// The items that are most probably yes: relevance feedback, the way of screening (Lewis and Gale, "A sequential algorithm
  /// for training text classifiers", 1994, who compare it with the next).
  case certainty
  /// The items whose scores are closest to the learner's boundary: |score − boundary| ascending (the same source). For two
  /// classes that is also the order of least margin and of most entropy.
  case uncertainty
  /// Items drawn at random, each subset equally probable.
  case random

  /// How far an item is from being chosen, less being sooner; nil: it is drawn by chance.
  func distance(_ score: Double, boundary: Double) -> Double? {
    switch self {
    case .certainty: -score
    case .uncertainty: (score - boundary).magnitude
    case .random: nil
    }
  }
}

/// The items that may be asked, with what a learner thinks of them.
public struct QueryCandidates: Sendable {
  /// The items, ascending.
  public var items: [Int]
  /// The score of every item of the pile, whether it may be asked or not; more is more probably yes.
  public var scores: [Double]
  /// The score at which the learner finds yes and no equally probable: 0.5 of probabilities, 0 of decision values.
  public var boundary: Double

  /// Candidates.
  public init(items: [Int], scores: [Double], boundary: Double) {
    self.items = items
    self.scores = scores
    self.boundary = boundary
  }
}
