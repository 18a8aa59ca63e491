import GRDB

extension Schema {
  /// What makes a file of a version what it is: tables, indexes, triggers and views by kind and name, with their SQL.
  static func objects(ofVersion version: Int) throws -> [(name: String, sql: String)] {
    let queue = try DatabaseQueue()
    try migrator(upTo: version).migrate(queue)
    return try queue.read(objects)
  }

  /// What SQLite makes for the index of the texts; how it is defined is its own affair.
  static let searchParts = ["search_data", "search_idx", "search_docsize", "search_config"]

  /// The tables, indexes, triggers and views of a file by kind and name, such as `view current_label`, with their SQL.
  static func objects(of database: Database) throws -> [(name: String, sql: String)] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT type || ' ' || name, sql FROM sqlite_master
        WHERE substr(name, 1, 7) <> 'sqlite_' AND name NOT IN (\(searchParts.map { "'\($0)'" }.joined(separator: ", ")))
        ORDER BY type, name
        """)
    var objects: [(name: String, sql: String)] = []
    while let row = try rows.next() { objects.append((try row.value(at: 0), try row.value(at: 1))) }
    return objects
  }

  /// What it means for the user's work when an object of the schema is not there or is another.
  static func meaning(ofMissing name: String) -> String {
    switch name.prefix(while: { $0 != " " }) {
    case "trigger": "what it refuses would get through: do not label before it is back"
    case "index": "nothing is lost, but searches are slow"
    case "view": "nothing is lost, but what reads it fails"
    default: "its rows cannot be read"
    }
  }
}
