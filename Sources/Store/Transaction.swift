import GRDB

public import struct Foundation.Date

/// Changes to a project that become true together. Lives as long as the closure that it was given to.
public struct Transaction {
  let database: Database

  init(_ database: Database) { self.database = database }

  /// The state with the changes made so far.
  public var snapshot: Snapshot { Snapshot(database) }

  /// Writes the first rows of a new file.
  func insert(_ project: NewProject) throws {
    let recipe = try keep(project.recipe, at: project.createdAt)
    try database.execute(
      sql: """
        INSERT INTO project (id, name, recipe, seed, created_at, created_with) VALUES (1, ?, ?, ?, ?, ?)
        """,
      arguments: [
        project.name, recipe, Int64(bitPattern: project.seed), project.createdAt, project.createdWith,
      ])
  }

  /// Keeps a recipe, and returns its number; a text that is kept already is not kept again.
  public func keep(_ recipe: NewRecipe, at time: Date) throws -> Int64 {
    let sha256 = Checksum.sha256(Array(recipe.yaml.utf8))
    if let known = try Int64.fetchOne(database, sql: "SELECT id FROM recipe WHERE sha256 = ?", arguments: [sha256]) {
      return known
    }
    try database.execute(
      sql: "INSERT INTO recipe (name, source, sha256, yaml, added_at) VALUES (?, ?, ?, ?, ?)",
      arguments: [recipe.name, recipe.source, sha256, recipe.yaml, time])
    return database.lastInsertedRowID
  }

  /// Makes a recipe that is kept the one in use.
  public func use(recipe: Int64) throws {
    try database.execute(sql: "UPDATE project SET recipe = ?", arguments: [recipe])
  }
}
