import GarimpoLearning

/// The items that are uncertain and unlike those with an answer, one after the other: each counts as answered for the next.
///
///     maximise α · (1 − s(x)) + (1 − α) · (1 − max P(· | x)),      s(x) = max over labelled and chosen l of 1 ÷ (1 + ‖x − l‖),
///     α = open ÷ (open + labelled and chosen)
///
/// While little is labelled it looks for what is new, later for what is uncertain. Distances and similarity are those of modAL.
///
/// Cost: O(count · (open items + entries of the columns that an item has)): the nearest labelled item is kept from question to
/// question. Source: Cardoso, Silva, Canuto, Moro and Gonçalves, "Ranked batch-mode active learning", 2017.
struct RankedBatch: RankingRule {
  func choose(_ request: QueryRequest) -> [Int] {
    let candidates = request.candidates
    let features = candidates.knownFeatures
    var nearness = candidates.knownNearness
    for item in request.taken { nearness.add(item, features) }
    var open = request.open
    var uncertainties = open.map { item in
      let probability = candidates.probability(of: item)
      return min(probability, 1 - probability)
    }
    var known = candidates.labelled.count + request.taken.count
    var chosen: [Int] = []
    while chosen.count < request.count {
      let alpha = Double(open.count) / Double(open.count + known)
      let costs = open.indices.map { place in
        let similarity = 1 / (1 + nearness.squares[open[place]].squareRoot())
        return -(alpha * (1 - similarity) + (1 - alpha) * uncertainties[place])
      }
      guard let place = BestItems.least(of: open, costs: costs) else { break }
      let item = open.remove(at: place)
      uncertainties.remove(at: place)
      chosen.append(item)
      known += 1
      if chosen.count < request.count { nearness.add(item, features) }
    }
    return chosen
  }
}
