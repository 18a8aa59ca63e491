import GarimpoLearning

/// The items that are most probably yes: relevance feedback, the way of screening.
///
///     maximise score(x)
///
/// Cost: O(open items). Source: Lewis and Gale, "A sequential algorithm for training text classifiers", 1994, who compare it
/// with ``UncertaintySampling``.
struct CertaintySampling: RankingRule {
  func choose(_ request: QueryRequest) -> [Int] {
    let scores = request.candidates.scores
    return BestItems.first(request.count, of: request.open, costs: request.open.map { -scores[$0] })
  }
}
