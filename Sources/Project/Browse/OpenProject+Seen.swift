import GarimpoStore

extension OpenProject {
  /// Marks items as seen by `annotator`, or takes the marks away. No label: whoever looks through the ranking hides what
  /// they have looked at.
  ///
  /// - Parameter ids: the items' ids, at most 10,000.
  public func markSeen(_ ids: [String], annotator: String, seen: Bool) throws(Failure) {
    guard !annotator.isEmpty else { throw .noAnnotator }
    _ = try RecipeOverrides.checked("items", ids.count, from: 0, to: 10_000)
    try write { transaction in
      let items = try ids.map { try transaction.snapshot.demandItem(key: $0, path: path).id }
      if seen {
        try transaction.markSeen(items, annotator: annotator, at: clock())
      } else {
        try transaction.markUnseen(items, annotator: annotator)
      }
    }
  }
}
