import GRDB

extension Snapshot {
  /// The answers that count now, skips left out, to questions that a round asked because the model was unsure, oldest
  /// first.
  public func hardAnswers(inRound round: Int64) throws -> [LabelEvent] {
    let events = try Row.fetchAll(
      database,
      sql: """
        SELECT e.* FROM round r JOIN label_event e ON e.id > r.label_position
        WHERE r.id = ? AND e.round = r.id AND e.strategy = 'hard' AND e.answer IN ('yes', 'no', 'unsure') ORDER BY e.id
        """, arguments: [round]
    ).map(LabelEvent.init)
    return try events.filter { event in
      try currentAnswers(ofItem: event.item).contains { $0.position == event.position }
    }
  }
}
