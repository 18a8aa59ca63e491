import GarimpoKernels

/// Items that are drawn one after the other, each of those that are left with the same probability.
///
/// A draw and a removal take the same time however many items there are.
struct DrawableItems {
  private var items: [Int64]
  /// Where each item is; made when one is removed that was not drawn, for most are asked for a single draw.
  private var places: [Int64: Int]?
  /// What is to be removed before the next draw.
  private var removed: [Int64] = []

  /// Those of `items`, each there once, that are not among `excluded`.
  init(_ items: [Int64], without excluded: Set<Int64>) {
    self.items = excluded.isEmpty ? items : items.filter { !excluded.contains($0) }
  }

  /// An item, which is removed, and the probability with which it was drawn; nil when none is left.
  mutating func draw(_ chance: inout SplitMix64) -> (item: Int64, probability: Double)? {
    if !removed.isEmpty, places == nil {
      places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1, $0) })
    }
    for item in removed {
      if let place = places?[item] { take(place) }
    }
    removed = []
    guard !items.isEmpty else { return nil }
    let probability = 1 / Double(items.count)
    let place = chance.next(below: items.count)
    let item = items[place]
    take(place)
    return (item, probability)
  }

  /// Removes an item; one that is not there stays away.
  mutating func remove(_ item: Int64) { removed.append(item) }

  /// Takes the item at a place away; the last one moves there.
  private mutating func take(_ place: Int) {
    let item = items[place]
    items.swapAt(place, items.count - 1)
    items.removeLast()
    guard places != nil else { return }
    places?[item] = nil
    if place < items.count { places?[items[place]] = place }
  }
}
