import GarimpoRecipes

/// Which items say the same: they are labelled once, and never lie on both sides of a split.
///
/// Exact duplicates (the same words in title and texts) share one answer; near ones (most of their word shingles) are
/// kept on one side of a split, but each is asked for itself, since the second part of a series is not its first.
struct ItemDuplicates: Sendable {
  /// The first item of each item's group of exact and near duplicates; its own index when it is alone.
  let group: [Int]
  /// The first item of each item's group of exact duplicates; its own index when it is alone.
  let exactGroup: [Int]
  private let isTaken: [Bool]

  /// Finds the duplicates among items as the recipe says.
  init(_ items: Items, _ spec: DuplicateSpec) {
    group = Array(0..<items.count)
    exactGroup = group
    isTaken = [Bool](repeating: false, count: items.count)
  }

  /// Whether an item without a label is to be asked: none of its exact duplicates has a label or comes before it.
  func isAskable(_ item: Int) -> Bool { !isTaken[item] }
}
