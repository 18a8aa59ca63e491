import GarimpoFeatures
import GarimpoRecipes

/// Which items say the same: they are asked once, and never lie on both sides of a split.
///
/// Exact duplicates (the same words in title and texts) are asked once: the first without a label stands for all, and none
/// is asked when one has a label. Near ones (most of their word shingles) are kept on one side of a split, but each is
/// asked for itself, since the second part of a series is not its first.
struct ItemDuplicates: Sendable {
  /// The first item of each item's group of exact and, among labelled items, near duplicates; its own index when it is
  /// alone.
  let group: [Int]
  private let isTaken: [Bool]

  /// Finds the duplicates among items as the recipe says.
  init(_ items: Items, _ spec: DuplicateSpec) {
    guard let finder = DuplicateFinder(spec) else {
      group = Array(0..<items.count)
      isTaken = [Bool](repeating: false, count: items.count)
      return
    }
    var sketcher = TextSketcher()
    // Near duplicates count for a split only, which has labelled items.
    let sketches = (0..<items.count).map {
      sketcher.sketch(of: items.comparedTexts(ofItem: $0), bands: items.labels[$0] != nil)
    }
    let found = finder.groups(among: sketches) { items.comparedTexts(ofItem: $0) }
    group = found.groups
    var isAsked = [Bool](repeating: false, count: items.count)
    for (index, label) in items.labels.enumerated() where label != nil { isAsked[found.exactGroups[index]] = true }
    var isTaken = [Bool](repeating: false, count: items.count)
    for index in 0..<items.count where items.labels[index] == nil {
      isTaken[index] = isAsked[found.exactGroups[index]]
      isAsked[found.exactGroups[index]] = true
    }
    self.isTaken = isTaken
  }

  /// Whether an item without a label is to be asked: none of its exact duplicates has a label or comes before it.
  func isAskable(_ item: Int) -> Bool { !isTaken[item] }
}

extension DuplicateFinder {
  /// The finder that a recipe describes; nil when it looks for no duplicates.
  init?(_ spec: DuplicateSpec) {
    switch spec {
    case .off: return nil
    case .exact: self.init(nearThreshold: nil)
    case .near(let threshold): self.init(nearThreshold: threshold)
    }
  }
}
