import GarimpoStore
import Synchronization

/// What pages have in common and need not read again. A class, as all copies of an `OpenProject` share it.
final class BrowsingMemory: Sendable {
  private let labels = Mutex(LabelIndex())
  private let places = Mutex<OrderPlaces?>(nil)
  private let rules = Mutex<(key: [Int64], rules: [StoppingRule])?>(nil)

  /// The labels as `snapshot` has them: only what came since the last page is read.
  func labels(_ snapshot: Snapshot) throws -> LabelIndex {
    let position = try snapshot.labelPosition()
    let known = try labels.withLock { labels -> LabelIndex? in
      // Another page may be ahead of this one; what it has read stays.
      guard labels.position <= position else { return nil }
      try labels.follow(snapshot)
      labels.sort()
      return labels
    }
    if let known { return known }
    var own = LabelIndex()
    try own.follow(snapshot)
    own.sort()
    return own
  }

  /// Where each item stands in an order.
  func places(_ order: PoolOrder) -> OrderPlaces {
    places.withLock { places in
      if let known = places, known.isOf(order) { return known }
      let made = OrderPlaces(order)
      places = made
      return made
    }
  }

  /// What was worked out for `key`, or what `body` works out now.
  func rules(_ key: [Int64], _ body: () throws -> [StoppingRule]) rethrows -> [StoppingRule] {
    if let known = rules.withLock({ $0?.key == key ? $0?.rules : nil }) { return known }
    let made = try body()
    rules.withLock { $0 = (key, made) }
    return made
  }
}

/// Where each item stands in an order by worth.
struct OrderPlaces: Sendable {
  let order: PoolOrder
  /// By item number, -1 for an item that has no score.
  private let places: [Int32]

  init(_ order: PoolOrder) {
    self.order = order
    var places = [Int32](repeating: -1, count: Int(order.items.max() ?? 0) + 1)
    for (place, item) in order.items.enumerated() { places[Int(item)] = Int32(place) }
    self.places = places
  }

  /// Whether it is of this order: quick for the same arrays, and seldom slow for others.
  func isOf(_ other: PoolOrder) -> Bool {
    order.origin == other.origin && order.items == other.items && order.scores == other.scores
  }

  /// The place of an item from 0, nil when it has no score.
  func place(of item: Int64) -> Int? {
    guard item >= 0, item < places.count, places[Int(item)] >= 0 else { return nil }
    return Int(places[Int(item)])
  }

  /// The first place behind an item that had this score, also in another order: equal scores stand in the order of the
  /// items.
  func firstPlace(behind score: Float, _ item: Int64) -> Int {
    var (low, high) = (0, order.items.count)
    while low < high {
      let middle = (low + high) / 2
      let isBehind =
        order.scores[middle] < score || (order.scores[middle] == score && order.items[middle] > item)
      if isBehind { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
