import GarimpoLearning

/// The items on which the votes of a committee are divided most.
///
///     maximise H(v),  v = share of members with P(yes | x) > ½ (a member at ½ gives half a vote to either)
///
/// Members are the trees of a forest, or learners fitted to bootstrap samples. Trees that grow until their leaves are pure vote
/// with what they say: then the order is that of ``UncertaintySampling``.
///
/// Cost: O(members · open items), beside the members. Sources: Seung, Opper and Sompolinsky, "Query by committee", 1992; Dagan
/// and Engelson, "Committee-based sampling for training probabilistic classifiers", 1995, for the entropy of votes.
struct VoteEntropy: RankingRule {
  func choose(_ request: QueryRequest) -> [Int] {
    let committee = request.candidates.knownCommittee
    // H falls with the distance of v from ½: whole half votes say which is farther, without rounding.
    let costs = request.open.map { item in
      var halves = 0
      for member in 0..<committee.memberCount {
        let probability = committee[member, item]
        halves += probability > 0.5 ? 2 : probability == 0.5 ? 1 : 0
      }
      return Double((halves - committee.memberCount).magnitude)
    }
    return BestItems.first(request.count, of: request.open, costs: costs)
  }
}
