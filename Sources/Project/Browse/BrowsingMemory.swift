import GarimpoStore
import Synchronization

/// What pages have in common and need not read again. A class, as all copies of an `OpenProject` share it.
final class BrowsingMemory: Sendable {
  private let labels = Mutex(LabelIndex())
  private let places = Mutex<OrderPlaces?>(nil)
  private let common = Mutex<[CommonText]>([])
  private let matcher = Mutex<TextMatcher?>(nil)
  private let rules = Mutex<(key: [Int64], rules: [StoppingAdvice])?>(nil)

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

  // MARK: Texts

  /// A query that more items match than are held.
  private struct CommonText: Hashable {
    let query: String
    let position: Int64
    let limit: Int
  }

  /// The items that match a text, in their order; nil when there are more than `limit`.
  ///
  /// To find that out takes time where a long beginning of a word has many items (0.1 µs each), so it is done once.
  func matches(_ text: SearchText, limit: Int, _ snapshot: Snapshot) throws -> [Int64]? {
    guard text.hasLongBeginning else { return try Self.few(text.query, limit, snapshot) }
    let key = CommonText(query: text.query, position: try snapshot.searchState().position, limit: limit)
    guard !common.withLock({ $0.contains(key) }) else { return nil }
    if try Self.few(text.narrowQuery, limit, snapshot) != nil,
      let items = try Self.few(text.query, limit, snapshot)
    {
      return items
    }
    common.withLock { $0 = $0.suffix(99) + [key] }
    return nil
  }

  private static func few(_ query: String, _ limit: Int, _ snapshot: Snapshot) throws -> [Int64]? {
    let items = try snapshot.items(matching: query, limit: limit + 1)
    return items.count <= limit ? items : nil
  }

  /// The words around the strongest match of those of `items` that match a text.
  func snippets(ofItems items: [Int64], _ text: SearchText, _ snapshot: Snapshot) throws -> [Int64: String] {
    let (open, close) = (ItemPage.SnippetPart.open, ItemPage.SnippetPart.close)
    guard text.hasLongBeginning else {
      return try snapshot.snippets(
        ofItems: items, matching: text.query, open: open, close: close, wordCount: ItemPage.SnippetPart.wordCount)
    }
    let texts = try snapshot.searchedTexts(ofItems: items)
    let matcher = try matcher.withLock { known in
      let matcher = try known ?? TextMatcher()
      known = matcher
      return matcher
    }
    return try matcher.snippets(
      ofTexts: texts, matching: text.query, open: open, close: close, wordCount: ItemPage.SnippetPart.wordCount)
  }

  /// Those of `items` that match a text.
  func items(matching text: SearchText, among items: [Int64], _ snapshot: Snapshot) throws -> Set<Int64> {
    guard text.hasLongBeginning else { return try snapshot.items(matching: text.query, among: items) }
    return Set(try snippets(ofItems: items, text, snapshot).keys)
  }

  // MARK: Rules

  /// What was worked out for `key`, or what `body` works out now.
  func rules(_ key: [Int64], _ body: () throws -> [StoppingAdvice]) rethrows -> [StoppingAdvice] {
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
