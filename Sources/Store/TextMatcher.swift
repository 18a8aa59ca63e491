import GRDB

/// Finds out which of a few texts match a query, in an index of their own in memory: by the very rules of the project's
/// index, at a price that depends on these texts alone.
///
/// The project's index has no list for a word's beginning of more than three letters, and gathers all items that have it
/// whenever it is asked about one. Used by one page at a time.
public struct TextMatcher: Sendable {
  private let queue: DatabaseQueue

  /// An empty index.
  ///
  /// - Throws: ``StoreError`` when there is no memory for it.
  public init() throws {
    queue = try ProjectFile.mapping("in memory", 0) {
      let queue = try DatabaseQueue()
      try queue.write {
        try $0.execute(
          sql: """
            CREATE VIRTUAL TABLE search USING fts5 (title, text, tokenize = 'unicode61 remove_diacritics 2')
            """)
      }
      return queue
    }
  }

  /// Those of some texts that match an FTS5 query, each with the words around its strongest match and `open` and `close`
  /// around what matches.
  public func snippets(
    ofTexts texts: [SearchedText], matching query: String, open: String, close: String, wordCount: Int
  ) throws -> [Int64: String] {
    try ProjectFile.mapping("in memory", 0) {
      try queue.writeWithoutTransaction { database in
        var snippets: [Int64: String] = [:]
        // Rolled back, so that nothing is left for the next page.
        try database.inTransaction {
          let insertion = try database.cachedStatement(sql: "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)")
          for text in texts { try insertion.execute(arguments: [text.item, text.title, text.text]) }
          let rows = try Row.fetchCursor(
            database, sql: "SELECT rowid, snippet(search, -1, ?, ?, '…', ?) FROM search WHERE search MATCH ?",
            arguments: [open, close, wordCount, query])
          while let row = try rows.next() { snippets[try row.value(at: 0)] = try row.value(at: 1) as String }
          return .rollback
        }
        return snippets
      }
    }
  }
}

/// What the index of texts has of an item.
public struct SearchedText: Sendable, Hashable {
  /// The item's number.
  public let item: Int64
  /// Its title.
  public let title: String
  /// All other texts of its fields, a line each.
  public let text: String
}

extension Snapshot {
  /// What the index of texts has of `items`, in their order of import; those that it does not have are left out.
  public func searchedTexts(ofItems items: [Int64]) throws -> [SearchedText] {
    let statement = try database.cachedStatement(
      sql: "SELECT item, title, text FROM search_text WHERE item IN (SELECT value FROM json_each(?)) ORDER BY item")
    return try Row.fetchAll(statement, arguments: [Self.list(items)]).map {
      try SearchedText(item: $0.value(at: 0), title: $0.value(at: 1), text: $0.value(at: 2))
    }
  }
}
