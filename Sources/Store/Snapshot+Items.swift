import GRDB

import struct Foundation.Data

extension Snapshot {
  /// How many items the project has.
  public func itemCount() throws -> Int { try count("item") }

  /// The numbers of the items, ascending; those of a file that was saved from damage may have gaps.
  public func itemNumbers() throws -> [Int64] {
    try Int64.fetchAll(database, sql: "SELECT id FROM item ORDER BY id")
  }

  /// The number of the newest version of any item, 0 when there is none.
  public func versionPosition() throws -> Int64 { try newest("item_version") }

  /// The number of the newest list of columns, 0 when there is none.
  public func columnListPosition() throws -> Int64 { try newest("column_list") }

  /// The item with this id, or nil.
  public func item(key: String) throws -> StoredItem? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM item WHERE key = ?")
    return try Row.fetchOne(statement, arguments: [key.storable]).map(StoredItem.init)
  }

  /// The item with this number, or nil.
  public func item(_ id: Int64) throws -> StoredItem? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM item WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map(StoredItem.init)
  }

  /// What an import needs to know of an item that may be there already.
  public struct KnownItem: Sendable, Hashable {
    /// The item's number.
    public let item: Int64
    /// The import that it was seen in last.
    public let lastImport: Int64
    /// The number of its newest version.
    public let version: Int64
    /// The hash of that version's content.
    public let content: UInt64
  }

  /// The item with this id and its newest version, without their texts; nil when there is none.
  public func known(key: String) throws -> KnownItem? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT i.id, i.last_import, v.id, v.content FROM item i JOIN item_version v
          ON v.id = (SELECT max(id) FROM item_version WHERE item = i.id)
        WHERE i.key = ?
        """)
    return try Row.fetchOne(statement, arguments: [key.storable]).map {
      try KnownItem(
        item: $0.value(at: 0), lastImport: $0.value(at: 1), version: $0.value(at: 2),
        content: UInt64(bitPattern: $0.value(at: 3)))
    }
  }

  /// The newest version of an item.
  public func newestVersion(ofItem item: Int64) throws -> ItemVersion? {
    let statement = try database.cachedStatement(
      sql: "SELECT * FROM item_version WHERE item = ? ORDER BY id DESC LIMIT 1")
    return try Row.fetchOne(statement, arguments: [item]).map(ItemVersion.init)
  }

  /// All versions of an item, oldest first.
  public func versions(ofItem item: Int64) throws -> [ItemVersion] {
    try Row.fetchAll(database, sql: "SELECT * FROM item_version WHERE item = ? ORDER BY id", arguments: [item])
      .map(ItemVersion.init)
  }

  /// The version with this number.
  public func version(_ id: Int64) throws -> ItemVersion? {
    let statement = try database.cachedStatement(sql: "SELECT * FROM item_version WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map(ItemVersion.init)
  }

  /// Whether the content of a version was lost.
  public func isStandIn(version: Int64) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: "SELECT raw = '\(ItemVersion.lostRow)' FROM item_version WHERE id = ?")
    return try Bool.fetchOne(statement, arguments: [version]) ?? false
  }

  /// Calls `body` with every item, in the order of first import, in the version that was its newest when `position` was
  /// the newest version of all (nil: now); items that came later are left out.
  public func forEachItem(
    asOf position: Int64? = nil, _ body: (_ key: String, _ version: ItemVersion) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT i.key, v.* FROM item i JOIN item_version v
          ON v.id = (SELECT max(id) FROM item_version WHERE item = i.id AND id <= ?)
        ORDER BY i.id
        """, arguments: [position ?? .max])
    while let row = try rows.next() { try body(row.value(at: 0), ItemVersion(row)) }
  }

  /// The names of a list of columns, a JSON array.
  public func columnNames(_ list: Int64) throws -> String {
    let statement = try database.cachedStatement(sql: "SELECT names FROM column_list WHERE id = ?")
    guard let names = try String.fetchOne(statement, arguments: [list]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "there is no list of columns \(list)")
    }
    return names
  }

  /// All lists of columns by number.
  public func columnLists() throws -> [Int64: String] {
    let rows = try Row.fetchAll(database, sql: "SELECT id, names FROM column_list")
    return Dictionary(try rows.map { try ($0.value("id"), $0.value("names")) }) { first, _ in first }
  }

  /// The imports, newest first.
  public func imports(limit: Int? = nil) throws -> [ImportRecord] {
    try Row.fetchAll(database, sql: "SELECT * FROM import ORDER BY id DESC LIMIT ?", arguments: [limit ?? -1])
      .map(ImportRecord.init)
  }

  // MARK: Duplicates

  /// All pairs of duplicates, in the order of the items.
  public func duplicates() throws -> [DuplicatePair] {
    try Row.fetchAll(database, sql: "SELECT * FROM duplicate ORDER BY item, other").map(DuplicatePair.init)
  }

  /// The pairs that an item is in.
  public func duplicates(ofItem item: Int64) throws -> [DuplicatePair] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT * FROM duplicate WHERE item = ?1 UNION ALL SELECT * FROM duplicate WHERE other = ?1
        ORDER BY item, other
        """)
    return try Row.fetchAll(statement, arguments: [item]).map(DuplicatePair.init)
  }

  /// Calls `body` with number, newest version and sketch of every item, in the order of first import.
  public func forEachSketch(_ body: (_ item: Int64, _ version: Int64, _ sketch: [UInt8]) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT i.id, v.id, v.sketch FROM item i JOIN item_version v
          ON v.id = (SELECT max(id) FROM item_version WHERE item = i.id)
        ORDER BY i.id
        """)
    while let row = try rows.next() {
      try body(try row.value(at: 0), try row.value(at: 1), Array(try row.value(at: 2) as Data))
    }
  }
}

extension StoredItem {
  init(_ row: Row) throws {
    try self.init(
      id: row.value("id"), key: row.value("key"), firstImport: row.value("first_import"),
      lastImport: row.value("last_import"))
  }
}

extension ItemVersion {
  init(_ row: Row) throws {
    try self.init(
      item: row.value("item"), importID: row.value("import"), observedAt: row.value("observed_at"),
      title: row.value("title"), link: row.value("link"), picture: row.value("picture"), fields: row.value("fields"),
      columns: row.value("columns"), raw: row.value("raw"), content: UInt64(bitPattern: row.value("content")),
      sketch: Array(row.value("sketch") as Data))
    id = try row.value("id")
  }
}

extension DuplicatePair {
  init(_ row: Row) throws {
    let (item, other): (Int64, Int64) = (try row.value("item"), try row.value("other"))
    guard let kind = Kind(rawValue: try row.value("kind")), item < other else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "duplicate: a pair that cannot be")
    }
    self.init(item: item, other: other, kind: kind, similarity: try row.value("similarity"))
  }
}

extension ImportRecord {
  init(_ row: Row) throws {
    try self.init(at: row.value("at"), source: row.value("source"), recipe: row.value("recipe"))
    id = try row.value("id")
    rowCount = try row.value("row_count")
    newCount = try row.value("new_count")
    changedCount = try row.value("changed_count")
    unchangedCount = try row.value("unchanged_count")
    labelCount = try row.value("label_count")
    report = try row.value("report")
  }
}
