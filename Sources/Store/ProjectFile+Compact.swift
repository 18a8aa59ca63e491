import GRDB

extension ProjectFile {
  /// Gives the room of what is no longer needed back to the disk.
  ///
  /// SQLite writes the whole content anew (`VACUUM`), which needs up to twice the size of the file in free space until it
  /// is done. Whatever ends it early, a full disk or a killed process, the content stays as it was.
  ///
  /// Labels, items and rounds are never dropped. To read a model that is dropped is an error
  /// (``StoreError/Problem/modelDropped(id:)``); its checksum stays, so that a replay of its round can be compared.
  ///
  /// - Parameters:
  ///   - scoredRounds: the scores of so many rounds are kept, the newest, and of one that was chosen instead; nil keeps all.
  ///     At least 0 (checked).
  ///   - modelledRounds: the models of so many rounds are kept, the newest, that of one that was chosen instead, and those
  ///     that no round has; nil keeps all. At least 0 (checked).
  /// - Throws: ``StoreError``.
  public func compact(
    keepingScoresOfLastRounds scoredRounds: Int? = nil, keepingModelsOfLastRounds modelledRounds: Int? = nil
  ) throws -> CompactionReport {
    precondition(scoredRounds ?? 0 >= 0 && modelledRounds ?? 0 >= 0, "a number of rounds is not negative")
    let place = FilePlace(path)
    let bytesBefore = place.byteCount + place.logByteCount
    var (scores, models) = (0, 0)
    try write { transaction in
      if let scoredRounds { scores = try transaction.dropScores(keepingLastRounds: scoredRounds) }
      if let modelledRounds { models = try transaction.dropModels(keepingLastRounds: modelledRounds) }
    }
    try mergeSearch()
    let isWaiting = try withConnection { database in
      try database.execute(sql: "VACUUM")
      return try Self.carryOver(database)
    }
    return CompactionReport(
      bytesBefore: bytesBefore, bytesAfter: place.byteCount + place.logByteCount, droppedScoreCount: scores,
      droppedModelCount: models, isWaiting: isWaiting)
  }

  /// Makes one part of the many that the index of texts has grown to; one that is damaged is emptied, to be made again.
  private func mergeSearch() throws {
    do {
      try write { transaction in
        let parts = try Int.fetchOne(transaction.database, sql: "SELECT count(DISTINCT segid) FROM search_idx") ?? 0
        guard parts > 1 else { return }
        try transaction.database.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
      }
    } catch let error as StoreError {
      guard case .damaged = error.problem else { throw error }
      try write { try $0.clearSearch() }
    }
  }

  /// Carries what is in the write-ahead log over into the file and empties it; returns whether a reader is in the way.
  private static func carryOver(_ database: Database) throws -> Bool {
    guard let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") else { return false }
    return try row.value(at: 0)
  }
}

extension Transaction {
  fileprivate func dropScores(keepingLastRounds count: Int) throws -> Int {
    try database.execute(
      sql: """
        DELETE FROM score
        WHERE round NOT IN (SELECT id FROM round ORDER BY id DESC LIMIT ?)
          AND round NOT IN (SELECT round FROM current_round WHERE choice IS NOT NULL)
        """, arguments: [count])
    return database.changesCount
  }

  fileprivate func dropModels(keepingLastRounds count: Int) throws -> Int {
    try database.execute(
      sql: """
        UPDATE model SET bytes = x''
        WHERE length(bytes) > 0 AND id IN (SELECT model FROM round)
          AND id NOT IN (SELECT model FROM round ORDER BY id DESC LIMIT ?)
          AND id NOT IN (SELECT r.model FROM round r JOIN current_round c ON c.round = r.id WHERE c.choice IS NOT NULL)
        """, arguments: [count])
    return database.changesCount
  }
}
