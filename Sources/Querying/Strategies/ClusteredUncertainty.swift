import GarimpoKernels

/// The items nearest to the middles of as many clusters as items are asked, the uncertain ones weighing more: CLUE.
///
///     k-means of the open items with weights H(P(yes | x)), k = count; of each cluster the item with least ‖x − centre‖ that is
///     not chosen yet
///
/// The seeds of k-means are drawn. One question needs no seeds, as there is one centre: its chance is exactly 1. For more the
/// chances are not known.
///
/// Cost: that of ``WeightedKMeans`` with count clusters. Source: Prabhu, Chandrasekaran, Saenko and Hoffman, "Active domain
/// adaptation via clustering uncertainty-weighted embeddings", 2021.
struct ClusteredUncertainty: DrawingRule {
  func choose(_ request: QueryRequest, using generator: inout SplitMix64) -> [Int] {
    guard request.count > 0 else { return [] }
    let candidates = request.candidates
    let items = request.open.sorted()
    let means = WeightedKMeans(
      items, weights: items.map { Entropy.of(candidates.probability(of: $0)) }, count: request.count,
      of: candidates.knownFeatures, on: candidates.workers, using: &generator)
    var isChosen = [Bool](repeating: false, count: items.count)
    var chosen: [Int] = []
    for distances in means.distances {
      var nearest: Int?
      for place in items.indices where !isChosen[place] {
        if nearest.map({ distances[place] < distances[$0] }) ?? true { nearest = place }
      }
      guard let nearest else { break }
      isChosen[nearest] = true
      chosen.append(items[nearest])
    }
    return chosen
  }

  func chances(_ request: QueryRequest) -> [Double]? {
    if request.count >= request.open.count { return [Double](repeating: 1, count: request.open.count) }
    guard request.count == 1 else { return nil }
    // Whatever the seed, the one centre is the mean.
    var generator = SplitMix64(seed: 0)
    let chosen = choose(request, using: &generator)
    return request.open.map { chosen.contains($0) ? 1 : 0 }
  }
}
