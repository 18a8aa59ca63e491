/// Which items are duplicates of one another.
///
/// A group is named by its smallest index; an item without duplicates is a group by itself. The numbers can be given to
/// `Split.groups` as they are, so that no duplicate of a training item is validated with.
public struct DuplicateGroups: Sendable, Hashable {
  /// The group of each item, by links of both kinds: whoever can be reached over links belongs to it. Near links are not
  /// transitive, so the ends of a long chain may differ much.
  public let groups: [Int]
  /// The group of each item by exact links alone; all its members have the same words.
  public let exactGroups: [Int]
  /// The links, ascending by `second`, then by `first`.
  public let links: [DuplicateLink]

  /// The groups that `links`, in any order, make of `itemCount` items. Links found as items were added can be put
  /// together. O(items + links · log(links)).
  public init(itemCount: Int, links: [DuplicateLink]) {
    precondition(links.allSatisfy { $0.second < itemCount }, "links between the items")
    self.links = links.sorted { ($0.second, $0.first) < ($1.second, $1.first) }
    groups = Self.components(itemCount, self.links)
    exactGroups = Self.components(itemCount, self.links.filter { $0.kind == .exact })
  }

  /// For each item the smallest that it is connected with.
  ///
  /// Union-find with the smaller root on top and path halving (Tarjan and van Leeuwen, 1984).
  private static func components(_ itemCount: Int, _ links: [DuplicateLink]) -> [Int] {
    var parents = Array(0..<itemCount)
    func root(of item: Int) -> Int {
      var item = item
      while parents[item] != item {
        parents[item] = parents[parents[item]]
        item = parents[item]
      }
      return item
    }
    for link in links {
      let (a, b) = (root(of: link.first), root(of: link.second))
      parents[max(a, b)] = min(a, b)
    }
    // A parent is never above its child, so that of an item is settled before it.
    for item in 0..<itemCount { parents[item] = parents[parents[item]] }
    return parents
  }
}
