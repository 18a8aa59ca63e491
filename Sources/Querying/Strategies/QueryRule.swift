import GarimpoKernels
import GarimpoLearning

/// What a way of asking is asked for.
struct QueryRequest {
  /// How many items, at most as many as are open.
  var count: Int
  /// The items that may be chosen.
  var open: [Int]
  /// The items that other ways have chosen for the same batch.
  var taken: [Int]
  /// What is known of them.
  var candidates: QueryCandidates
}

/// A way of asking that chooses the best by a figure.
protocol RankingRule {
  /// `count` of the open items, the best first; a function of the request. Equal ones by index, whatever the order of `open`.
  func choose(_ request: QueryRequest) throws(LearningError) -> [Int]
}

/// A way of asking in which chance has a part.
protocol DrawingRule {
  /// At most `count` of the open items.
  func choose(_ request: QueryRequest, using generator: inout SplitMix64) -> [Int]

  /// The chance of each open item to be chosen, over all draws and given the request, shape `[open]`; nil: not known.
  ///
  /// Their sum is how many items are chosen.
  func chances(_ request: QueryRequest) -> [Double]?
}

/// Choosing by a figure.
enum BestItems {
  /// The `count` of `items` whose `costs`, shape `[items]`, are least; equal ones by index.
  ///
  /// - Complexity: O(items + count² log items) where few are chosen and costs are in random order, else O(items log items).
  static func first(_ count: Int, of items: [Int], costs: [Double]) -> [Int] {
    precondition(items.count == costs.count, "one cost for each item")
    func precedes(_ a: (item: Int, cost: Double), _ b: (item: Int, cost: Double)) -> Bool {
      a.cost != b.cost ? a.cost < b.cost : a.item < b.item
    }
    guard count > 0 else { return [] }
    if count == 1 { return least(of: items, costs: costs).map { [items[$0]] } ?? [] }
    guard count <= 64 else {
      return zip(items, costs).map { (item: $0, cost: $1) }.sorted(by: precedes).prefix(count).map(\.item)
    }
    var best: [(item: Int, cost: Double)] = []
    for place in items.indices {
      let entry = (item: items[place], cost: costs[place])
      if best.count == count {
        guard precedes(entry, best[count - 1]) else { continue }
        best.removeLast()
      }
      var next = best.count
      while next > 0, precedes(entry, best[next - 1]) { next -= 1 }
      best.insert(entry, at: next)
    }
    return best.map(\.item)
  }

  /// The place of the least of `costs`, of equal ones that of the least item.
  static func least(of items: [Int], costs: [Double]) -> Int? {
    guard var best = items.indices.first else { return nil }
    var cost = costs[best]
    for place in items.indices.dropFirst() where costs[place] <= cost {
      if costs[place] < cost || items[place] < items[best] { (best, cost) = (place, costs[place]) }
    }
    return best
  }
}
