import GarimpoRecipes
import GarimpoStore

/// The forms in which a query's items are written.
public enum ItemFormat: String, Sendable, Hashable, CaseIterable {
  /// Comma-separated, safe for spreadsheets.
  case csv
  /// A JSON object a line.
  case jsonl
}

extension OpenProject {
  /// Writes all pages of a query, as they are at one moment; its `limit` and `cursor` do not matter.
  ///
  /// - Parameter write: is given the bytes piece by piece; what it throws ends the export.
  /// - Returns: how many items were written.
  @discardableResult
  public func exportItems(
    _ query: ItemQuery, order: PoolOrder?, format: ItemFormat, write: ([UInt8]) throws -> Void
  ) throws(Failure) -> Int {
    var query = query
    (query.limit, query.cursor) = (200, nil)
    return try read { snapshot in
      let recipe = try recipe(snapshot)
      let walk = try ItemWalk(query, recipe, snapshot, order, browsing)
      let reader = ItemPageRows(walk, recipe, query, path: path)
      var rows = ItemRows(format == .csv ? .csv : .jsonl, fields: recipe.fields.map(\.name))
      var waiting: [ItemWalk.Step] = []
      var count = 0
      func pass() throws {
        for (step, version) in zip(waiting, try reader.versions(waiting.map(\.item))) {
          guard let version else { continue }
          try rows.append(
            version, score: step.place.flatMap { walk.places?.order.scores[$0] }, rank: step.place.map { $0 + 1 },
            label: walk.labels.label(ofItem: step.item)?.rawValue, what: "\(path): version \(version.version)")
          count += 1
        }
        waiting = []
        try write(rows.takeBytes())
      }
      _ = try walk.forEach(behind: nil, effort: nil) { step in
        waiting.append(step)
        if waiting.count == 500 { try pass() }
        return true
      }
      try pass()
      return count
    }
  }
}
