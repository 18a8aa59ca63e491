import GRDB

import struct Foundation.Data

/// Makes the references of a salvaged project hold.
///
/// An answer is never dropped because what it is about is lost: the item, or the version that was seen, gets a stand-in
/// without content, which the next import of the table follows with a new version. Other rows that refer to lost ones,
/// such as scores, are dropped.
struct SalvageMending {
  let damaged: Database
  let new: Database
  private(set) var tables: [BackupReport.Table]

  private static let unknownTime = "1970-01-01 00:00:00.000"

  init(damaged: Database, new: Database, tables: [BackupReport.Table]) {
    self.damaged = damaged
    self.new = new
    self.tables = tables
  }

  mutating func run() throws {
    try mendProject()
    try mendItems()
    try mendVersions()
    try mendRounds()
    try mendLabels()
    for (table, column, parent) in Self.dispensable {
      try drop(
        from: table, where: "\(column) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \(parent) p WHERE p.id = \(column))")
    }
    if try Row.fetchOne(new, sql: "PRAGMA foreign_key_check") != nil {
      throw StoreProblem(.failed(detail: "what could be read does not fit together: use an earlier backup"))
    }
  }

  /// References without which a row says nothing.
  private static let dispensable = [
    ("batch_item", "round", "round"), ("batch_item", "item", "item"), ("batch_item", "version", "item_version"),
    ("score", "round", "round"), ("score", "item", "item"), ("score", "version", "item_version"),
    ("duplicate", "item", "item"), ("duplicate", "other", "item"),
    ("lease", "item", "item"), ("lease", "round", "round"), ("lease", "model", "model"), ("seen", "item", "item"),
    ("model_choice", "round", "round"), ("model_choice", "newest_round", "round"),
  ]

  private mutating func mendProject() throws {
    try standIn(
      "project",
      """
      INSERT INTO project (id, name, recipe, seed, created_at, created_with)
      SELECT 1, 'salvaged', coalesce((SELECT max(id) FROM recipe), 1), 0, '\(Self.unknownTime)', 'unknown'
      WHERE NOT EXISTS (SELECT 1 FROM project)
      """)
    let lost = try Int64.fetchAll(
      new,
      sql: """
        SELECT recipe FROM project UNION SELECT recipe FROM import UNION SELECT recipe FROM round
        EXCEPT SELECT id FROM recipe
        """)
    for id in lost {
      let text = "# recipe \(id) was lost\n"
      try standIn(
        "recipe", "INSERT INTO recipe (id, name, source, sha256, yaml, added_at) VALUES (?, 'lost', 'lost', ?, ?, ?)",
        [id, Checksum.sha256(Array(text.utf8)), text, Self.unknownTime])
    }
  }

  private mutating func mendItems() throws {
    try takeKeysFromIndex()
    try standIn(
      "item",
      """
      INSERT OR IGNORE INTO item (id, key, first_import, last_import)
      SELECT id, 'lost item ' || id, 0, 0
      FROM (SELECT item AS id FROM label_event UNION SELECT item FROM item_version EXCEPT SELECT id FROM item)
      """)
    // What an item does not know any more, its versions do.
    try new.execute(
      sql: """
        UPDATE item SET
          first_import = coalesce((SELECT min(import) FROM item_version v WHERE v.item = item.id), 1),
          last_import = coalesce((SELECT max(import) FROM item_version v WHERE v.item = item.id), 1)
        WHERE first_import = 0
        """)
    try standIn(
      "import",
      """
      INSERT INTO import (id, at, source, recipe)
      SELECT id, '\(Self.unknownTime)', 'lost', (SELECT recipe FROM project)
      FROM (SELECT first_import AS id FROM item UNION SELECT last_import FROM item UNION SELECT import FROM item_version
            EXCEPT SELECT id FROM import)
      """)
  }

  /// The index on the keys of the items has each once more, without the imports: it is read from both ends.
  private mutating func takeKeysFromIndex() throws {
    guard let place = tables.firstIndex(where: { $0.name == "item" && !$0.isWhole }) else { return }
    for order in ["ASC", "DESC"] {
      let rows = try? Row.fetchCursor(
        damaged, sql: "SELECT id, key FROM item INDEXED BY sqlite_autoindex_item_1 ORDER BY key \(order)")
      while let row = try? rows?.next(), let id = try? row.value("id") as Int64,
        let key = try? row.value("key") as String
      {
        try new.execute(
          sql: "INSERT OR IGNORE INTO item (id, key, first_import, last_import) VALUES (?, ?, 0, 0)",
          arguments: [id, key])
        let changed = new.changesCount
        tables[place].saved += changed
        tables[place].cut += changed
        tables[place].lost = max(0, tables[place].lost - changed)
      }
    }
  }

  /// A version that was seen when an answer was given, and one for each item that has none.
  private mutating func mendVersions() throws {
    let content = "import, observed_at, title, fields, columns, raw, content, sketch"
    let empty = "first_import, 0, '', '{}', 0, '\(ItemVersion.lostRow)', 0, x''"
    try standIn(
      "item_version",
      """
      INSERT INTO item_version (id, item, \(content))
      SELECT l.version, i.id, \(empty)
      FROM (SELECT version, min(item) AS item FROM label_event GROUP BY version) l JOIN item i ON i.id = l.item
      WHERE NOT EXISTS (SELECT 1 FROM item_version v WHERE v.id = l.version)
      """)
    try standIn(
      "item_version",
      """
      INSERT INTO item_version (item, \(content))
      SELECT id, \(empty) FROM item WHERE NOT EXISTS (SELECT 1 FROM item_version v WHERE v.item = item.id) ORDER BY id
      """)
    try takeColumnListsFromIndex()
    try emptyVersions()
    // The list that belongs to an empty row makes no difference.
    try new.execute(
      sql: """
        UPDATE item_version SET columns = (SELECT coalesce(max(id), 1) FROM column_list)
        WHERE columns NOT IN (SELECT id FROM column_list)
        """)
    try standIn(
      "column_list",
      """
      INSERT INTO column_list (id, names)
      SELECT id, '["list ' || id || ' was lost"]'
      FROM (SELECT columns AS id FROM item_version EXCEPT SELECT id FROM column_list)
      """)
  }

  /// The index on the names of the lists has each once more.
  private mutating func takeColumnListsFromIndex() throws {
    guard let place = tables.firstIndex(where: { $0.name == "column_list" && !$0.isWhole }) else { return }
    let rows = try? Row.fetchCursor(
      damaged, sql: "SELECT id, names FROM column_list INDEXED BY sqlite_autoindex_column_list_1 ORDER BY names")
    while let row = try? rows?.next(), let id = try? row.value("id") as Int64,
      let names = try? row.value("names") as String
    {
      try new.execute(sql: "INSERT OR IGNORE INTO column_list (id, names) VALUES (?, ?)", arguments: [id, names])
      let changed = new.changesCount
      tables[place].saved += changed
      tables[place].lost = max(0, tables[place].lost - changed)
    }
  }

  /// A version whose row is no longer what was stored, or whose columns are lost, keeps what else can be read.
  private mutating func emptyVersions() throws {
    let isEmpty = "raw = '\(ItemVersion.lostRow)'"
    try cut(
      "item_version",
      """
      UPDATE item_version SET
        raw = '\(ItemVersion.lostRow)', fields = CASE WHEN json_valid(fields) THEN fields ELSE '{}' END, content = 0,
        sketch = x''
      WHERE NOT (\(isEmpty)) AND NOT \(ItemVersion.isReadable)
      """)
  }

  /// A round is kept without its model, as `compact` leaves it: it can be built again.
  private mutating func mendRounds() throws {
    for id in try Int64.fetchAll(new, sql: "SELECT id FROM model WHERE length(bytes) > 0 ORDER BY id") {
      guard let row = try Row.fetchOne(new, sql: "SELECT sha256, bytes FROM model WHERE id = ?", arguments: [id]),
        try Checksum.sha256(Array(row.value("bytes") as Data)) != row.value("sha256") as String
      else { continue }
      try cut("model", "UPDATE model SET bytes = x'' WHERE id = ?", [id])
    }
    try standIn(
      "model",
      """
      INSERT INTO model (id, sha256, at, format, bytes)
      SELECT id, '', '\(Self.unknownTime)', 0, x'' FROM (SELECT model AS id FROM round EXCEPT SELECT id FROM model)
      """)
  }

  private mutating func mendLabels() throws {
    let parents = ["import", "round", "model"]
    func isLost(_ parent: String) -> String {
      "\(parent) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \(parent) p WHERE p.id = label_event.\(parent))"
    }
    try cut(
      "label_event",
      """
      UPDATE label_event SET \(parents.map { "\($0) = CASE WHEN \(isLost($0)) THEN NULL ELSE \($0) END" }
        .joined(separator: ", "))
      WHERE \(parents.map { "(\(isLost($0)))" }.joined(separator: " OR "))
      """)
    // Of an answer that is lost itself.
    try drop(
      from: "label_event",
      where: "undoes IS NOT NULL AND NOT EXISTS (SELECT 1 FROM label_event e WHERE e.id = label_event.undoes)")
  }

  // MARK: Counting

  private mutating func standIn(_ table: String, _ sql: String, _ arguments: StatementArguments = []) throws {
    try new.execute(sql: sql, arguments: arguments)
    let changed = new.changesCount
    count(table) { $0.standIns += changed }
  }

  private mutating func cut(_ table: String, _ sql: String, _ arguments: StatementArguments = []) throws {
    try new.execute(sql: sql, arguments: arguments)
    let changed = new.changesCount
    count(table) { $0.cut += changed }
  }

  private mutating func drop(from table: String, where condition: String) throws {
    try new.execute(sql: "DELETE FROM \(table) WHERE \(condition)")
    let changed = new.changesCount
    count(table) {
      $0.dropped += changed
      $0.saved -= changed
    }
  }

  private mutating func count(_ table: String, _ change: (inout BackupReport.Table) -> Void) {
    for place in tables.indices where tables[place].name == table { change(&tables[place]) }
  }
}
