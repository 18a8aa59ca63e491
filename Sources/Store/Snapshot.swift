import Foundation
import GRDB

/// One state of a project, for reading. Lives as long as the closure that it was given to.
public struct Snapshot {
  let database: Database

  init(_ database: Database) { self.database = database }

  /// The project as a whole.
  public func project() throws -> StoredProject {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM project") else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the table project is empty")
    }
    return try StoredProject(
      name: row.value("name"), seed: UInt64(bitPattern: row.value("seed")), createdAt: row.value("created_at"),
      createdWith: row.value("created_with"), recipe: recipe(row.value("recipe")))
  }

  /// The recipe with this number.
  public func recipe(_ id: Int64) throws -> StoredRecipe {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM recipe WHERE id = ?", arguments: [id]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "there is no recipe \(id)")
    }
    return try StoredRecipe(
      id: row.value("id"), name: row.value("name"), source: row.value("source"), sha256: row.value("sha256"),
      yaml: row.value("yaml"))
  }

  /// The number of the newest row of a table, 0 when it has none.
  func newest(_ table: String) throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT max(id) FROM \(table)") ?? 0
  }

  func count(_ table: String) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
  }
}
