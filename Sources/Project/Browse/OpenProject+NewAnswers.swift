import GarimpoStore

extension OpenProject {
  /// The newest entry of the log of labels; 0: there is none.
  public func labelPosition() throws(Failure) -> Int64 { try read { try $0.labelPosition() } }

  /// What the log has behind a place, up to `end`, by who wrote it: for pages to be told of it, so not what was answered.
  ///
  /// - Parameter limit: how many entries are looked at, the newest, 1 or more; the last value says whether there were more.
  /// - Returns: one value for each annotator and kind, in the order of their first entries.
  public func newAnswers(
    after position: Int64, upTo end: Int64, limit: Int = 1000
  ) throws(Failure) -> [NewAnswers] {
    try read { snapshot in
      var found: [NewAnswers] = []
      let events = try snapshot.labelEvents(after: position, upTo: end, newest: limit + 1)
      for event in events.suffix(limit) {
        guard let id = try snapshot.item(event.item)?.key else { continue }
        let isUndo = event.answer == .undo
        if let place = found.firstIndex(where: { $0.annotator == event.annotator && $0.isUndo == isUndo }) {
          found[place].ids.append(id)
        } else {
          found.append(NewAnswers(annotator: event.annotator, ids: [id], isUndo: isUndo))
        }
      }
      if events.count > limit, !found.isEmpty { found[found.count - 1].more = true }
      return found
    }
  }
}

/// That somebody has answered, and not what.
public struct NewAnswers: Sendable, Hashable, Encodable {
  /// Who.
  public var annotator: String
  /// The items' ids.
  public var ids: [String]
  /// Whether answers were taken back.
  public var isUndo: Bool
  /// True when more was stored than is told of, so that a page asks how things are; else nil.
  public var more: Bool?

  /// Answers, or undoes, of an annotator.
  public init(annotator: String, ids: [String], isUndo: Bool, more: Bool? = nil) {
    self.annotator = annotator
    self.ids = ids
    self.isUndo = isUndo
    self.more = more
  }
}
