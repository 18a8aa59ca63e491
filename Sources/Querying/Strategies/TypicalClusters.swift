import GarimpoKernels

/// The most typical items of clusters in which nothing is labelled: TypiClust, for the time in which no learner is any good.
///
///     k-means of all items, k = min(limit, labelled + count); in the cluster with fewest labelled, of these the largest, the
///     item with the least mean distance to its 20 nearest neighbours in the cluster; that counts as labelled for the next
///
/// The learner is not looked at. Departures from the authors' program: only the 100 open items of the cluster that are nearest
/// to its centre are compared, which are all of them in clusters so small; neighbours may have an answer; clusters of fewer than
/// 5 are not left out, as they come last anyway. Equal clusters go by the index of their first item.
///
/// The seeds of k-means are drawn, and the chances are not known unless all is asked.
///
/// Cost: that of ``WeightedKMeans``, and count · 100 · (entries of the columns that an item has + members · log members). Source:
/// Hacohen, Dekel and Weinshall, "Active learning on a budget: opposite strategies suit high and low budgets", 2022.
struct TypicalClusters: DrawingRule {
  /// The neighbours whose distance says how typical an item is.
  static let neighbourCount = 20
  /// How many items of a cluster are compared.
  static let comparedCount = 100

  /// Clusters at most.
  var clusterLimit: Int

  func choose(_ request: QueryRequest, using generator: inout SplitMix64) -> [Int] {
    guard request.count > 0 else { return [] }
    let candidates = request.candidates
    let features = candidates.knownFeatures
    let known = candidates.labelled + request.taken
    let items = (known + request.open).sorted()
    let means = WeightedKMeans(
      items, weights: items.map { _ in 1 }, count: min(clusterLimit, known.count + request.count), of: features,
      on: candidates.workers, using: &generator)
    let isOpen = Set(request.open)
    var clusters = means.distances.map { Cluster(distances: $0) }
    for (place, item) in items.enumerated() {
      let cluster = means.clusters[place]
      clusters[cluster].members.append(item)
      if isOpen.contains(item) { clusters[cluster].open.append(place) } else { clusters[cluster].knownCount += 1 }
    }
    var chosen: [Int] = []
    while chosen.count < request.count {
      let possible = clusters.indices.filter { !clusters[$0].open.isEmpty }
      guard let next = possible.min(by: { clusters[$0].precedes(clusters[$1]) }) else { break }
      let place = clusters[next].mostTypical(items, features)
      clusters[next].open.removeAll { $0 == place }
      clusters[next].knownCount += 1
      chosen.append(items[place])
    }
    return chosen
  }

  func chances(_ request: QueryRequest) -> [Double]? {
    request.count >= request.open.count ? [Double](repeating: 1, count: request.open.count) : nil
  }

  private struct Cluster {
    /// The square distance of all items, by place, from the centre.
    var distances: [Double]
    /// The items in it, ascending.
    var members: [Int] = []
    /// The places of those that may be asked.
    var open: [Int] = []
    /// How many have an answer or are chosen.
    var knownCount = 0

    func precedes(_ other: Cluster) -> Bool {
      if knownCount != other.knownCount { return knownCount < other.knownCount }
      if members.count != other.members.count { return members.count > other.members.count }
      return members[0] < other.members[0]
    }

    /// The place of the open item with the least mean distance to its nearest neighbours.
    func mostTypical(_ items: [Int], _ features: QueryFeatures) -> Int {
      let compared = BestItems.first(comparedCount, of: open, costs: open.map { distances[$0] }).sorted()
      let count = min(neighbourCount, members.count - 1)
      let costs = compared.map { place in
        let squares = features.squaredDistances(to: items[place])
        let nearest = BestItems.first(count + 1, of: members, costs: members.map { squares[$0] })
        // The item itself is among them, at distance 0.
        return nearest.reduce(0) { $0 + squares[$1].squareRoot() }
      }
      return BestItems.least(of: compared, costs: costs).map { compared[$0] } ?? open[0]
    }
  }
}
