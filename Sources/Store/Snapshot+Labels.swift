import GRDB

extension Snapshot {
  /// The place of the newest entry of the log, 0 when it is empty.
  public func labelPosition() throws -> Int64 { try newest("label_event") }

  /// The entries of the log behind `position` and up to `end`, oldest first; nil is the newest.
  public func labelEvents(after position: Int64 = 0, upTo end: Int64? = nil) throws -> [LabelEvent] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM label_event WHERE id > ? AND id <= ? ORDER BY id",
      arguments: [position, end ?? .max]
    ).map(LabelEvent.init)
  }

  /// The entries about one item, oldest first.
  public func labelEvents(ofItem item: Int64) throws -> [LabelEvent] {
    try Row.fetchAll(database, sql: "SELECT * FROM label_event WHERE item = ? ORDER BY id", arguments: [item])
      .map(LabelEvent.init)
  }

  /// The newest `limit` entries, newest first.
  public func newestLabelEvents(_ limit: Int) throws -> [LabelEvent] {
    try Row.fetchAll(database, sql: "SELECT * FROM label_event ORDER BY id DESC LIMIT ?", arguments: [limit])
      .map(LabelEvent.init)
  }

  /// The newest answer of `annotator` that still stands.
  public func newestAnswer(of annotator: String) throws -> LabelEvent? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM effective_answer WHERE annotator = ? ORDER BY id DESC LIMIT 1",
      arguments: [annotator]
    ).map(LabelEvent.init)
  }

  /// The answers that stand on one item, one for each annotator, in the order of the log.
  public func currentAnswers(ofItem item: Int64) throws -> [LabelEvent] {
    try Row.fetchAll(database, sql: "SELECT * FROM current_answer WHERE item = ? ORDER BY id", arguments: [item])
      .map(LabelEvent.init)
  }

  /// The label of one item, nil when it has none.
  public func currentLabel(ofItem item: Int64) throws -> CurrentLabel? {
    try String.fetchOne(database, sql: "SELECT label FROM current_label WHERE item = ?", arguments: [item])
      .flatMap(CurrentLabel.init(rawValue:))
  }

  /// What the log says of every item that was answered, as it stood at `position` (nil: now).
  public func labels(upTo position: Int64? = nil) throws -> LabelState {
    var state = LabelState()
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT id, item, version, answer, undoes, settles, annotator FROM label_event WHERE id <= ? ORDER BY id
        """, arguments: [position ?? .max])
    while let row = try rows.next() {
      guard let answer = LabelEvent.Answer(rawValue: row[3]) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "label_event \(row[0] as Int64): unknown answer")
      }
      state.add(
        LabelState.Entry(
          position: row[0], item: row[1], version: row[2], answer: answer, settles: row[5], annotator: row[6]),
        undoing: row[4])
    }
    return state
  }
}
