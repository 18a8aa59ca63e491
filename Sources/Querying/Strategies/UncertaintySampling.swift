import GarimpoLearning

/// The items that are closest to the learner's boundary, or to a probability.
///
///     minimise |score(x) − boundary|,      or |P(yes | x) − threshold|
///
/// For two classes that is also the order of least confidence 1 − max P, of margin |P(yes) − P(no)| and of entropy: these are
/// one way of asking with several names. A threshold is compared as `Float`, so that a forest's 0.3 is at no distance from 0.3.
///
/// Cost: O(open items). Source: Lewis and Gale, "A sequential algorithm for training text classifiers", 1994.
struct UncertaintySampling: RankingRule {
  /// A probability; nil: where yes and no are equally probable.
  var threshold: Double?

  func choose(_ request: QueryRequest) -> [Int] {
    let candidates = request.candidates
    let costs =
      if let threshold = threshold.map({ Double(Float($0)) }) {
        request.open.map { (candidates.probability(of: $0) - threshold).magnitude }
      } else {
        request.open.map { (candidates.scores[$0] - candidates.scale.boundary).magnitude }
      }
    return BestItems.first(request.count, of: request.open, costs: costs)
  }
}
