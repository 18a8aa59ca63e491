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

  /// The newest `limit` entries of the log behind `position` and up to `end`, oldest first.
  public func labelEvents(after position: Int64, upTo end: Int64, newest limit: Int) throws -> [LabelEvent] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM label_event WHERE id > ? AND id <= ? ORDER BY id DESC LIMIT ?",
      arguments: [position, end, limit]
    ).reversed().map(LabelEvent.init)
  }

  /// The entry of the log that a request with this token has made, or nil.
  public func labelEvent(token: String) throws -> LabelEvent? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM label_event WHERE token = ?")
    return try Row.fetchOne(statement, arguments: [token]).map(LabelEvent.init)
  }

  /// Whether an entry was taken back.
  public func isUndone(_ position: Int64) throws -> Bool {
    let statement = try database.cachedStatement(sql: "SELECT EXISTS (SELECT * FROM label_event WHERE undoes = ?)")
    return try Bool.fetchOne(statement, arguments: [position]) ?? false
  }

  /// The entries about one item, oldest first.
  public func labelEvents(ofItem item: Int64) throws -> [LabelEvent] {
    let statement = try database.cachedStatement(sql: "SELECT * FROM label_event WHERE item = ? ORDER BY id")
    return try Row.fetchAll(statement, arguments: [item]).map(LabelEvent.init)
  }

  /// The newest `limit` entries, newest first; with `item` and `annotator` only those.
  public func labelEvents(
    newest limit: Int, ofItem item: Int64? = nil, annotator: String? = nil
  ) throws -> [LabelEvent] {
    var conditions: [String] = []
    var arguments = StatementArguments()
    if let item {
      conditions.append("item = ?")
      arguments += [item]
    }
    if let annotator {
      conditions.append("annotator = ?")
      arguments += [annotator]
    }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    arguments += [limit]
    return try Row.fetchAll(
      database, sql: "SELECT * FROM label_event\(filter) ORDER BY id DESC LIMIT ?", arguments: arguments
    ).map(LabelEvent.init)
  }

  /// The newest answer of `annotator` that still stands; with `item` the newest on that item.
  public func newestAnswer(of annotator: String, onItem item: Int64? = nil) throws -> LabelEvent? {
    let row =
      if let item {
        try Row.fetchOne(
          database, sql: "SELECT * FROM effective_answer WHERE item = ? AND annotator = ? ORDER BY id DESC LIMIT 1",
          arguments: [item, annotator])
      } else {
        try Row.fetchOne(
          database, sql: "SELECT * FROM effective_answer WHERE annotator = ? ORDER BY id DESC LIMIT 1",
          arguments: [annotator])
      }
    return try row.map(LabelEvent.init)
  }

  /// The yes and no of `annotator` that count now, oldest first.
  public func decidedAnswers(of annotator: String) throws -> [LabelEvent] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM current_answer WHERE annotator = ? AND answer IN ('yes', 'no') ORDER BY id",
      arguments: [annotator]
    ).map(LabelEvent.init)
  }

  /// The answers that stand on one item, one for each annotator, in the order of the log.
  public func currentAnswers(ofItem item: Int64) throws -> [LabelEvent] {
    let events = try labelEvents(ofItem: item)
    let positions = LabelState(events).answers(ofItem: item).map(\.position)
    return events.filter { positions.contains($0.position) }
  }

  /// The label of one item, nil when it has none.
  public func currentLabel(ofItem item: Int64) throws -> CurrentLabel? {
    LabelState(try labelEvents(ofItem: item)).label(ofItem: item)
  }

  /// What imports said of each item last.
  public func importedAnswers() throws -> [Int64: LabelEvent.Answer] {
    var answers: [Int64: LabelEvent.Answer] = [:]
    let rows = try Row.fetchCursor(
      database, sql: "SELECT item, answer FROM label_event WHERE import IS NOT NULL ORDER BY id")
    while let row = try rows.next() {
      answers[try row.value(at: 0)] = LabelEvent.Answer(rawValue: try row.value(at: 1))
    }
    return answers
  }

  /// What the log says of every item that was answered, as it stood at `position` (nil: now).
  public func labels(upTo position: Int64? = nil) throws -> LabelState {
    var last = LabelState()
    try eachLabels(upTo: [position ?? .max]) { _, state in last = state }
    return last
  }

  /// What the log says of every item as it stood at each of some places, in one pass: `body` is given the place's index, in
  /// the order of the places themselves.
  public func eachLabels(upTo positions: [Int64], _ body: (Int, LabelState) throws -> Void) throws {
    var state = LabelState()
    var waiting = positions.indices.sorted { (positions[$0], $0) < (positions[$1], $1) }[...]
    guard let last = waiting.last else { return }
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT id, item, version, answer, undoes, settles, annotator FROM label_event WHERE id <= ? ORDER BY id
        """, arguments: [positions[last]])
    while let row = try rows.next() {
      let place: Int64 = try row.value(at: 0)
      while let index = waiting.first, positions[index] < place { try body(waiting.removeFirst(), state) }
      guard let answer = LabelEvent.Answer(rawValue: try row.value(at: 3)) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "label_event: unknown answer")
      }
      try state.add(
        LabelState.Entry(
          position: place, item: row.value(at: 1), version: row.value(at: 2), answer: answer,
          settles: row.value(at: 5),
          annotator: row.value(at: 6)),
        undoing: row.value(at: 4))
    }
    for index in waiting { try body(index, state) }
  }
}
