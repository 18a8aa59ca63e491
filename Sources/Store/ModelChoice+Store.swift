import GRDB

extension ModelChoice {
  init(_ row: Row) throws {
    try self.init(
      round: row.value("round"), newestRound: row.value("newest_round"), annotator: row.value("annotator"),
      at: row.value("at"), note: row.value("note"))
    id = try row.value("id")
  }
}

extension Snapshot {
  /// The number of the round whose model is in use: the one that was chosen, else the newest; nil before the first.
  public func currentRound() throws -> Int64? {
    try Int64.fetchOne(database, sql: "SELECT round FROM current_round")
  }

  /// The choice by which another round than the newest is in use; nil when the newest is.
  public func modelChoice() throws -> ModelChoice? {
    try Row.fetchOne(
      database, sql: "SELECT m.* FROM model_choice m JOIN current_round c ON c.choice = m.id"
    ).map(ModelChoice.init)
  }

  /// The newest `limit` choices, newest first, also those that hold no longer.
  public func modelChoices(newest limit: Int) throws -> [ModelChoice] {
    try Row.fetchAll(database, sql: "SELECT * FROM model_choice ORDER BY id DESC LIMIT ?", arguments: [limit])
      .map(ModelChoice.init)
  }

  /// Whether scores of a round are kept: `compact` may have dropped them.
  public func hasScores(ofRound round: Int64) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM score WHERE round = ?)", arguments: [round]) ?? false
  }
}

extension Transaction {
  /// Adds a choice to the others, and returns its number.
  public func add(_ choice: ModelChoice) throws -> Int64 {
    try database.execute(
      sql: "INSERT INTO model_choice (round, newest_round, annotator, at, note) VALUES (?, ?, ?, ?, ?)",
      arguments: [choice.round, choice.newestRound, choice.annotator.storable, choice.at, choice.note?.storable])
    return database.lastInsertedRowID
  }
}
