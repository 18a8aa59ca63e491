public import GarimpoKernels
public import GarimpoLearning

/// What a score says.
public enum ScoreScale: String, Sendable, Hashable, Codable {
  /// P(yes).
  case probability
  /// The logarithm of the odds of yes.
  case logOdds
  /// How far from the boundary an item is, above 0 for yes: no probability follows from it.
  case margin

  /// The score at which yes and no are equally probable.
  public var boundary: Double { self == .probability ? 0.5 : 0 }

  /// P(yes). Of a margin the logistic function, which keeps the order and is ½ at the boundary but is no probability: good for
  /// a weight, and for no figure that one would print.
  func probability(of score: Double) -> Double { self == .probability ? score : Entropy.logistic(score) }
}

/// The items that may be asked, with what is known of them.
public struct QueryCandidates: Sendable {
  /// The items, ascending.
  public var items: [Int]
  /// The score of every item of the pile, whether it may be asked or not; more is more probably yes. Empty if no way of asking
  /// looks at it.
  public var scores: [Double]
  /// What the scores say.
  public var scale: ScoreScale
  /// The items that have an answer.
  public var labelled: [Int] = []
  /// Their answers.
  public var targets: [Bool] = []
  /// The features of the pile, for ways that compare items.
  public var features: QueryFeatures?
  /// How far each item is from those with an answer; nil: reckoned from `labelled` where it is needed.
  public var nearness: LabelledNearness?
  /// What several learners think.
  public var committee: QueryCommittee?
  /// A logistic regression as it is now, for ways that fit it again.
  public var regression: LinearModel?
  /// Where to work.
  public var workers = WorkerPool(threadCount: 1)

  /// Candidates of which only the scores are known.
  public init(items: [Int], scores: [Double], scale: ScoreScale) {
    self.items = items
    self.scores = scores
    self.scale = scale
  }

  /// P(yes) of an item, as its score has it.
  func probability(of item: Int) -> Double { scale.probability(of: scores[item]) }

  /// The features, which the caller must have given.
  var knownFeatures: QueryFeatures {
    guard let features else { preconditionFailure("this way of asking compares items: it needs their features") }
    return features
  }

  /// The committee, which the caller must have given.
  var knownCommittee: QueryCommittee {
    guard let committee else { preconditionFailure("this way of asking needs a committee") }
    return committee
  }

  /// How far each item is from those with an answer.
  var knownNearness: LabelledNearness {
    if let nearness { return nearness }
    var nearness = LabelledNearness(itemCount: knownFeatures.itemCount)
    for item in labelled { nearness.add(item, knownFeatures) }
    return nearness
  }
}

/// What the members of a committee think of every item: trees of a forest, or learners fitted to bootstrap samples.
public struct QueryCommittee: Sendable, Hashable {
  /// P(yes) by each member, shape `[members, items]`.
  public let probabilities: [Float]
  /// The number of items.
  public let itemCount: Int

  /// A committee, of at least one member.
  public init(probabilities: [Float], itemCount: Int) {
    precondition(itemCount > 0 && !probabilities.isEmpty && probabilities.count % itemCount == 0, "whole members")
    self.probabilities = probabilities
    self.itemCount = itemCount
  }

  /// The number of members.
  public var memberCount: Int { probabilities.count / itemCount }

  /// P(yes) of `item` by `member`.
  subscript(member: Int, item: Int) -> Double { Double(probabilities[member * itemCount + item]) }
}
