import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

extension OpenProject {
  /// Takes back the newest answers of an annotator that still stand, newest first; with `id` those on one item. Each item
  /// is kept for the annotator again, to be answered anew, for so many minutes.
  public func undo(
    count: Int, annotator: String, id: String?, source: String, leaseMinutes: Double = AskOptions.usualLeaseMinutes
  ) throws(Failure) -> UndoReply {
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
        try takeBack(newest, transaction, at: time, source: source, leaseMinutes)
        undone.append(try .init(newest, snapshot))
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

  /// Which answer is meant, so that a request that comes twice takes back one.
  public enum AnswerName: Sendable, Hashable {
    /// The token that it was given with.
    case token(String)
    /// Its place in the log.
    case position(Int)
  }

  /// Takes back one answer of an annotator, and keeps its item for them for so many minutes. One that is taken back already is
  /// told again, and nothing is written.
  public func undo(
    _ name: AnswerName, annotator: String, source: String, leaseMinutes: Double = AskOptions.usualLeaseMinutes
  ) throws(Failure) -> UndoReply {
    try write { transaction in
      let snapshot = transaction.snapshot
      let found: LabelEvent? =
        switch name {
        case .token(let token): try snapshot.labelEvent(token: token)
        case .position(let position): try snapshot.labelEvent(at: Int64(position))
        }
      guard let event = found, event.annotator == annotator, event.answer != .undo else {
        let who = DisplayText.printable(annotator)
        let what =
          switch name {
          case .token(let token): "with the token \"\(DisplayText.cut(DisplayText.printable(token), to: 40))\""
          case .position(let position): "at place \(position) of the log"
          }
        throw Failure(.missing, "\(path): \(who) has no answer \(what) to take back")
      }
      if try !snapshot.isUndone(event.position) {
        try takeBack(event, transaction, at: clock(), source: source, leaseMinutes)
      }
      return UndoReply(undone: [try .init(event, snapshot)])
    }
  }

  private func takeBack(
    _ event: LabelEvent, _ transaction: Transaction, at time: Date, source: String, _ leaseMinutes: Double
  ) throws {
    _ = try transaction.undo(event, at: time, source: source)
    guard let asking = event.asking else { return }
    // Asked again first, and for the same reason: an answer after an undo must not lose why it was asked.
    let until = time.addingTimeInterval(leaseMinutes * 60)
    try transaction.add(Lease(item: event.item, annotator: event.annotator, until: until, asking: asking))
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

    fileprivate init(_ event: LabelEvent, _ snapshot: Snapshot) throws {
      position = Int(event.position)
      id = try snapshot.item(event.item)?.key ?? ""
      title = try snapshot.newestVersion(ofItem: event.item)?.title ?? ""
      answer = event.answer.rawValue
      label = try snapshot.currentLabel(ofItem: event.item)?.rawValue
    }

    /// `now no`; `still yes` where another answer says the same.
    fileprivate var outcome: String {
      guard let label else { return "now not labelled" }
      return label == answer ? "still \(label), by another answer" : "now \(label)"
    }
  }

  /// A line for each.
  public func text(_ style: TextStyle) -> String {
    undone.map { undone in
      let (done, outcome) = (
        "took back \(undone.answer) on \(DisplayText.printable(undone.id))  ", ": \(undone.outcome)"
      )
      // The title gives way.
      let room = max(20, TextTable.screen - DisplayText.width(done) - DisplayText.width(outcome))
      return done + DisplayText.cut(DisplayText.printable(undone.title), to: min(44, room)) + outcome + "\n"
    }.joined()
  }
}
