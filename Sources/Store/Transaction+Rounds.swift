import GRDB

extension Transaction {
  /// Keeps a model, and returns its number.
  public func add(_ model: StoredModel) throws -> Int64 {
    try database.execute(
      sql: "INSERT INTO model (sha256, at, format, bytes) VALUES (?, ?, ?, ?)",
      arguments: [model.sha256, model.at, model.format, Blob(bytes: model.bytes)])
    return database.lastInsertedRowID
  }

  /// Keeps a round with its batch and the scores of its pool, and returns its number.
  public func add(_ round: RoundRecord, batch: [BatchItem], scores: [StoredScore]) throws -> Int64 {
    let figures = round.figures
    try database.execute(
      sql: """
        INSERT INTO round (
          at, recipe, configuration, seed, label_position, version_position, libraries, training_count,
          training_yes_count, validation_count, validation_yes_count, pool_count, askable_count, average_precision,
          average_precision_low, average_precision_high, roc_auc, roc_auc_low, roc_auc_high, result, result_sha256,
          model)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        round.at, round.recipe, round.configuration, Int64(bitPattern: round.seed), round.labelPosition,
        round.versionPosition, round.libraries, figures.trainingCount, figures.trainingYesCount,
        figures.validationCount, figures.validationYesCount, figures.poolCount, figures.askableCount,
        figures.averagePrecision?.value, figures.averagePrecision?.low, figures.averagePrecision?.high,
        figures.rocAUC?.value, figures.rocAUC?.low, figures.rocAUC?.high, round.result, round.resultSHA256, round.model,
      ])
    let id = database.lastInsertedRowID
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO batch_item (round, place, item, version, strategy, score, rank, inclusion_probability)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for item in batch {
      try statement.execute(arguments: [
        id, item.place, item.item, item.version, item.strategy, item.score, item.rank, item.inclusionProbability,
      ])
    }
    try add(scores, toRound: id)
    return id
  }

  /// Keeps scores by the model of a round; an item that has one keeps it.
  public func add(_ scores: [StoredScore], toRound round: Int64) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO score (round, item, version, score, rank) VALUES (?, ?, ?, ?, ?)")
    for score in scores {
      try statement.execute(arguments: [round, score.item, score.version, score.score, score.rank])
    }
  }
}
