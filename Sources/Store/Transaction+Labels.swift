import GRDB

public import struct Foundation.Date

extension Transaction {
  /// Appends an entry to the log and returns its place.
  ///
  /// An entry whose token the log has already is not appended again: its place is returned.
  public func append(_ event: LabelEvent) throws -> Int64 {
    if let token = event.token {
      let known = try database.cachedStatement(sql: "SELECT id FROM label_event WHERE token = ?")
      if let position = try Int64.fetchOne(known, arguments: [token]) { return position }
    }
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO label_event (
          item, version, answer, undoes, settles, annotator, at, seconds, source, note, import, round, model, strategy,
          rank, score, inclusion_probability, token, model_position)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      event.item, event.version, event.answer.rawValue, event.undoes, event.settles, event.annotator, event.at,
      event.seconds, event.source, event.note?.storable, event.importID, event.asking?.round, event.asking?.model,
      event.asking?.strategy, event.asking?.rank, event.asking?.score, event.asking?.inclusionProbability, event.token,
      event.asking?.modelPosition,
    ])
    return database.lastInsertedRowID
  }

  /// Takes back the newest answer of `annotator` that still stands, by an entry of its own.
  ///
  /// - Returns: the entry that was taken back, or nil when there is none.
  public func undo(annotator: String, at time: Date, source: String) throws -> LabelEvent? {
    guard let newest = try snapshot.newestAnswer(of: annotator) else { return nil }
    return try undo(newest, at: time, source: source)
  }

  /// Takes back `event`, which must still stand.
  public func undo(_ event: LabelEvent, at time: Date, source: String) throws -> LabelEvent {
    var undo = LabelEvent(
      item: event.item, version: event.version, answer: .undo, annotator: event.annotator, at: time, source: source)
    undo.undoes = event.position
    _ = try append(undo)
    return event
  }
}
