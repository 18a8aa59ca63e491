import Foundation
import GRDB
import GarimpoKernels
import Testing

@testable import GarimpoStore

/// What can be read of a damaged file is saved under the numbers that it had, and what is lost is counted.
struct SalvageTests {
  /// A project whose tables take several pages: 500 items, 440 entries in the log.
  private static func fill(_ file: ProjectFile) throws {
    try SampleProject.fill(file)
    let project = try SmallProject(count: 0, file: file)
    try file.write { transaction in
      let importID = try transaction.begin(ImportRecord(at: SmallProject.start, source: "third.csv", recipe: 1))
      let columns = try transaction.columnList("[\"title\"]")
      for number in 61...500 {
        let item = try transaction.addItem(key: "item\(number)", importID: importID)
        _ = try transaction.add(
          SmallProject.version(item: item, importID: importID, columns: columns, title: "Title \(number)"))
      }
      for number in 0..<400 {
        let item = Int64(number % 500 + 1)
        var event = LabelEvent(
          item: item, version: try transaction.snapshot.newestVersion(ofItem: item)?.id ?? 0,
          answer: number % 2 == 0 ? .yes : .no, annotator: "eva", at: SmallProject.start, source: "a test")
        event.asking = Asking(round: 1, model: 1, strategy: "hard", rank: 1, score: 0.5)
        _ = try transaction.append(event)
      }
      try transaction.add(
        (61...500).map { StoredScore(item: Int64($0), version: Int64($0 + 10), score: 0.5, rank: $0) }, toRound: 2)
    }
    try project.file.withConnection { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
  }

  private static func table(_ name: String, of report: BackupReport) -> BackupReport.Table {
    report.tables.first { $0.name == name } ?? BackupReport.Table(name: "none")
  }

  /// Backs up a damaged file; checks what must hold whatever the damage is.
  private static func salvage(
    _ folder: StoreFolder, original: [String: [String]], _ what: Comment
  ) throws -> BackupReport? {
    let (path, target) = (folder.path("p.garimpo"), folder.path("new.garimpo"))
    defer { try? FileManager.default.removeItem(atPath: target) }
    let (names, bytes) = (folder.names, try folder.bytes("p.garimpo"))
    let report: BackupReport
    do { report = try ProjectFile.backup(from: path, to: target) } catch let error as StoreError {
      #expect(error.path == path, "\(error), \(what)")
      #expect(folder.names == names, what)
      return nil
    }
    #expect(try folder.bytes("p.garimpo") == bytes, what)
    #expect(folder.names == (names + ["new.garimpo"]).sorted(), what)

    let content = try ProjectContent.of(target)
    for table in report.tables {
      let (old, new) = (Set(original[table.name] ?? []), content[table.name] ?? [])
      #expect(new.count == table.saved + table.standIns, "\(table.name), \(what)")
      if table.isWhole { #expect(Set(new) == old, "\(table.name), \(what)") }
    }
    // Ids stay, no answer changes; of why it was asked something may be lost.
    func core(_ rows: [String]?) -> Set<String> {
      Set(
        (rows ?? []).map { row in row.prefix(upTo: row.firstRange(of: " note:")?.lowerBound ?? row.endIndex).description
        })
    }
    #expect(core(content["label_event"]).isSubset(of: core(original["label_event"])), what)
    let log = table("label_event", of: report)
    #expect(log.saved + log.lost + log.dropped == original["label_event"]?.count, what)

    // The new file is sound in all but what it lacks.
    let verified = try ProjectFile.verify(target)
    if report.way == .exact {
      // Damage within a text or a model, of which SQLite knows nothing.
      #expect(try verified.findings == ProjectFile.verify(path).findings, what)
    } else {
      let allowed = verified.findings.allSatisfy {
        $0.found.hasSuffix("missing") || $0.found.hasSuffix("stands in for it") || $0.found.hasSuffix("of this kind")
      }
      #expect(allowed, "\(verified.findings), \(what)")
    }
    let file = try ProjectFile(opening: target)
    defer { try? file.close() }
    #expect(try file.write { try $0.columnList("[\"more\"]") } > 0, what)
    var item: ItemVersion?
    try file.read { try $0.forEachItem { item = $1 } }
    if let item {
      let next = try file.write {
        try $0.append(
          LabelEvent(
            item: item.item, version: item.id, answer: .yes, annotator: "eva", at: SmallProject.start, source: "a test")
        )
      }
      #expect(next == 441, "a lost entry's place is not given again: \(what)")
    }
    return report
  }

  @Test func `Around any unreadable page everything else is saved`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", Self.fill)
    let original = try ProjectContent.of(path)
    let whole = try folder.bytes("p.garimpo")
    var random = SplitMix64(seed: 6, stream: 0)
    var (salvaged, complete) = (0, 0)
    let pages = Array(stride(from: 1, to: whole.count / 4096, by: 2))
    for page in pages {
      var bytes = whole
      for offset in page * 4096..<(page + 1) * 4096 {
        bytes[offset] = page % 4 == 1 ? 0 : UInt8(random.next(below: 256))
      }
      try folder.write(bytes, to: "p.garimpo")
      guard let report = try Self.salvage(folder, original: original, "page \(page)") else { continue }
      salvaged += 1
      let labels = Self.table("label_event", of: report).saved
      if labels == 440 { complete += 1 }
    }
    // All but the few pages that hold the list of tables; and most are not of the log.
    #expect(salvaged > pages.count * 3 / 4)
    #expect(complete > salvaged / 2)
  }

  @Test func `Of a leaf of the log only its own entries are lost`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", Self.fill)
    let original = try ProjectContent.of(path)
    let leaf = try Self.leaf(of: "label_event", in: path)
    var bytes = try folder.bytes("p.garimpo")
    for offset in (leaf - 1) * 4096..<leaf * 4096 { bytes[offset] = 0xFF }
    try folder.write(bytes, to: "p.garimpo")
    let report = try #require(try Self.salvage(folder, original: original, "a leaf"))
    let log = Self.table("label_event", of: report)
    #expect(log.lost > 0 && log.lost < 80, "\(log)")
    #expect(report.tables.filter { !$0.isWhole }.map(\.name) == ["label_event"])
    #expect(
      report.sentences.contains { $0.hasSuffix("label_event: \(log.saved) rows saved, \(log.lost) known to be lost") })
  }

  /// The second child of the root of a table, 1-based.
  private static func leaf(of table: String, in path: String) throws -> Int {
    let queue = try DatabaseQueue(path: path)
    let root = try queue.read {
      try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [table]) ?? 0
    }
    try queue.close()
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let page = Array(bytes[(root - 1) * 4096..<root * 4096])
    // An interior page of a table: type 5, 12 bytes of header, then the places of the cells; a cell begins with a child.
    try #require(page[0] == 5, "\(table) takes several pages")
    let cell = Int(page[14]) << 8 | Int(page[15])
    return page[cell..<cell + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  @Test func `Ids of lost items come from their index, and their answers are kept`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", Self.fill)
    let original = try ProjectContent.of(path)
    let leaf = try Self.leaf(of: "item", in: path)
    var bytes = try folder.bytes("p.garimpo")
    for offset in (leaf - 1) * 4096..<leaf * 4096 { bytes[offset] = 0 }
    try folder.write(bytes, to: "p.garimpo")
    let report = try #require(try Self.salvage(folder, original: original, "items"))
    let items = Self.table("item", of: report)
    #expect(items.saved == 500 && items.lost == 0 && items.cut > 0 && items.standIns == 0)
    #expect(report.tables.filter { !$0.isWhole }.map(\.name) == ["item"])
  }

  @Test func `Answers about lost versions are kept beside stand-ins`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", Self.fill)
    let original = try ProjectContent.of(path)
    let leaf = try Self.leaf(of: "item_version", in: path)
    var bytes = try folder.bytes("p.garimpo")
    for offset in (leaf - 1) * 4096..<leaf * 4096 { bytes[offset] = 0 }
    try folder.write(bytes, to: "p.garimpo")
    let report = try #require(try Self.salvage(folder, original: original, "versions"))
    let (log, versions) = (Self.table("label_event", of: report), Self.table("item_version", of: report))
    #expect(log.isWhole)
    #expect(versions.lost > 0 && versions.standIns > 0)
    #expect(Self.table("score", of: report).lost == 0)
  }

  @Test func `Items whose content was lost are told until an import brings it again`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", Self.fill)
    let leaf = try Self.leaf(of: "item_version", in: path)
    var bytes = try folder.bytes("p.garimpo")
    for offset in (leaf - 1) * 4096..<leaf * 4096 { bytes[offset] = 0 }
    try folder.write(bytes, to: "p.garimpo")
    let target = folder.path("new.garimpo")
    let standIns = Self.table("item_version", of: try ProjectFile.backup(from: path, to: target)).standIns
    let findings = try ProjectFile.verify(target).findings
    #expect(standIns > VerificationReport.ceiling && findings.count == VerificationReport.ceiling + 1)
    let first = try #require(findings.first)
    #expect(
      first.description
        == "\(first.place): its content was lost, and an empty version stands in for it; rounds leave it out until the "
        + "table is imported again")
    let file = try ProjectFile(opening: target)
    try file.write { transaction in
      let lost = try (1...500).filter {
        try transaction.snapshot.newestVersion(ofItem: Int64($0))?.isStandIn == true
      }
      #expect(lost.count == standIns)
      for item in lost {
        _ = try transaction.add(SmallProject.version(item: Int64(item), importID: 1, columns: 1, title: "again"))
      }
    }
    try file.close()
    #expect(try ProjectFile.verify(target).isWhole)
  }

  /// As of an overflow page that became zeros: SQLite knows nothing of it.
  @Test(arguments: [
    "raw = '[\"a' || char(0) || '\"]'", "raw = '[\"a\", \"b\"]'", "fields = '{\"a\":'", "columns = 99",
  ])
  func `A version that is not what was stored is found, and is empty in a copy`(_ change: String) throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", Self.fill)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF; DROP TRIGGER item_version_no_update")
      try database.execute(sql: "UPDATE item_version SET \(change) WHERE id = 100")
    }
    try queue.close()
    let finding = try ProjectFile.verify(path).findings.first { $0.area == .items }
    #expect(
      finding?.description
        == "item_version 100: its row or its fields are not what was stored; garimpo backup leaves them out of a copy, "
        + "where the next import of the table brings them again")

    // Something else must be damaged for a copy to be made row by row.
    var bytes = try folder.bytes("p.garimpo")
    bytes[1] ^= 0xFF
    try folder.write(bytes, to: "p.garimpo")
    let target = folder.path("new.garimpo")
    let versions = Self.table("item_version", of: try ProjectFile.backup(from: path, to: target))
    #expect(versions.cut == 1 && versions.standIns == 0)
    let file = try ProjectFile(opening: target)
    #expect(try file.read { try $0.version(100)?.isStandIn } == true)
    #expect(try file.read { try $0.version(99)?.isStandIn } == false)
    try file.close()
  }

  @Test func `Of a file that was cut off the part before is saved`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", Self.fill)
    let original = try ProjectContent.of(path)
    let whole = try folder.bytes("p.garimpo")
    var saved: [Int] = []
    for pages in stride(from: 2, through: whole.count / 4096, by: 5) {
      try folder.write(Array(whole.prefix(pages * 4096 - 100)), to: "p.garimpo")
      let report = try Self.salvage(folder, original: original, "\(pages) pages")
      if let report, case .damaged(let readable, let missing) = try ProjectFile.verify(path).labels {
        let log = Self.table("label_event", of: report)
        #expect(readable == log.saved + log.dropped && missing == log.lost, "\(pages) pages")
      }
      saved.append(report.map { Self.table("label_event", of: $0).saved } ?? 0)
    }
    #expect(saved.last ?? 0 > 300 && saved.sorted() == saved, "\(saved)")
  }

  /// An id that a damaged row claims to have says nothing of rows before it.
  @Test func `Ids that were never given are not lost`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", Self.fill)
    try folder.shell(
      "p.garimpo",
      """
      INSERT INTO item (id, key, first_import, last_import) VALUES (20000, 'a damaged row', 1, 1);
      UPDATE sqlite_sequence SET seq = 500 WHERE name = 'item';
      """)
    var bytes = try folder.bytes("p.garimpo")
    bytes[1] ^= 0xFF
    try folder.write(bytes, to: "p.garimpo")
    let items = Self.table("item", of: try ProjectFile.backup(from: path, to: folder.path("new.garimpo")))
    #expect(items.saved == 501 && items.lost == 0)
  }

  @Test func `A damaged header is put right in the copy`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo", Self.fill)
    let original = try ProjectContent.of(path)
    let whole = try folder.bytes("p.garimpo")
    for offset in Array(0..<24) + [44, 47, 53, 56, 59] {
      var bytes = whole
      bytes[offset] ^= 0x5A
      try folder.write(bytes, to: "p.garimpo")
      let report = try #require(try Self.salvage(folder, original: original, "byte \(offset)"), "byte \(offset)")
      #expect(report.isWhole, "byte \(offset)")
    }
  }

  /// The newest entries are only in the log when the file is damaged.
  @Test func `What waits in the write-ahead log is saved too`() throws {
    let folder = try StoreFolder()
    let file = try ProjectFile(creating: folder.path("live.garimpo"), SmallProject.new)
    try Self.fill(file)
    let project = try SmallProject(count: 0, file: file)
    for item in 1...20 { try project.answer(Int64(item), .no, by: "rui") }
    // As a power cut would leave both; nobody carries anything over meanwhile.
    try folder.write(try folder.bytes("live.garimpo-wal"), to: "p.garimpo-wal")
    var bytes = try folder.bytes("live.garimpo")
    bytes[1] ^= 0xFF
    try folder.write(bytes, to: "p.garimpo")
    try file.close()
    let (path, log) = (folder.path("p.garimpo"), try folder.bytes("p.garimpo-wal"))
    let report = try ProjectFile.backup(from: path, to: folder.path("new.garimpo"))
    #expect(Self.table("label_event", of: report).saved == 460 && report.isWhole)
    #expect(
      try folder.bytes("p.garimpo-wal") == log && folder.bytes("p.garimpo") == bytes, "the damaged one is left alone")
    #expect(try ProjectFile.verify(folder.path("new.garimpo")).labels == .whole(count: 460))
  }

  @Test func `A report says what became of each table`() {
    var log = BackupReport.Table(name: "label_event")
    log.saved = 12
    var scores = BackupReport.Table(name: "score")
    (scores.saved, scores.lost, scores.mayLackMore, scores.dropped) = (90, 3, true, 4)
    var versions = BackupReport.Table(name: "item_version")
    (versions.saved, versions.lost, versions.cut, versions.standIns) = (5, 2, 3, 1)
    let report = BackupReport(
      source: "p.garimpo", target: "new.garimpo", way: .salvaged(because: "database disk image is malformed"),
      byteCount: 4096, tables: [log, scores, versions])
    #expect(
      report.sentences == [
        "new.garimpo: what could be read of p.garimpo, which is damaged (database disk image is malformed)",
        "new.garimpo: label_event: 12 rows saved, none lost",
        "new.garimpo: score: 90 rows saved, 3 known to be lost, there may have been more, 4 dropped, for what they refer "
          + "to is lost",
        "new.garimpo: item_version: 5 rows saved, 2 known to be lost, 3 kept without a part that is lost, 1 empty ones made up, for others refer to them",
        "new.garimpo: compare it with an earlier backup before you go on with it; p.garimpo was left as it is",
      ])
  }
}
