import GRDB

extension Snapshot {
  /// What is wrong with the index of texts, nil when nothing is found: items are found by their titles and, where `isFull`,
  /// there are as many texts as items (which takes a second for a million).
  ///
  /// SQLite's own check would need to write. Damage within a list of places that no title leads to stays unnoticed.
  ///
  /// - Parameter sampleCount: so many items are looked for at most, evenly spread over all; at least 1 (checked).
  public func searchDamage(sampleCount: Int, isFull: Bool) throws -> String? {
    precondition(sampleCount > 0, "at least one item")
    if isFull {
      let (items, texts) = (try count("search_item"), try count("search_docsize"))
      guard items == texts else { return "it has \(texts) texts of \(items) items" }
    }
    let next = try database.makeStatement(
      sql: """
        SELECT s.item, t.title, hex(substr(d.sz, 1, 1)) = '00' AS has_no_word
        FROM search_item s JOIN search_text t ON t.item = s.item LEFT JOIN search_docsize d ON d.id = s.item
        WHERE s.item >= ? ORDER BY s.item LIMIT 1
        """)
    let match = try database.makeStatement(sql: "SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?")
    let last = try Int64.fetchOne(database, sql: "SELECT max(item) FROM search_item") ?? 0
    for begin in stride(from: 1, through: last, by: Int64.Stride(max(1, last / Int64(sampleCount)))) {
      guard let row = try Row.fetchOne(next, arguments: [begin]) else { break }
      let item: Int64 = try row.value(at: 0)
      guard let hasNoWord = try row.value(at: 2) as Bool? else { return "the text of item \(item) is not in it" }
      guard !hasNoWord else { continue }
      let query = "title : \"" + (try row.value(at: 1) as String).replacing("\"", with: "\"\"") + "\""
      guard try Int.fetchOne(match, arguments: [query, item]) == 1 else {
        return "it does not find item \(item) by its title"
      }
    }
    return nil
  }
}
