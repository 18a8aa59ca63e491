import GarimpoStore

/// Items that say the same, by number: what pairs of duplicates join, directly or through others, is one group.
///
/// Holds members of pairs only; every other item is alone. A group is named by its smallest number, so that the order of
/// the pairs does not matter.
struct ItemGroups {
  /// For each member another one of its group that is not greater; itself for the first.
  private var parents: [Int64: Int64] = [:]

  /// No groups.
  init() {}

  /// The groups that `pairs` join.
  init(_ pairs: some Sequence<DuplicatePair>) {
    for pair in pairs { join(pair.item, pair.other) }
  }

  /// Makes one group of the groups of two items.
  mutating func join(_ item: Int64, _ other: Int64) {
    let (one, two) = (root(of: item), root(of: other))
    parents[max(one, two)] = min(one, two)
    if parents[min(one, two)] == nil { parents[min(one, two)] = min(one, two) }
  }

  /// The first item of an item's group; itself when it is alone.
  func first(of item: Int64) -> Int64 {
    var item = item
    while let parent = parents[item], parent != item { item = parent }
    return item
  }

  /// The groups of two or more, by their first items; members ascend.
  var groups: [[Int64]] {
    var members: [Int64: [Int64]] = [:]
    for item in parents.keys.sorted() { members[first(of: item), default: []].append(item) }
    return members.keys.sorted().compactMap { members[$0] }
  }

  /// The first item of a group, with the way to it made shorter.
  private mutating func root(of item: Int64) -> Int64 {
    let root = first(of: item)
    var item = item
    while let parent = parents[item], parent != root {
      parents[item] = root
      item = parent
    }
    return root
  }
}
