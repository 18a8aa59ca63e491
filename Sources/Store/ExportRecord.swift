import GRDB

public import struct Foundation.Date

/// A table of labels that was written for people to fill in: what a later import is compared with.
public struct ExportRecord: Sendable, Hashable {
  /// Its number, from 1; 0 before it is stored.
  public var id: Int64 = 0
  /// When it was written.
  public var at: Date
  /// The newest entry of the log of labels that it shows.
  public var labelPosition: Int64
  /// The file that was written.
  public var target: String
  /// How many items it has.
  public var rowCount: Int

  /// An export.
  public init(at time: Date, labelPosition: Int64, target: String, rowCount: Int) {
    at = time
    self.labelPosition = labelPosition
    self.target = target
    self.rowCount = rowCount
  }
}

extension ExportRecord {
  init(_ row: Row) throws {
    try self.init(
      at: row.value("at"), labelPosition: row.value("label_position"), target: row.value("target"),
      rowCount: row.value("row_count"))
    id = try row.value("id")
  }
}

extension Snapshot {
  /// The exports, newest first.
  public func exports() throws -> [ExportRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM export ORDER BY id DESC").map(ExportRecord.init)
  }

  /// The export with this number, or nil.
  public func export(_ id: Int64) throws -> ExportRecord? {
    try Row.fetchOne(database, sql: "SELECT * FROM export WHERE id = ?", arguments: [id]).map(ExportRecord.init)
  }
}

extension Transaction {
  /// Notes an export, and returns its number.
  public func add(_ export: ExportRecord) throws -> Int64 {
    try database.execute(
      sql: "INSERT INTO export (at, label_position, target, row_count) VALUES (?, ?, ?, ?)",
      arguments: [export.at, export.labelPosition, export.target, export.rowCount])
    return database.lastInsertedRowID
  }
}
