import GarimpoStore

extension OpenProject {
  /// The newest entry of the log of labels; 0: there is none.
  public func labelPosition() throws(Failure) -> Int64 { try read { try $0.labelPosition() } }

  /// What the log has behind a place, up to `end`, by who wrote it: for pages to be told of it, so not what was answered.
  ///
  /// - Parameter isKnown: whether the entry at a place has been told already.
  /// - Returns: one value for each annotator and kind, in the order of their first entries; of the newest 1,000 entries
  ///   (`isPartial` then says that there are more).
  public func newAnswers(
    after position: Int64, upTo end: Int64, unless isKnown: (Int64) -> Bool
  ) throws(Failure) -> [NewAnswers] {
    try read { snapshot in
      let first = max(position, end - 1000)
      var found: [NewAnswers] = []
      for event in try snapshot.labelEvents(after: first, upTo: end) where !isKnown(event.position) {
        guard let id = try snapshot.item(event.item)?.key else { continue }
        let isUndo = event.answer == .undo
        if let place = found.firstIndex(where: { $0.annotator == event.annotator && $0.isUndo == isUndo }) {
          found[place].ids.append(id)
        } else {
          found.append(
            NewAnswers(annotator: event.annotator, ids: [id], isUndo: isUndo, isPartial: first > position))
        }
      }
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
  /// Whether more has come than is told: whoever holds items asks which of them are still asked.
  public var isPartial: Bool

  /// Answers, or undoes, of an annotator.
  public init(annotator: String, ids: [String], isUndo: Bool, isPartial: Bool = false) {
    self.annotator = annotator
    self.ids = ids
    self.isUndo = isUndo
    self.isPartial = isPartial
  }
}
