import GarimpoLearning
import GarimpoMatrix

/// The items after whose answer the learner is expected to be least unsure of all others.
///
///     minimise Σ over y of P(y | x) · Σ over the open items u of H(P(· | u, fitted with (x, y) as well))
///
/// For each candidate a logistic regression is fitted twice, from where it is now: only the most uncertain items are
/// candidates, and at least twice as many as are asked.
///
/// Cost: O(2 · candidates · (a fit from near the optimum + entries)). Source: Roy and McCallum, "Toward optimal active learning
/// through sampling estimation of error reduction", 2001, with the logarithmic loss.
struct ErrorReduction: RankingRule {
  /// How many items are tried.
  var candidateLimit: Int

  func choose(_ request: QueryRequest) throws(LearningError) -> [Int] {
    var wish = request
    wish.count = min(max(candidateLimit, 2 * request.count), request.open.count)
    let tried = UncertaintySampling(threshold: nil).choose(wish)
    if tried.count <= 1 { return tried }
    var costs: [Double] = []
    for item in tried { costs.append(try expectedLoss(item, request)) }
    return BestItems.first(request.count, of: tried, costs: costs)
  }

  /// The expected loss over the open items once `item` has an answer.
  func expectedLoss(_ item: Int, _ request: QueryRequest) throws(LearningError) -> Double {
    let candidates = request.candidates
    guard let model = candidates.regression else { preconditionFailure("this way of asking needs a regression") }
    let matrix = candidates.knownFeatures.matrix
    let rows = matrix.selecting(rows: candidates.labelled + [item])
    let probability = candidates.probability(of: item)
    var expected = 0.0
    for (answer, share) in [(true, probability), (false, 1 - probability)] {
      let fitted = try model.parameters.fit(
        rows, candidates.targets + [answer], from: model, on: candidates.workers)
      let values = candidates.knownFeatures.products(with: fitted.denseWeights, on: candidates.workers)
      var loss = 0.0
      for other in request.open { loss += Entropy.of(Entropy.logistic(values[other] + fitted.intercept)) }
      expected += share * loss
    }
    return expected
  }
}
