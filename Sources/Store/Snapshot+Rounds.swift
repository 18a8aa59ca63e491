import GRDB

import struct Foundation.Data

extension Snapshot {
  /// The number of the newest round, or nil before the first.
  public func newestRound() throws -> Int64? { try Int64.fetchOne(database, sql: "SELECT max(id) FROM round") }

  /// The rounds, oldest first.
  public func rounds() throws -> [RoundRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM round ORDER BY id").map(RoundRecord.init)
  }

  /// The newest `limit` rounds, newest first.
  public func rounds(newest limit: Int) throws -> [RoundRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM round ORDER BY id DESC LIMIT ?", arguments: [limit])
      .map(RoundRecord.init)
  }

  /// The round with this number, or nil.
  public func round(_ id: Int64) throws -> RoundRecord? {
    try Row.fetchOne(database, sql: "SELECT * FROM round WHERE id = ?", arguments: [id]).map(RoundRecord.init)
  }

  /// The batch of a round, in the order of asking.
  public func batch(ofRound round: Int64) throws -> [BatchItem] {
    try Row.fetchAll(database, sql: "SELECT * FROM batch_item WHERE round = ? ORDER BY place", arguments: [round])
      .map(BatchItem.init)
  }

  /// Why an item was asked in each round, newest first.
  public func askings(ofItem item: Int64) throws -> [Asking] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT b.*, r.model FROM batch_item b JOIN round r ON r.id = b.round WHERE b.item = ? ORDER BY b.round DESC
        """)
    return try Row.fetchAll(statement, arguments: [item]).map { row in
      Asking(
        round: try row.value("round"), model: try row.value("model"), strategy: try row.value("strategy"),
        rank: try row.value("rank"), score: try row.value("score"),
        inclusionProbability: try row.value("inclusion_probability"))
    }
  }

  /// The scores of one item over the rounds, oldest first.
  ///
  /// A `CROSS JOIN`, so that SQLite goes through the rounds and seeks the item in each; by its own choice it looks at every
  /// score of the project (3 million: 0.9 s).
  public func scores(ofItem item: Int64) throws -> [(round: Int64, score: StoredScore)] {
    try Row.fetchAll(
      database,
      sql: Self.scoresOfItem, arguments: [item]
    ).map { try ($0.value("round"), StoredScore($0)) }
  }

  /// The model with this number, nil when there was none.
  ///
  /// - Throws: ``StoreError`` when its bytes were dropped, or are not those that were stored.
  public func model(_ id: Int64) throws -> StoredModel? {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM model WHERE id = ?", arguments: [id]) else {
      return nil
    }
    var model = try StoredModel(at: row.value("at"), format: row.value("format"), bytes: [])
    model.id = try row.value("id")
    model.bytes = Array(try row.value("bytes") as Data)
    model.sha256 = try row.value("sha256")
    guard !model.bytes.isEmpty else { throw StoreProblem(.modelDropped(id: id)) }
    guard model.sha256 == Checksum.sha256(model.bytes) else {
      throw StoreProblem(.damaged(detail: "model \(id) is not the one that was stored"))
    }
    return model
  }

  static let scoresOfItem =
    "SELECT s.* FROM round r CROSS JOIN score s ON s.round = r.id AND s.item = ? ORDER BY s.round"

  /// The version of the form of the model with this number, also when its bytes were dropped; nil when there was none.
  public func modelFormat(_ id: Int64) throws -> Int? {
    try Int.fetchOne(database, sql: "SELECT format FROM model WHERE id = ?", arguments: [id])
  }

  /// SHA-256 of the model with this number when it was stored, also when its bytes were dropped; nil when there was none.
  public func modelChecksum(_ id: Int64) throws -> String? {
    try String.fetchOne(database, sql: "SELECT sha256 FROM model WHERE id = ?", arguments: [id])
  }
}

extension RoundRecord {
  init(_ row: Row) throws {
    func interval(_ name: String) throws -> Interval? {
      guard let value = try row.value(name) as Double? else { return nil }
      return try Interval(value: value, low: row.value("\(name)_low"), high: row.value("\(name)_high"))
    }
    try self.init(
      at: row.value("at"), recipe: row.value("recipe"), configuration: row.value("configuration"),
      seed: UInt64(bitPattern: row.value("seed")), labelPosition: row.value("label_position"),
      versionPosition: row.value("version_position"), libraries: row.value("libraries"),
      figures: Figures(
        trainingCount: row.value("training_count"), trainingYesCount: row.value("training_yes_count"),
        validationCount: row.value("validation_count"), validationYesCount: row.value("validation_yes_count"),
        poolCount: row.value("pool_count"), askableCount: row.value("askable_count"),
        averagePrecision: interval("average_precision"), rocAUC: interval("roc_auc")),
      result: row.value("result"))
    id = try row.value("id")
    resultSHA256 = try row.value("result_sha256")
    model = try row.value("model")
  }
}

extension BatchItem {
  init(_ row: Row) throws {
    try self.init(
      place: row.value("place"), item: row.value("item"), version: row.value("version"),
      strategy: row.value("strategy"),
      score: row.value("score"), rank: row.value("rank"), inclusionProbability: row.value("inclusion_probability"))
  }
}

extension StoredScore {
  init(_ row: Row) throws {
    try self.init(
      item: row.value("item"), version: row.value("version"), score: row.value("score"), rank: row.value("rank"))
  }
}
