import GRDB

extension Snapshot {
  /// How far the index of texts has come.
  public func searchState() throws -> SearchState {
    SearchState(
      position: try Int64.fetchOne(database, sql: "SELECT version_position FROM search_state WHERE id = 1") ?? 0,
      end: try versionPosition())
  }

  /// The items whose texts match an FTS5 query, in the order of the items, at most `limit`.
  public func items(matching query: String, limit: Int) throws -> [Int64] {
    let statement = try database.cachedStatement(sql: "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?")
    return try Int64.fetchAll(statement, arguments: [query, limit])
  }

  /// Those of `items` whose texts match an FTS5 query, at 20 µs an item; see ``TextMatcher`` for long beginnings of words.
  public func items(matching query: String, among items: [Int64]) throws -> Set<Int64> {
    let statement = try database.cachedStatement(
      sql: "SELECT rowid FROM search WHERE search MATCH ? AND rowid IN (SELECT value FROM json_each(?))")
    return try Int64.fetchSet(statement, arguments: [query, Self.list(items)])
  }

  /// The items whose texts match an FTS5 query with how well they do (BM25, a word in the title counting four times): the
  /// best first, equal ones in the order of the items.
  public func relevance(ofItemsMatching query: String) throws -> [(item: Int64, relevance: Double)] {
    let statement = try database.cachedStatement(
      sql: "SELECT rowid, -bm25(search, 4.0, 1.0) AS relevance FROM search WHERE search MATCH ? ORDER BY 2 DESC, 1")
    let rows = try Row.fetchCursor(statement, arguments: [query])
    var found: [(Int64, Double)] = []
    while let row = try rows.next() { found.append((try row.value(at: 0), try row.value(at: 1))) }
    return found
  }

  /// For each of `items` that matches an FTS5 query the words around its strongest match, with `open` and `close` around
  /// what matches.
  public func snippets(
    ofItems items: [Int64], matching query: String, open: String, close: String, wordCount: Int
  ) throws -> [Int64: String] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT rowid, snippet(search, -1, ?, ?, '…', ?) FROM search
        WHERE search MATCH ? AND rowid IN (SELECT value FROM json_each(?))
        """)
    let rows = try Row.fetchCursor(statement, arguments: [open, close, wordCount, query, Self.list(items)])
    var snippets: [Int64: String] = [:]
    while let row = try rows.next() { snippets[try row.value(at: 0)] = try row.value(at: 1) as String }
    return snippets
  }

  // MARK: Values and dates

  /// The number of a value of a field, nil when no item has it.
  public func valueNumber(_ value: String, ofField field: String) throws -> Int64? {
    let statement = try database.cachedStatement(sql: "SELECT id FROM search_value WHERE field = ? AND value = ?")
    return try Int64.fetchOne(statement, arguments: [field.storable, value.storable])
  }

  /// The items that have a value, in their order, at most `limit`.
  public func items(withValue value: Int64, limit: Int) throws -> [Int64] {
    let statement = try database.cachedStatement(
      sql: "SELECT item FROM search_value_item WHERE value = ? ORDER BY item LIMIT ?")
    return try Int64.fetchAll(statement, arguments: [value, limit])
  }

  /// Those of `items` that have a value.
  public func items(withValue value: Int64, among items: [Int64]) throws -> Set<Int64> {
    let statement = try database.cachedStatement(
      sql: "SELECT item FROM search_value_item WHERE value = ? AND item IN (SELECT value FROM json_each(?))")
    return try Int64.fetchSet(statement, arguments: [value, Self.list(items)])
  }

  /// Items with a date from `first` to `last` (ISO 8601, compared as text), in no order that matters, at most `limit`.
  public func items(datedFrom first: String, to last: String, limit: Int) throws -> [Int64] {
    let statement = try database.cachedStatement(
      sql: "SELECT item FROM search_item WHERE date >= ? AND date <= ? LIMIT ?")
    return try Int64.fetchAll(statement, arguments: [first, last, limit])
  }

  /// The dates of `items` that have one.
  public func dates(ofItems items: [Int64]) throws -> [Int64: String] {
    let statement = try database.cachedStatement(
      sql: "SELECT item, date FROM search_item WHERE item IN (SELECT value FROM json_each(?)) AND date <> ''")
    let rows = try Row.fetchCursor(statement, arguments: [Self.list(items)])
    var dates: [Int64: String] = [:]
    while let row = try rows.next() { dates[try row.value(at: 0)] = try row.value(at: 1) as String }
    return dates
  }

  /// Calls `body` with the items by date, the newest first, of one day those that came last first, items without a date
  /// last, until it returns false.
  ///
  /// - Parameters:
  ///   - place: where it begins: behind this date and item; nil: at the newest.
  ///   - first: dates before it are left out.
  public func forEachDate(
    behind place: (date: String, item: Int64)? = nil, from first: String = "", to last: String = "\u{10FFFF}",
    _ body: (_ item: Int64, _ date: String) throws -> Bool
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        SELECT item, date FROM search_item WHERE (date, item) < (?, ?) AND date >= ? ORDER BY date DESC, item DESC
        """)
    let begin = place ?? (last, .max)
    let rows = try Row.fetchCursor(statement, arguments: [begin.date, begin.item, first])
    while let row = try rows.next() {
      guard try body(row.value(at: 0), row.value(at: 1)) else { return }
    }
  }

  /// Numbers as a JSON array: one argument of a statement, however many they are.
  static func list(_ items: [Int64]) -> String {
    "[" + items.map(String.init).joined(separator: ",") + "]"
  }
}
