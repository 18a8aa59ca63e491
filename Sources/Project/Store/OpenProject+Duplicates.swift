import GarimpoStore

extension OpenProject {
  /// Groups of duplicates with their labels: all, or those that exact or near pairs alone make.
  ///
  /// - Parameter count: how many groups are listed, at least 1.
  public func duplicates(_ kind: ListedDuplicates.Kind? = nil, count: Int = 20) throws(Failure) -> ListedDuplicates {
    _ = try RecipeOverrides.checked("-n", count, from: 1)
    return try read { snapshot in
      let pairs = try snapshot.duplicates().filter { kind == nil || $0.kind.rawValue == kind?.rawValue }
      let groups = ItemGroups(pairs).groups
      let labels = try snapshot.labels()
      var pairsOf: [Int64: [DuplicatePair]] = [:]
      for pair in pairs { pairsOf[pair.other, default: []].append(pair) }
      let listed = try groups.prefix(count).map { members in
        let own = members.flatMap { pairsOf[$0] ?? [] }
        let targets = Set(members.compactMap { labels.label(ofItem: $0)?.target })
        return ListedDuplicates.Group(
          similarity: own.map(\.similarity).min() ?? 1, isContradictory: targets.count > 1,
          items: try members.map { number in
            .init(
              id: try snapshot.item(number)?.key ?? "", title: try snapshot.newestVersion(ofItem: number)?.title ?? "",
              label: labels.label(ofItem: number)?.rawValue, similarity: pairsOf[number]?.map(\.similarity).max())
          })
      }
      return ListedDuplicates(
        project: path, kind: kind, groupCount: groups.count, itemCount: groups.reduce(0) { $0 + $1.count },
        groups: listed)
    }
  }
}
