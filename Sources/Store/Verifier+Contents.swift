import GRDB

import struct Foundation.Data

extension Verifier {
  /// Recipes are the texts that were stored, and every item has a version.
  mutating func lookAtItems() {
    lookAtRows(of: "recipe", .items) { verifier, id, row in
      guard Checksum.sha256(Array((try row.value("yaml") as String).utf8)) != (try row.value("sha256") as String) else {
        return
      }
      verifier.note(.items, "recipe \(id)", "its text is not the one that was stored", "fields may be read wrongly")
    }
    look(.items, "item") { verifier in
      verifier.report.itemCount = try Int.fetchOne(verifier.database, sql: "SELECT count(*) FROM item")
      var findings = Ceiling()
      let rows = try Int64.fetchCursor(
        verifier.database,
        sql: """
          SELECT id FROM item WHERE NOT EXISTS (SELECT 1 FROM item_version v WHERE v.item = item.id) ORDER BY id
          """)
      while let id = try rows.next() {
        guard findings.admits() else { continue }
        verifier.note(.items, "item \(id)", "it has no version", "its content is lost; import it again")
      }
      verifier.noteRest(findings, .items, "item")
    }
    lookAtVersions()
    look(.items, "project") { verifier in
      guard try Int.fetchOne(verifier.database, sql: "SELECT count(*) FROM project WHERE id = 1") != 1 else { return }
      verifier.note(.items, "project", "its only row is missing", "name, seed and recipe of the project are lost")
    }
  }

  /// Every version has its row; of stand-ins those are told that no import has followed yet.
  private mutating func lookAtVersions() {
    let columns = "id, item, raw = '\(ItemVersion.lostRow)' AS lost, \(ItemVersion.isReadable) AS readable"
    guard (try? database.cachedStatement(sql: "SELECT \(columns) FROM item_version")) != nil else { return }
    var (unreadable, lost) = (Ceiling(), Ceiling())
    let walk = RowWalk(database, "item_version", columns: columns).forEach { id, row in
      look(.items, "item_version \(id)") { verifier in
        if try row.value("lost") as Bool {
          let item: Int64 = try row.value("item")
          let statement = try verifier.database.cachedStatement(
            sql: "SELECT max(id) FROM item_version WHERE item = ?")
          let newest = try Int64.fetchOne(statement, arguments: [item])
          guard newest == id, lost.admits() else { return }
          verifier.note(
            .items, "item \(item)", "its content was lost, and an empty version stands in for it",
            "rounds leave it out until the table is imported again")
        } else if try !(row.value("readable") as Bool), unreadable.admits() {
          verifier.note(
            .items, "item_version \(id)", "its row or its fields are not what was stored",
            "garimpo backup leaves them out of a copy, where the next import of the table brings them again")
        }
      }
    }
    noteRest(unreadable, .items, "item_version")
    noteRest(lost, .items, "item")
    noteMissing(walk, of: "item_version", .items)
  }

  /// Results and models are those that were stored; a model that `compact` dropped has no bytes.
  mutating func lookAtRounds() {
    lookAtRows(of: "round", .rounds) { verifier, id, row in
      let result = Checksum.sha256(Array((try row.value("result") as String).utf8))
      guard try result != row.value("result_sha256") as String else { return }
      verifier.note(
        .rounds, "round \(id)", "its result is not the one that was stored",
        "do not trust its figures; garimpo replay computes them again")
    }
    look(.rounds, "round") { verifier in
      verifier.report.roundCount = try Int.fetchOne(verifier.database, sql: "SELECT count(*) FROM round")
    }
    lookAtRows(of: "model", .rounds) { verifier, id, row in
      let bytes = Array(try row.value("bytes") as Data)
      guard try !bytes.isEmpty && Checksum.sha256(bytes) != row.value("sha256") as String else { return }
      verifier.note(
        .rounds, "model \(id)", "it is not the one that was stored",
        "do not score with it; run a round for a new one")
    }
  }

  /// Calls `body` with each row of a table that can be read, and notes those that cannot.
  private mutating func lookAtRows(
    of table: String, _ area: Area, _ body: (inout Verifier, Int64, Row) throws -> Void
  ) {
    guard (try? database.cachedStatement(sql: "SELECT * FROM \(table)")) != nil else { return }
    let walk = RowWalk(database, table).forEach { id, row in
      look(area, "\(table) \(id)") { try body(&$0, id, row) }
    }
    noteMissing(walk, of: table, area)
  }

  private mutating func noteMissing(_ walk: RowWalk.Result, of table: String, _ area: Area) {
    guard walk.isDamaged else { return }
    let count = walk.missingCount
    note(
      area, table, count == 1 ? "1 row cannot be read" : "\(count) rows cannot be read",
      "they are lost to this program")
  }
}
