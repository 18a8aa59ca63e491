/// A way of choosing which items to ask next: the list of all there are.
///
/// ```swift
/// let strategy = try QueryStrategy("power 2")
/// let mix = try AskingMix("uncertainty 50%, power 2 20%, random 30%")
/// ```
///
/// As text a way is its name and, if they are not the usual ones, its parameters. The formula, the paper and the cost of each
/// are with the type that carries it out, named here; `Documentation/Strategies.md` says when to use which.
public enum QueryStrategy: Sendable, Hashable {
  /// `certainty`: what is most probably yes; ``CertaintySampling``.
  case certainty
  /// `uncertainty [THRESHOLD]`: what is closest to the learner's boundary, or to a probability; ``UncertaintySampling``. Also
  /// read from `margin` and `entropy`, which for two classes are the same order.
  case uncertainty(threshold: Double? = nil)
  /// `band [FROM TO]`: items whose probability lies in a band, as the notebook asked; ``BandSampling``.
  case band(from: Double = 0.26, to: Double = 1)
  /// `random`: items drawn at random, each subset equally probable. What other ways leave open is filled so, too.
  case random
  /// `vote-entropy [MEMBERS]`: what a committee is divided on; ``VoteEntropy``.
  case voteEntropy(members: Int? = nil)
  /// `bald [MEMBERS]`: what the committee's members are sure of and disagree on; ``MutualInformation``. Also read from
  /// `kl`: the divergence from the mean is the same figure.
  case bald(members: Int? = nil)
  /// `density [POWER]`: what is uncertain and like much else; ``InformationDensity``.
  case density(power: Double = 1)
  /// `ranked-batch`: what is uncertain and unlike what is labelled; ``RankedBatch``.
  case rankedBatch
  /// `k-center`: what is farthest from all that is labelled; ``KCenterGreedy``.
  case kCenter
  /// `clue`: the middles of clusters of what is uncertain; ``ClusteredUncertainty``.
  case clue
  /// `badge`: items whose answers would move the model far, and apart; ``GradientEmbedding``.
  case badge
  /// `typiclust [CLUSTERS]`: the most typical items of clusters without an answer; ``TypicalClusters``.
  case typiclust(clusters: Int = 20)
  /// `power [EXPONENT] [SCORE]`: items drawn with chances as a power of their score; ``StochasticBatch``.
  case power(exponent: Double = 1, of: SampledScore = .certainty)
  /// `softmax [FACTOR] [SCORE]`: items drawn with chances as the exponential of their score; ``StochasticBatch``.
  case softmax(factor: Double = 10, of: SampledScore = .certainty)
  /// `error-reduction [CANDIDATES]`: what is expected to leave the fewest errors; ``ErrorReduction``.
  case errorReduction(candidates: Int = 20)
  /// `thompson`: for each question the best by one tree drawn at random; ``ThompsonSampling``.
  case thompson
  /// `balance`: what will probably make the answers balanced; ``ClassBalancer``.
  case balance

  /// What is drawn by.
  public enum SampledScore: String, Sendable, Hashable, CaseIterable {
    /// P(yes).
    case certainty
    /// The entropy of P(yes).
    case uncertainty
  }

  /// How a way chooses.
  enum Rule {
    /// The best, by a figure: no chance.
    case ranks(any RankingRule)
    /// By chance.
    case draws(any DrawingRule)
    /// At random, from all that others left.
    case fills
  }

  /// How it chooses.
  var rule: Rule {
    switch self {
    case .certainty: .ranks(CertaintySampling())
    case .uncertainty(let threshold): .ranks(UncertaintySampling(threshold: threshold))
    case .band(let low, let high): .draws(BandSampling(low: low, high: high))
    case .random: .fills
    case .voteEntropy: .ranks(VoteEntropy())
    case .bald: .ranks(MutualInformation())
    case .density(let power): .ranks(InformationDensity(power: power))
    case .rankedBatch: .ranks(RankedBatch())
    case .kCenter: .ranks(KCenterGreedy())
    case .clue: .draws(ClusteredUncertainty())
    case .badge: .draws(GradientEmbedding())
    case .typiclust(let clusters): .draws(TypicalClusters(clusterLimit: clusters))
    case .power(let exponent, let score): .draws(StochasticBatch(.power, exponent, of: score))
    case .softmax(let factor, let score): .draws(StochasticBatch(.softmax, factor, of: score))
    case .errorReduction(let candidates): .ranks(ErrorReduction(candidateLimit: candidates))
    case .thompson: .draws(ThompsonSampling())
    case .balance: .ranks(ClassBalancer())
    }
  }

  /// What it looks at beside the list of items.
  struct Needs: OptionSet {
    let rawValue: Int
    /// What a fitted learner thinks.
    static let learner = Needs(rawValue: 1)
    /// Scores that are probabilities, not only their order.
    static let probabilities = Needs(rawValue: 2)
    /// What several members of a committee think.
    static let committee = Needs(rawValue: 4)
    /// A committee whose members are trees.
    static let trees = Needs(rawValue: 8)
    /// The features of the items.
    static let features = Needs(rawValue: 16)
    /// How far items are from those that have an answer.
    static let nearness = Needs(rawValue: 32)
    /// A logistic regression that can be fitted again with one answer more.
    static let refits = Needs(rawValue: 64)
  }

  /// What it looks at.
  var needs: Needs {
    switch self {
    case .random: []
    case .certainty, .uncertainty(nil), .power, .softmax: .learner
    case .uncertainty, .band, .balance: [.learner, .probabilities]
    case .voteEntropy: [.learner, .committee]
    case .bald: [.learner, .committee, .probabilities]
    case .thompson: [.learner, .committee, .trees]
    case .density, .clue, .badge: [.learner, .features]
    case .rankedBatch: [.learner, .features, .nearness]
    case .kCenter: [.features, .nearness]
    case .typiclust: .features
    case .errorReduction: [.learner, .probabilities, .refits, .features]
    }
  }

  /// Whether it compares items by their features, whose sizes then matter.
  public var comparesItems: Bool { needs.contains(.features) || needs.contains(.nearness) }

  /// The number of members of its committee, if one was asked for.
  var memberCount: Int? {
    switch self {
    case .voteEntropy(let members), .bald(let members): members
    default: nil
    }
  }
}
