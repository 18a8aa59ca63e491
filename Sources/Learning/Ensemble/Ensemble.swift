import GarimpoKernels
import GarimpoMatrix

/// Several learners that score together.
///
/// Each is fitted to all rows, with a seed of its own that is derived from the ensemble's and its place, so that two forests
/// with the same parameters are two forests.
public struct Ensemble: Sendable, Hashable {
  /// What is averaged.
  public enum Combination: String, Sendable, Hashable, CaseIterable {
    /// P(yes): the mean is one, too. Every learner must give probabilities, and one that is far too sure has the last word.
    case probabilities = "mean"
    /// The places of the rows in each learner's order, from 0 for the lowest score to 1 for the highest: for learners whose
    /// scores are of different kinds. A row's score depends on the rows that are scored with it.
    case ranks
  }

  /// A learner and how much it counts.
  public struct Member: Sendable, Hashable {
    /// The learner.
    public var learner: LearnerChoice
    /// Its weight in the mean, above 0; only the proportions matter.
    public var weight: Double

    /// A member.
    public init(_ learner: LearnerChoice, weight: Double = 1) {
      self.learner = learner
      self.weight = weight
    }
  }

  /// What is averaged.
  public var combination: Combination
  /// The learners, 2 or more.
  public var members: [Member]

  /// An ensemble of `members`.
  public init(_ combination: Combination, of members: [Member]) {
    self.combination = combination
    self.members = members
  }

  /// The models of all members.
  func fit(
    _ matrix: CSRMatrix, _ targets: [Bool], weights: [Double]?, seed: UInt64, on workers: WorkerPool
  ) throws(LearningError) -> EnsembleModel {
    var models: [EnsembleModel.Member] = []
    for (place, member) in members.enumerated() {
      var seeds = SplitMix64(seed: seed, stream: Self.stream + UInt64(place))
      let model = try member.learner.fit(matrix, targets, weights: weights, seed: seeds.next(), on: workers)
      models.append(EnsembleModel.Member(model: model, weight: member.weight))
    }
    return EnsembleModel(combination: combination, members: models)
  }

  /// Far from the streams that a forest's trees have.
  private static var stream: UInt64 { 0xE25E_3B1E << 32 }

  /// Throws unless the members can score together.
  func validate() throws(LearningError) {
    guard members.count >= 2 else {
      throw .parameterOutOfRange(name: "learners together", found: "\(members.count)", expected: "2 or more")
    }
    for member in members {
      guard member.weight > 0, member.weight.isFinite else {
        throw .parameterOutOfRange(
          name: "weight of \(member.learner)", found: "\(member.weight)", expected: "a number above 0")
      }
      if combination == .probabilities, !member.learner.givesProbabilities {
        throw member.learner.scoresByPlace
          ? .placesAreNoProbabilities(learner: "\(member.learner)") : .noProbabilities(learner: "\(member.learner)")
      }
    }
  }
}
