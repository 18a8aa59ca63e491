import GRDB

import struct Foundation.Data

extension Snapshot {
  /// The number of the newest round, or nil before the first.
  public func newestRound() throws -> Int64? { try Int64.fetchOne(database, sql: "SELECT max(id) FROM round") }

  /// The rounds, oldest first.
  public func rounds() throws -> [RoundRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM round ORDER BY id").map { RoundRecord($0) }
  }

  /// The newest `limit` rounds, newest first.
  public func rounds(newest limit: Int) throws -> [RoundRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM round ORDER BY id DESC LIMIT ?", arguments: [limit])
      .map { RoundRecord($0) }
  }

  /// The round with this number, or nil.
  public func round(_ id: Int64) throws -> RoundRecord? {
    try Row.fetchOne(database, sql: "SELECT * FROM round WHERE id = ?", arguments: [id]).map { RoundRecord($0) }
  }

  /// The batch of a round, in the order of asking.
  public func batch(ofRound round: Int64) throws -> [BatchItem] {
    try Row.fetchAll(database, sql: "SELECT * FROM batch_item WHERE round = ? ORDER BY place", arguments: [round])
      .map { BatchItem($0) }
  }

  /// Why an item was asked in each round, newest first.
  public func askings(ofItem item: Int64) throws -> [Asking] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT b.*, r.model FROM batch_item b JOIN round r ON r.id = b.round WHERE b.item = ? ORDER BY b.round DESC
        """)
    return try Row.fetchAll(statement, arguments: [item]).map { row in
      Asking(
        round: row["round"], model: row["model"], strategy: row["strategy"], rank: row["rank"], score: row["score"],
        inclusionProbability: row["inclusion_probability"])
    }
  }

  /// Calls `body` with the ranked scores of a round, best first, until it returns false.
  public func forEachRankedScore(ofRound round: Int64, _ body: (StoredScore) throws -> Bool) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT * FROM score WHERE round = ? AND rank IS NOT NULL ORDER BY rank", arguments: [round])
    while let row = try rows.next() {
      if try !body(StoredScore(row)) { return }
    }
  }

  /// The scores by the model of a round, best first, equal ones in the order of the items.
  public func scores(ofRound round: Int64) throws -> [StoredScore] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM score WHERE round = ? ORDER BY score DESC, item", arguments: [round]
    ).map { StoredScore($0) }
  }

  /// The scores of one item over the rounds, oldest first.
  public func scores(ofItem item: Int64) throws -> [(round: Int64, score: StoredScore)] {
    try Row.fetchAll(
      database,
      sql: "SELECT s.* FROM round r JOIN score s ON s.round = r.id AND s.item = ? ORDER BY s.round", arguments: [item]
    ).map { ($0["round"], StoredScore($0)) }
  }

  /// SHA-256 of the model with this number, empty when there is none.
  public func modelSHA256(_ id: Int64) throws -> String {
    try String.fetchOne(database, sql: "SELECT sha256 FROM model WHERE id = ?", arguments: [id]) ?? ""
  }

  /// The model with this number.
  public func model(_ id: Int64) throws -> StoredModel? {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM model WHERE id = ?", arguments: [id]) else {
      return nil
    }
    var model = StoredModel(at: row["at"], format: row["format"], bytes: [])
    model.id = row["id"]
    model.bytes = Array(row["bytes"] as Data)
    model.sha256 = row["sha256"]
    return model
  }
}

extension RoundRecord {
  init(_ row: Row) {
    func interval(_ name: String) -> Interval? {
      guard let value = row[name] as Double? else { return nil }
      return Interval(value: value, low: row["\(name)_low"], high: row["\(name)_high"])
    }
    self.init(
      at: row["at"], recipe: row["recipe"], configuration: row["configuration"],
      seed: UInt64(bitPattern: row["seed"]), labelPosition: row["label_position"],
      versionPosition: row["version_position"], libraries: row["libraries"],
      figures: Figures(
        trainingCount: row["training_count"], trainingYesCount: row["training_yes_count"],
        validationCount: row["validation_count"], validationYesCount: row["validation_yes_count"],
        poolCount: row["pool_count"], askableCount: row["askable_count"],
        averagePrecision: interval("average_precision"), rocAUC: interval("roc_auc")),
      result: row["result"])
    id = row["id"]
    resultSHA256 = row["result_sha256"]
    model = row["model"]
  }
}

extension BatchItem {
  init(_ row: Row) {
    self.init(
      place: row["place"], item: row["item"], version: row["version"], strategy: row["strategy"], score: row["score"],
      rank: row["rank"], inclusionProbability: row["inclusion_probability"])
  }
}

extension StoredScore {
  init(_ row: Row) {
    self.init(item: row["item"], version: row["version"], score: row["score"], rank: row["rank"])
  }
}
