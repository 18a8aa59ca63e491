import GarimpoRecipes
import GarimpoStore

extension OpenProject {
  /// A page of the items of a query, in tens of milliseconds also among a million.
  ///
  /// - Parameter order: the order by worth and the scores: ``poolOrder()``, or that of a live model. Without it items have
  ///   no scores, and come in the order in which they were imported.
  public func items(_ query: ItemQuery, order: PoolOrder?) throws(Failure) -> ItemPage {
    try items(query, order: order, fewLimit: ItemWalk.fewLimit, effort: nil)
  }

  /// As ``items(_:order:)`` with limits by which a test sees in small worlds what happens in large ones.
  func items(_ query: ItemQuery, order: PoolOrder?, fewLimit: Int, effort: Int?) throws(Failure) -> ItemPage {
    let cursor = try query.cursor.map { text throws(Failure) in try ItemCursor(text, query) }
    return try read { snapshot in
      let recipe = try recipe(snapshot)
      let walk = try ItemWalk(query, recipe, snapshot, order, browsing, fewLimit: fewLimit)
      var steps: [ItemWalk.Step] = []
      var hasMore = false
      let stop = try walk.forEach(behind: cursor, effort: effort ?? walk.pageEffort) { step in
        hasMore = steps.count == query.limit
        if !hasMore { steps.append(step) }
        return !hasMore
      }
      let count = (cursor?.count ?? 0) + steps.count
      // A walk that ended early goes on behind the last item that it looked at.
      let last = hasMore ? steps.last : stop
      let total = try walk.total()
      let known = last == nil ? count : count + (hasMore ? 1 : 0)
      let state = try snapshot.searchState()
      var page = ItemPage(
        project: path, items: try ItemPageRows(walk, recipe, query, path: path).items(steps),
        next: last.map { walk.cursor($0, count: count).text(query) }, total: total ?? known,
        // What the index of texts has not read may match as well.
        isTotalExact: (total != nil || last == nil) && (query.text.isEmpty || state.position >= state.end),
        sort: walk.sort, indexedCount: Int(state.position),
        versionCount: Int(state.end))
      switch order?.origin {
      case .round(let round): page.round = Int(round)
      case .live(let position): page.modelPosition = Int(position)
      case nil: break
      }
      return page
    }
  }
}
