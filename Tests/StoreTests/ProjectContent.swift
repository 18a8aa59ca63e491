import GRDB

@testable import GarimpoStore

/// What is in a project, to compare two files.
enum ProjectContent {
  /// The tables by name, each row as text in the order of its key.
  static func of(_ path: String) throws -> [String: [String]] {
    let file = try ProjectFile(opening: path)
    defer { try? file.close() }
    return try file.withConnection { database in
      var content: [String: [String]] = [:]
      for table in SalvagedTable.all.map(\.name) {
        content[table] = try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map(\.description)
      }
      return content
    }
  }
}
