import GarimpoStore

extension OpenProject {
  /// An item as it is shown to be answered, whether it is anybody's turn or not: to change an answer, or to give one in
  /// passing. Nothing is leased.
  ///
  /// - Parameter options: who looks; the reason why the item was asked of them is shown with it.
  public func card(of id: String, _ options: AskOptions) throws(Failure) -> NextItems {
    try read { snapshot in
      let project = try snapshot.project()
      let item = try snapshot.demandItem(key: id, path: path)
      let last = try snapshot.labelEvents(ofItem: item.id).last {
        $0.annotator == options.annotator && $0.asking != nil
      }
      let asking =
        try last?.asking ?? snapshot.asking(ofItem: item.id, annotator: options.annotator, at: clock())
        ?? Asking(strategy: Strategy.chosen)
      let batch = try snapshot.currentRound().map { try snapshot.batch(ofRound: $0) } ?? []
      return NextItems(
        items: [try self.item(.init(item: item.id, asking: asking), Self.recipe(project.recipe), batch, snapshot)],
        annotator: options.annotator, leaseMinutes: 0)
    }
  }
}
