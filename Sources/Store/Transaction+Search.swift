import GRDB

extension Transaction {
  /// Takes the texts of the next versions of items into the index, and of items that it had in an earlier version the old
  /// text out of it. An index that was made from other fields is begun anew.
  ///
  /// - Parameter limit: at most so many versions, at least 1 (checked).
  /// - Returns: how far it has come.
  public func indexTexts(_ fields: SearchFields, limit: Int) throws -> SearchState {
    precondition(limit > 0, "at least one version")
    let end = try snapshot.versionPosition()
    let known = try Row.fetchOne(database, sql: "SELECT version_position, fields FROM search_state WHERE id = 1")
    let position: Int64 = try known?.value(at: 0) ?? 0
    guard try known?.value(at: 1) as String? == fields.json, position <= end else {
      try clearSearch(fields)
      return SearchState(position: 0, end: end)
    }
    guard position < end else { return SearchState(position: position, end: end) }
    let next = min(end, position + Int64(limit))
    try forgetTexts(of: "SELECT item FROM item_version WHERE id > \(position) AND id <= \(next)", fields)
    try keepTexts(after: position, upTo: next, fields)
    try database.execute(sql: "UPDATE search_state SET version_position = ? WHERE id = 1", arguments: [next])
    return SearchState(position: next, end: end)
  }

  /// Empties the index of texts, also one that is damaged; ``indexTexts(_:limit:)`` fills it again. (FTS5's `rebuild` would
  /// do all at once, and may not read a view over `json_tree`.)
  public func clearSearch(_ fields: SearchFields = SearchFields()) throws {
    try database.execute(sql: "INSERT INTO search (search) VALUES ('delete-all')")
    for table in ["search_value_item", "search_value", "search_item"] {
      try database.execute(sql: "DELETE FROM \(table)")
    }
    try database.execute(
      sql: "INSERT OR REPLACE INTO search_state (id, version_position, fields) VALUES (1, 0, ?)",
      arguments: [fields.json])
  }

  /// Takes the texts and values of items out of the index: what it has is what it was given, for versions never change.
  private func forgetTexts(of items: String, _ fields: SearchFields) throws {
    try database.execute(
      sql: """
        INSERT INTO search (search, rowid, title, text)
        SELECT 'delete', item, title, text FROM search_text WHERE item IN (\(items))
        """)
    guard !fields.values.isEmpty else { return }
    try database.execute(
      sql: """
        DELETE FROM search_value_item WHERE (value, item) IN (
          SELECT w.id, s.item \(Self.values(fields)) CROSS JOIN search_value w ON w.field = f.key AND w.value = e.value
          WHERE s.item IN (\(items)) AND e.type = 'text')
        """)
  }

  private func keepTexts(after position: Int64, upTo next: Int64, _ fields: SearchFields) throws {
    let versions = "v.id > \(position) AND v.id <= \(next)"
    try database.execute(
      sql: """
        INSERT INTO search_item (item, version, date)
        SELECT v.item, v.id, coalesce(
          (SELECT f.value FROM json_each(\(Self.fields)) f WHERE f.key = ? AND f.type = 'text'), '')
        FROM item_version v
        WHERE \(versions) AND NOT EXISTS (
          SELECT 1 FROM item_version n WHERE n.item = v.item AND n.id > v.id AND n.id <= \(next))
        ORDER BY v.item
        ON CONFLICT (item) DO UPDATE SET version = excluded.version, date = excluded.date
        """, arguments: [fields.date])
    let items = "SELECT v.item FROM item_version v WHERE \(versions)"
    try database.execute(
      sql: """
        INSERT INTO search (rowid, title, text) SELECT item, title, text FROM search_text WHERE item IN (\(items))
        """)
    guard !fields.values.isEmpty else { return }
    let source = Self.values(fields)
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO search_value (field, value)
        SELECT DISTINCT f.key, e.value \(source) WHERE s.item IN (\(items)) AND e.type = 'text'
        """)
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO search_value_item (value, item)
        SELECT w.id, s.item \(source) CROSS JOIN search_value w ON w.field = f.key AND w.value = e.value
        WHERE s.item IN (\(items)) AND e.type = 'text'
        """)
  }

  /// The fields of a version; a damaged text has none.
  private static let fields = "CASE WHEN json_valid(v.fields) THEN v.fields ELSE '{}' END"

  /// The items `s` of the index with the fields `f` that hold values, and each value `e` of them. In this order, for of
  /// all values of a field those that an item has are few.
  private static func values(_ fields: SearchFields) -> String {
    let names = fields.values.map { "'\($0.storable.replacing("'", with: "''"))'" }.joined(separator: ", ")
    return """
      FROM search_item s JOIN item_version v ON v.id = s.version CROSS JOIN json_each(\(Self.fields)) f ON f.key IN (\(names))
      CROSS JOIN json_each(CASE f.type WHEN 'array' THEN f.value ELSE json_array(f.value) END) e
      """
  }
}
