import GRDB

import struct Foundation.Data

extension Transaction {
  /// Begins an import: its rows name it. ``finish(_:)`` writes what it came to.
  public func begin(_ record: ImportRecord) throws -> Int64 {
    try database.execute(
      sql: "INSERT INTO import (at, source, recipe) VALUES (?, ?, ?)",
      arguments: [record.at, record.source, record.recipe])
    return database.lastInsertedRowID
  }

  /// Writes what an import came to.
  public func finish(_ record: ImportRecord) throws {
    try database.execute(
      sql: """
        UPDATE import SET row_count = ?, new_count = ?, changed_count = ?, unchanged_count = ?, label_count = ?,
          report = ?
        WHERE id = ?
        """,
      arguments: [
        record.rowCount, record.newCount, record.changedCount, record.unchangedCount, record.labelCount, record.report,
        record.id,
      ])
  }

  /// The number of a list of columns (a JSON array of their names), kept once.
  public func columnList(_ names: String) throws -> Int64 {
    if let known = try Int64.fetchOne(database, sql: "SELECT id FROM column_list WHERE names = ?", arguments: [names]) {
      return known
    }
    try database.execute(sql: "INSERT INTO column_list (names) VALUES (?)", arguments: [names])
    return database.lastInsertedRowID
  }

  /// Adds an item that the project does not have, and returns its number.
  public func addItem(key: String, importID: Int64) throws -> Int64 {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO item (key, first_import, last_import) VALUES (?, ?, ?)")
    try statement.execute(arguments: [key.storable, importID, importID])
    return database.lastInsertedRowID
  }

  /// Notes that an item was seen in an import.
  public func touch(item: Int64, importID: Int64) throws {
    let statement = try database.cachedStatement(sql: "UPDATE item SET last_import = ? WHERE id = ?")
    try statement.execute(arguments: [importID, item])
  }

  /// Adds a version, and returns its number.
  public func add(_ version: ItemVersion) throws -> Int64 {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO item_version (
          item, import, observed_at, title, link, picture, fields, columns, raw, content, sketch)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      version.item, version.importID, version.observedAt, version.title.storable, version.link.storable,
      version.picture.storable, version.fields, version.columns, version.raw, Int64(bitPattern: version.content),
      Blob(bytes: version.sketch),
    ])
    return database.lastInsertedRowID
  }

  /// Forgets the pairs that an item is in: its text has changed.
  public func removeDuplicates(ofItem item: Int64) throws {
    let statement = try database.cachedStatement(sql: "DELETE FROM duplicate WHERE item = ?1 OR other = ?1")
    try statement.execute(arguments: [item])
  }

  /// Adds a pair of duplicates.
  public func add(_ pair: DuplicatePair) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO duplicate (item, other, kind, similarity) VALUES (?, ?, ?, ?)")
    try statement.execute(arguments: [pair.item, pair.other, pair.kind.rawValue, pair.similarity])
  }
}

/// Bytes as SQLite keeps them.
struct Blob: DatabaseValueConvertible, Sendable {
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Blob? {
    Data.fromDatabaseValue(value).map { Blob(bytes: Array($0)) }
  }
}
