import GarimpoLearning

/// The items about which the members of a committee are sure and of different minds: BALD.
///
///     maximise H(p̄) − mean over members of H(pₘ),      p̄ = mean of pₘ = P(yes | x) by member m
///
/// That is the mutual information of the answer and of which member is right. It equals the mean of KL(pₘ ‖ p̄), the other
/// figure by which committees are asked, to the last term: one way with two names. Trees that grow until their leaves are pure
/// are always sure: then the order is that of ``UncertaintySampling``, and there is something to gain only with limits or from
/// bootstrap samples of other learners.
///
/// Cost: O(members · open items), beside the members. Sources: Houlsby, Huszár, Ghahramani and Lengyel, "Bayesian active
/// learning for classification and preference learning", 2011; McCallum and Nigam, "Employing EM and pool-based active learning
/// for text classification", 1998, for the divergence.
struct MutualInformation: RankingRule {
  func choose(_ request: QueryRequest) -> [Int] {
    let committee = request.candidates.knownCommittee
    let costs = request.open.map { -Self.figure(committee, $0) }
    return BestItems.first(request.count, of: request.open, costs: costs)
  }

  /// H(p̄) − mean of H(pₘ); exactly 0 where all members say the same.
  static func figure(_ committee: QueryCommittee, _ item: Int) -> Double {
    let count = Double(committee.memberCount)
    let first = committee[0, item]
    var (sum, entropy, differ) = (0.0, 0.0, false)
    for member in 0..<committee.memberCount {
      let probability = committee[member, item]
      sum += probability
      entropy += Entropy.of(probability)
      if probability != first { differ = true }
    }
    return differ ? Entropy.of(sum / count) - entropy / count : 0
  }
}
