import GarimpoKernels
import GarimpoMatrix

/// k-means of sparse rows with weights, Lloyd's way from seeds of k-means++.
///
///     minimise Σ over items of weight · min over clusters of ‖x − centre‖²
///
/// Only one centre is laid out densely at a time, so memory is O(features + items · 2 + members). A cluster that loses all its
/// members keeps its centre. Ends when no item changes its cluster, or after `passLimit` passes. Deterministic given the
/// generator, whatever the threads; an item between two centres goes to the earlier.
///
/// Cost: O(passes · clusters · entries). Sources: Lloyd, "Least squares quantization in PCM", 1982; Arthur and Vassilvitskii,
/// "k-means++: the advantages of careful seeding", 2007.
struct WeightedKMeans {
  /// Passes at most.
  static let passLimit = 10

  /// The cluster of each item, shape `[items]`.
  private(set) var clusters: [Int] = []
  /// ‖x − centre‖² of each cluster and each item, shape `[clusters, items]`, at the last centres.
  private(set) var distances: [[Double]] = []

  /// Clusters of `items`, at most `count` and at most as many as there are items.
  ///
  /// - Parameter weights: the weight of each item, 0 or more; if all are 0 they count as 1.
  init(
    _ items: [Int], weights: [Double], count: Int, of features: QueryFeatures, on workers: WorkerPool,
    using generator: inout SplitMix64
  ) {
    let weights = weights.allSatisfy { $0 == 0 } ? weights.map { _ in 1 } : weights
    let seeds = Self.seeds(items, weights: weights, count: min(count, items.count), of: features, using: &generator)
    /// The items, as places, that make up each centre, and whether they weigh what they weigh or 1.
    var members = seeds.map { [$0] }
    for pass in 0...Self.passLimit {
      distances = members.map { Self.distances(of: items, from: $0, weights, features, workers) }
      let next = items.indices.map { place in
        var nearest = 0
        for cluster in distances.indices.dropFirst() where distances[cluster][place] < distances[nearest][place] {
          nearest = cluster
        }
        return nearest
      }
      guard next != clusters, pass < Self.passLimit else {
        clusters = next
        return
      }
      clusters = next
      var found = members.map { _ in [Int]() }
      for place in items.indices { found[next[place]].append(place) }
      for cluster in members.indices where !found[cluster].isEmpty { members[cluster] = found[cluster] }
    }
  }

  /// Places of items, the first drawn by weight, each next by weight · ‖x − nearest seed‖²; if all that is 0, the lowest of the
  /// items left.
  private static func seeds(
    _ items: [Int], weights: [Double], count: Int, of features: QueryFeatures, using generator: inout SplitMix64
  ) -> [Int] {
    var seeds: [Int] = []
    var nearest = [Double](repeating: 1, count: items.count)
    while seeds.count < count {
      let chances = items.indices.map { weights[$0] * nearest[$0] }
      let sum = chances.reduce(0, +)
      let seed =
        sum > 0
        ? WeightedDraw.place(chances, sum: sum, using: &generator)
        : items.indices.filter { !seeds.contains($0) }.min { items[$0] < items[$1] } ?? 0
      let squares = features.squaredDistances(to: items[seed])
      for place in items.indices {
        nearest[place] = seeds.isEmpty ? squares[items[place]] : min(nearest[place], squares[items[place]])
      }
      seeds.append(seed)
    }
    return seeds
  }

  /// ‖x − c‖² of each item, c being the weighted mean of `members`; of members that weigh nothing, the mean.
  private static func distances(
    of items: [Int], from members: [Int], _ weights: [Double], _ features: QueryFeatures, _ workers: WorkerPool
  ) -> [Double] {
    let sum = members.reduce(0) { $0 + weights[$1] }
    var centre = [Double](repeating: 0, count: features.matrix.columnCount)
    for place in members {
      let weight = sum > 0 ? weights[place] / sum : 1 / Double(members.count)
      features.add([items[place]], weights: { _ in weight }, to: &centre)
    }
    let square = centre.reduce(0) { $0 + $1 * $1 }
    let products = features.products(with: centre, on: workers)
    return items.map { max(0, (features.squares[$0] + square) - 2 * products[$0]) }
  }
}
