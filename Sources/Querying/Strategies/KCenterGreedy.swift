import GarimpoLearning
import GarimpoMatrix

/// The items that are farthest from all that is labelled, one after the other: the core set.
///
///     maximise min over labelled and chosen l of ‖x − l‖
///
/// After k questions the farthest item is at most twice as far as with the best k. The learner is not looked at. Where nothing
/// is labelled the first is the item that is most like all: with the largest product with the mean.
///
/// Cost: O(count · (open items + entries of the columns that an item has)): the nearest labelled item is kept from question to
/// question. Sources: Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985, for the bound; Sener and
/// Savarese, "Active learning for convolutional neural networks: a core-set approach", 2018.
struct KCenterGreedy: RankingRule {
  func choose(_ request: QueryRequest) -> [Int] {
    let features = request.candidates.knownFeatures
    var nearness = request.candidates.knownNearness
    for item in request.taken { nearness.add(item, features) }
    var open = request.open
    var chosen: [Int] = []
    while chosen.count < request.count {
      let isFirst = chosen.isEmpty && request.taken.isEmpty && request.candidates.labelled.isEmpty
      let costs = isFirst ? Self.unlikeness(request) : open.map { -nearness.squares[$0] }
      guard let place = BestItems.least(of: open, costs: costs) else { break }
      let item = open.remove(at: place)
      chosen.append(item)
      if chosen.count < request.count { nearness.add(item, features) }
    }
    return chosen
  }

  /// The negative product of each open item with the sum of them.
  private static func unlikeness(_ request: QueryRequest) -> [Double] {
    let features = request.candidates.knownFeatures
    var sum = [Double](repeating: 0, count: features.matrix.columnCount)
    features.add(request.open.sorted(), weights: { _ in 1 }, to: &sum)
    let products = features.products(with: sum, on: request.candidates.workers)
    return request.open.map { -products[$0] }
  }
}
