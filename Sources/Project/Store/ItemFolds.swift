import GarimpoKernels

/// Labelled items in folds, so that each is scored by a model that has seen neither it nor a duplicate of it.
struct ItemFolds {
  /// The fold of each item, from 0.
  let folds: [Int]
  /// How many folds there are, at least 2.
  let count: Int

  /// Deals whole groups into up to `wished` folds (at least 2), those with a yes and those without apart, in an order drawn
  /// with `seed`.
  ///
  /// Every fold gets a group of either kind, so that what is left to learn from has both; nil when there are fewer than two
  /// groups of either kind. The result does not depend on the numbers of the groups, only on the order in which they come.
  init?(groups: [Int64], targets: [Bool], wished: Int, seed: UInt64) {
    var places: [Int64: Int] = [:]
    var hasYes: [Bool] = []
    let group = groups.map { number in
      if let place = places[number] { return place }
      places[number] = hasYes.count
      hasYes.append(false)
      return hasYes.count - 1
    }
    for (item, place) in group.enumerated() where targets[item] { hasYes[place] = true }
    let kinds = [true, false].map { kind in hasYes.indices.filter { hasYes[$0] == kind } }
    count = min(wished, kinds[0].count, kinds[1].count)
    guard count >= 2 else { return nil }
    var fold = [Int](repeating: 0, count: hasYes.count)
    var random = SplitMix64(seed: seed, stream: 0)
    for var kind in kinds {
      for place in 0..<kind.count - 1 { kind.swapAt(place, place + random.next(below: kind.count - place)) }
      for (place, group) in kind.enumerated() { fold[group] = place % count }
    }
    folds = group.map { fold[$0] }
  }
}
