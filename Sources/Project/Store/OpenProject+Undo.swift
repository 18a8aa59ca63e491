import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

extension OpenProject {
  /// Takes back the newest answers of an annotator that still stand, newest first; with `id` those on one item. Each item
  /// is kept for the annotator again, to be answered anew.
  public func undo(count: Int, annotator: String, id: String?, source: String) throws(Failure) -> UndoReply {
    _ = try RecipeOverrides.checked("-n", count, from: 1, to: 100_000)
    guard !annotator.isEmpty else { throw .noAnnotator }
    return try write { transaction in
      let snapshot = transaction.snapshot
      let time = clock()
      let item = try id.map { try snapshot.demandItem(key: $0, path: path).id }
      var undone: [UndoReply.Undone] = []
      while undone.count < count {
        let newest = try snapshot.newestAnswer(of: annotator, onItem: item)
        guard let newest else { break }
        let event = try transaction.undo(newest, at: time, source: source)
        if let asking = event.asking {
          // Asked again first, and for the same reason: an answer after an undo must not lose why it was asked.
          try transaction.add(
            Lease(
              item: event.item, annotator: annotator,
              until: time.addingTimeInterval(AskOptions(annotator: annotator).leaseMinutes * 60), asking: asking))
        }
        undone.append(
          .init(
            position: Int(event.position), id: try snapshot.item(event.item)?.key ?? "",
            title: try snapshot.newestVersion(ofItem: event.item)?.title ?? "", answer: event.answer.rawValue,
            label: try snapshot.currentLabel(ofItem: event.item)?.rawValue))
      }
      guard !undone.isEmpty else {
        let who = DisplayText.printable(annotator)
        throw Failure(
          .missing,
          id.map { "\(path): \(who) has no answer on \(DisplayText.printable($0)) to take back" }
            ?? "\(path): \(who) has no answer to take back; --annotator names somebody else")
      }
      return UndoReply(undone: undone)
    }
  }
}

/// Answers that were taken back.
public struct UndoReply: Reply {
  /// Each of them, the newest first.
  public var undone: [Undone]

  /// One answer that was taken back.
  public struct Undone: Sendable, Codable {
    /// Its place in the log.
    public var position: Int
    /// The item's id.
    public var id: String
    /// The item's title.
    public var title: String
    /// The answer that was taken back.
    public var answer: String
    /// What the item's label is now; nil: none.
    public var label: String?

    /// `now no`; `still yes` where another answer says the same.
    fileprivate var outcome: String {
      guard let label else { return "now not labelled" }
      return label == answer ? "still \(label), by another answer" : "now \(label)"
    }
  }

  /// A line for each.
  public func text(_ style: TextStyle) -> String {
    undone.map { undone in
      "took back \(undone.answer) on \(DisplayText.printable(undone.id))  "
        + "\(DisplayText.cut(DisplayText.printable(undone.title), to: 44)): \(undone.outcome)\n"
    }.joined()
  }
}
