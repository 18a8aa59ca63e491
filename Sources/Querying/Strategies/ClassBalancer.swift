import GarimpoLearning

/// The items that are expected to make as many answers yes as no, one after the other.
///
///     minimise |(y + p) − (n + 1 − p)|,      p = P(yes | x), y and n the expected numbers of yes and no so far
///
/// Each choice adds p to y and 1 − p to n. While the yes are rarer it asks for the most probable, as ``CertaintySampling`` does;
/// while the no are, for the least; where they are balanced, for the closest to ½.
///
/// Cost: O(count · open items). Source: Bengar, van de Weijer, Lopez Fuentes and Raducanu, "Class-balanced active learning
/// for image classification", 2022, of which this is the greedy form for two classes.
struct ClassBalancer: RankingRule {
  func choose(_ request: QueryRequest) -> [Int] {
    let candidates = request.candidates
    let yes = candidates.targets.count { $0 }
    // y − n, with what other ways have chosen.
    var excess = Double(2 * yes - candidates.targets.count)
    for item in request.taken { excess += 2 * candidates.probability(of: item) - 1 }
    var open = request.open
    var probabilities = open.map { candidates.probability(of: $0) }
    var chosen: [Int] = []
    while chosen.count < request.count {
      let costs = probabilities.map { (excess + 2 * $0 - 1).magnitude }
      guard let place = BestItems.least(of: open, costs: costs) else { break }
      excess += 2 * probabilities.remove(at: place) - 1
      chosen.append(open.remove(at: place))
    }
    return chosen
  }
}
