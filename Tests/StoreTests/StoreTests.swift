import Foundation
import GRDB
import Testing

@testable import GarimpoStore

/// What is written is read back: items, rounds, leases, exports, duplicates, the project itself.
struct StoreTests {
  private static func filled() throws -> ProjectFile {
    let file = try ProjectFile(inMemory: SmallProject.new)
    try SampleProject.fill(file)
    return file
  }

  @Test func `A project says what it was made with`() throws {
    let project = try ProjectFile(inMemory: SmallProject.new).read { try $0.project() }
    #expect(project.name == "small" && project.seed == 7 && project.createdWith == "a test")
    #expect(project.createdAt == SmallProject.start)
    #expect(project.recipe.yaml == "name: tiny\n" && project.recipe.source == "tiny.yaml")
    #expect(project.recipe.sha256 == Checksum.sha256(Array("name: tiny\n".utf8)))
  }

  @Test(arguments: [0, 1, UInt64(Int64.max), UInt64(Int64.max) + 1, .max])
  func `A seed may be any 64 bits`(_ seed: UInt64) throws {
    var new = SmallProject.new
    new.seed = seed
    #expect(try ProjectFile(inMemory: new).read { try $0.project().seed } == seed)
  }

  @Test func `A recipe is kept once, and another can be put to use`() throws {
    let file = try ProjectFile(inMemory: SmallProject.new)
    let other = NewRecipe(name: "other", source: "other.yaml", yaml: "name: other\n")
    let (first, second, again) = try file.write {
      (
        try $0.keep(SmallProject.new.recipe, at: SmallProject.start), try $0.keep(other, at: SmallProject.start),
        try $0.keep(other, at: SmallProject.start)
      )
    }
    #expect([first, second, again] == [1, 2, 2])
    #expect(try file.read { try $0.project().recipe.name } == "tiny")
    try file.write { try $0.use(recipe: second) }
    #expect(try file.read { try $0.project().recipe.name } == "other")
  }

  // MARK: Items

  @Test func `An import ends with what it came to`() throws {
    let file = try ProjectFile(inMemory: SmallProject.new)
    var record = ImportRecord(at: SmallProject.start, source: "it's \"x\".csv", recipe: 1)
    record.id = try file.write { try $0.begin(record) }
    (record.rowCount, record.newCount, record.changedCount) = (9, 4, 3)
    (record.unchangedCount, record.labelCount, record.report) = (2, 1, "{\"blank\":1}")
    try file.write { try $0.finish(record) }
    let second = try file.write { try $0.begin(ImportRecord(at: SmallProject.start, source: "b.csv", recipe: 1)) }
    #expect(try file.read { try $0.imports() }.map(\.id) == [second, record.id])
    #expect(try file.read { try $0.imports(limit: 1) }.map(\.source) == ["b.csv"])
    #expect(try file.read { try $0.imports() }.last == record)
  }

  /// As in a file that was saved from damage.
  @Test func `What has gaps in its numbers is counted by what is there`() throws {
    let file = try SmallProject().file
    try file.withConnection { database in
      try database.execute(sql: "UPDATE sqlite_sequence SET seq = 70")
      try database.execute(sql: "INSERT INTO sqlite_sequence (name, seq) VALUES ('label_event', 70)")
    }
    let more = try SmallProject.add(2, to: file)
    try file.write { transaction in
      for item in [Int64(1), 72] {
        let version = try #require(try transaction.snapshot.newestVersion(ofItem: item))
        _ = try transaction.append(
          LabelEvent(
            item: item, version: version.id, answer: .yes, annotator: "ana", at: SmallProject.start, source: "a test"))
      }
    }
    let counts = try file.read { try $0.counts() }
    #expect(more == 5 && counts.items == 5 && counts.versions == 5)
    #expect(counts.imports == 2 && counts.labelEvents == 2 && counts.rounds == 0)
    #expect(try file.read { try $0.itemNumbers() } == [1, 2, 3, 71, 72])
  }

  @Test func `Items are seen as they were at any version`() throws {
    let file = try Self.filled()
    func titles(asOf position: Int64?) throws -> [String] {
      try file.read { snapshot in
        var titles: [String] = []
        try snapshot.forEachItem(asOf: position) { key, version in titles.append("\(key): \(version.title)") }
        return titles
      }
    }
    #expect(try titles(asOf: 0) == [])
    #expect(try titles(asOf: 2) == ["item1: Title 1", "item2: Title 2"])
    #expect(try titles(asOf: 60) == (1...60).map { "item\($0): Title \($0)" })
    #expect(try titles(asOf: 61).prefix(2) == ["item1: New title 1", "item2: Title 2"])
    #expect(try titles(asOf: nil) == (1...60).map { "item\($0): \($0 <= 10 ? "New title" : "Title") \($0)" })
  }

  @Test func `An item is found by number, id and title, with all its versions`() throws {
    let file = try Self.filled()
    try file.read { (snapshot) throws in
      let item = try snapshot.item(key: "item7")
      #expect(item == StoredItem(id: 7, key: "item7", firstImport: 1, lastImport: 2))
      #expect(try snapshot.item(7) == item)
      #expect(try snapshot.item(key: "item77") == nil && snapshot.item(77) == nil)
      #expect(try snapshot.versions(ofItem: 7).map(\.title) == ["Title 7", "New title 7"])
      #expect(try snapshot.newestVersion(ofItem: 7)?.title == "New title 7")
      #expect(try snapshot.newestVersion(ofItem: 77) == nil && snapshot.versions(ofItem: 77) == [])
      #expect(try snapshot.version(7)?.title == "Title 7" && snapshot.version(777) == nil)
      var titles: [Int64: String] = [:]
      try snapshot.forEachTitle { item, key, title in titles[item] = "\(key): \(title)" }
      #expect(titles.count == 60 && titles[7] == "item7: New title 7" && titles[17] == "item17: Title 17")
      #expect(try snapshot.known(key: "item7")?.version == 67 && snapshot.known(key: "item7")?.lastImport == 2)
      #expect(try snapshot.itemCount() == 60 && snapshot.versionPosition() == 70)
      #expect(try snapshot.columnLists() == [1: "[\"title\"]", 2: "[\"title\",\"views\"]"])
      #expect(try snapshot.columnNames(2) == "[\"title\",\"views\"]")
    }
  }

  @Test func `A version is read back bit by bit`() throws {
    let file = try Self.filled()
    var version = ItemVersion(
      item: 1, importID: 1, observedAt: -5, title: "ação\n\"'", link: "https://a.b/?c=1&d", picture: "p",
      fields: "{\"views\":1.5}", columns: 2, raw: "[null,\"\"]", content: .max, sketch: [0, 255, 1])
    version.id = try file.write { try $0.add(version) }
    #expect(try file.read { try $0.version(version.id) } == version)
    var sketches: [[UInt8]] = []
    try file.read { try $0.forEachSketch { _, _, sketch in sketches.append(sketch) } }
    #expect(sketches.first == [0, 255, 1])
  }

  /// SQLite would end the text there, and take two ids for one.
  @Test func `A NUL in a text is kept as a replacement character`() throws {
    let file = try Self.filled()
    let items = try file.write { try [$0.addItem(key: "a\0b", importID: 1), $0.addItem(key: "a\0c", importID: 1)] }
    #expect(items == [61, 62])
    #expect(try file.read { try $0.item(key: "a\0c") }?.id == 62)
    var version = SmallProject.version(item: 61, importID: 1, columns: 1, title: "x\0y")
    version.id = try file.write { try $0.add(version) }
    #expect(try file.read { try $0.version(version.id) }?.title == "x\u{FFFD}y")
  }

  @Test func `An id is given once`() throws {
    let file = try Self.filled()
    let error = #expect(throws: StoreError.self) { try file.write { _ = try $0.addItem(key: "item7", importID: 1) } }
    #expect(error?.problem == .refused(detail: "UNIQUE constraint failed: item.key"))
  }

  @Test func `Pairs of duplicates are found from both sides, and forgotten with a changed text`() throws {
    let file = try Self.filled()
    let (near, exact) = (
      DuplicatePair(item: 3, other: 7, kind: .near, similarity: 0.8),
      DuplicatePair(item: 3, other: 9, kind: .exact, similarity: 1)
    )
    #expect(try file.read { try $0.duplicates() } == [near, exact])
    #expect(try file.read { try $0.duplicates(ofItem: 3) } == [near, exact])
    #expect(try file.read { try $0.duplicates(ofItem: 9) } == [exact])
    #expect(try file.read { try $0.duplicates(ofItem: 1) } == [])
    try file.write { try $0.removeDuplicates(ofItem: 7) }
    #expect(try file.read { try $0.duplicates() } == [exact])
    try file.write { try $0.removeDuplicates(ofItem: 3) }
    #expect(try file.read { try $0.duplicates() } == [])
  }

  // MARK: Rounds

  @Test func `A round is read back with its model, batch and scores`() throws {
    let file = try Self.filled()
    try file.read { (snapshot) throws in
      var expected = SampleProject.record(2)
      (expected.id, expected.model) = (2, 2)
      #expect(try snapshot.round(2) == expected)
      #expect(try snapshot.rounds().map(\.id) == [1, 2] && snapshot.newestRound() == 2 && snapshot.round(3) == nil)
      let model = try snapshot.model(2)
      #expect(model?.bytes == (0..<9000).map { UInt8(truncatingIfNeeded: $0 &* 2) } && model?.format == 1)
      #expect(try snapshot.modelChecksum(2) == model?.sha256 && snapshot.model(3) == nil)
      #expect(try snapshot.modelChecksum(3) == nil)
      let batch = try snapshot.batch(ofRound: 2)
      #expect(batch.map(\.item) == [41, 42, 43, 44, 45] && batch.map(\.place) == [1, 2, 3, 4, 5])
      #expect(batch.map(\.inclusionProbability) == [1, 1, 1, 0.1, 0.1])
      #expect(try snapshot.askings(ofItem: 44).map(\.round) == [2, 1])
      #expect(try snapshot.askings(ofItem: 44).map(\.strategy) == ["random", "random"])
      #expect(try snapshot.scores(ofRound: 1).map(\.item) == Array(31...60).reversed())
      #expect(try snapshot.scores(ofItem: 60).map(\.round) == [1, 2])
      #expect(try snapshot.scores(ofItem: 60).map(\.score.rank) == [1, 1])
      #expect(try snapshot.scores(ofItem: 1).isEmpty)
      #expect(try snapshot.rankedItems(ofRound: 1) == Array(31...60).reversed())
      #expect(try snapshot.rankedItems(ofRound: 3).isEmpty)
      for rank in [0, 1, 29, 30] {
        var items: [Int64] = []
        try snapshot.forEachRankedScore(ofRound: 1, after: rank) {
          items.append($0.item)
          return true
        }
        #expect(items == Array(31...60).reversed().dropFirst(rank).map { Int64($0) })
      }
    }
  }

  @Test func `An item that came after a round gets a score without a rank, and keeps it`() throws {
    let file = try Self.filled()
    for score in [0.25, 0.75] {
      try file.write { try $0.add([StoredScore(item: 1, version: 61, score: score, rank: nil)], toRound: 2) }
      #expect(
        try file.read { try $0.scores(ofItem: 1) }.map(\.score)
          == [StoredScore(item: 1, version: 61, score: 0.25, rank: nil)])
    }
  }

  @Test func `A model that is not the one stored is an error`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    try folder.shell("p.garimpo", "DROP TRIGGER model_no_update; UPDATE model SET bytes = x'00' WHERE id = 1")
    let error = #expect(throws: StoreError.self) { _ = try ProjectFile(opening: path).read { try $0.model(1) } }
    #expect(error?.problem == .damaged(detail: "model 1 is not the one that was stored"))
  }

  @Test func `A lease runs out, is given anew, and ends`() throws {
    let file = try Self.filled()
    let start = SmallProject.start
    var lease = Lease(
      item: 41, annotator: "ana", until: start.addingTimeInterval(900),
      asking: Asking(
        round: 2, model: 2, strategy: "hard", rank: 1, score: 0.5, inclusionProbability: 1, modelPosition: 39))
    #expect(try file.read { try $0.leases(at: start) } == [lease])
    #expect(try file.read { try $0.leases(at: start.addingTimeInterval(899)) }.count == 1)
    #expect(try file.read { try $0.leases(at: start.addingTimeInterval(900)) } == [], "to the second")
    #expect(try file.read { try $0.lease(ofItem: 41, annotator: "ana") } == lease, "known, though it has run out")
    #expect(try file.read { try $0.lease(ofItem: 41, annotator: "rui") } == nil)

    lease.until = start.addingTimeInterval(2000)
    lease.asking = Asking(strategy: "recheck")
    try file.write { try $0.add(lease) }
    #expect(try file.read { try $0.leases(at: start.addingTimeInterval(1000)) } == [lease])
    try file.write { try $0.removeLeases(runOutBefore: start.addingTimeInterval(1999)) }
    #expect(try file.read { try $0.lease(ofItem: 41, annotator: "ana") } == lease)
    try file.write { try $0.removeLeases(runOutBefore: start.addingTimeInterval(2000)) }
    #expect(try file.read { try $0.lease(ofItem: 41, annotator: "ana") } == nil)
    try file.write { try $0.add(lease) }
    try file.write { try $0.removeLease(ofItem: 41, annotator: "ana") }
    #expect(try file.read { try $0.leases(at: start) } == [])
  }

  @Test func `Exports are kept in order`() throws {
    let file = try Self.filled()
    var second = ExportRecord(at: SmallProject.start, labelPosition: 41, target: "b.xlsx", rowCount: 2)
    second.id = try file.write { try $0.add(second) }
    #expect(try file.read { try $0.exports() }.map(\.target) == ["b.xlsx", "labels.csv"])
    #expect(try file.read { try $0.export(second.id) } == second)
    #expect(try file.read { try $0.export(99) } == nil)
  }

  @Test func `A hard item that a live model asks stands in for one of the batch, and no more than the batch has`()
    throws
  {
    let file = try Self.filled()
    func answered() throws -> [Int] {
      let counted = try file.read { try $0.counts() }
      let viewed = try file.withConnection {
        try Int.fetchAll($0, sql: "SELECT answered FROM round_summary ORDER BY round")
      }
      #expect(counted.asked == 5 && viewed[1] == counted.answered)
      return viewed
    }
    func answer(_ item: Int64, _ answer: LabelEvent.Answer, _ asking: Asking?) throws {
      try file.write { transaction in
        var event = LabelEvent(
          item: item, version: item, answer: answer, annotator: "eva", at: SmallProject.start, source: "a test")
        event.asking = asking
        _ = try transaction.append(event)
      }
    }
    #expect(try answered() == [0, 0])
    let live = Asking(round: 2, model: 2, strategy: "hard", modelPosition: 40)
    try answer(50, .yes, live)
    #expect(try answered() == [0, 1])
    try answer(50, .no, live)
    #expect(try answered() == [0, 1], "an item counts once")
    try answer(51, .no, Asking(round: 2, model: 2, strategy: "certain"))
    try answer(52, .no, nil)
    try answer(53, .skip, live)
    #expect(try answered() == [0, 1], "no hard item, nothing asked, no answer")
    try answer(41, .no, live)
    #expect(try answered() == [1, 2], "an item of the batch counts for each round that has it, and once")
    for item in 54...60 { try answer(Int64(item), .yes, live) }
    #expect(try answered() == [1, 5])
  }

  @Test func `What was seen is marked once, by each for themselves, and may be taken back`() throws {
    let file = try SmallProject().file
    try file.write { try $0.markSeen([1, 3, 3], annotator: "ana", at: SmallProject.start) }
    try file.write { try $0.markSeen([3], annotator: "rui", at: SmallProject.start) }
    try file.write { try $0.markUnseen([1, 2], annotator: "ana") }
    #expect(try file.read { try $0.seenItems(of: "ana") } == [3])
    #expect(try file.read { try $0.seenItems(of: "rui") } == [3] && file.read { try $0.seenItems(of: "eva") } == [])
    let error = #expect(throws: StoreError.self) {
      try file.write { try $0.markSeen([9], annotator: "ana", at: SmallProject.start) }
    }
    #expect(error?.problem == .refused(detail: "FOREIGN KEY constraint failed"))
  }

  @Test func `An account is closed, and opened again under its name`() throws {
    let file = try ProjectFile(inMemory: SmallProject.new)
    var account = Account(name: "ana", role: .owner, tokenHash: "a", createdAt: SmallProject.start)
    try file.write { try $0.add(account) }
    #expect(try file.read { try $0.accounts() } == [account])
    #expect(try file.write { try $0.disableAccount("ana", at: SmallProject.start) })
    #expect(try !file.write { try $0.disableAccount("ana", at: SmallProject.start) })
    #expect(try !file.write { try $0.disableAccount("rui", at: SmallProject.start) })
    account.disabledAt = SmallProject.start
    #expect(try file.read { try $0.accounts() } == [account])
    let again = Account(name: "ana", role: .annotator, tokenHash: "b", createdAt: SmallProject.start)
    try file.write { try $0.add(again) }
    #expect(try file.read { try $0.accounts() } == [again])
  }

  // MARK: Views

  @Test func `The views say what the program says`() throws {
    let file = try Self.filled()
    try file.write { transaction in
      var event = LabelEvent(
        item: 41, version: 41, answer: .yes, annotator: "eva", at: SmallProject.start, source: "a test")
      event.settles = false
      _ = try transaction.append(event)
    }
    let state = try file.read { try $0.labels() }
    try file.withConnection { database in
      let labels = try Row.fetchAll(database, sql: "SELECT item, key, label FROM current_label ORDER BY item")
      #expect(labels.map { $0["item"] as Int64 } == state.answeredItems)
      for row in labels {
        #expect(row["label"] as String == state.label(ofItem: row["item"])?.rawValue)
        #expect(row["key"] as String == "item\(row["item"] as Int64)")
      }
      let scores = try Row.fetchAll(database, sql: "SELECT item, key, round, rank FROM latest_score ORDER BY rank")
      #expect(scores.map { $0["item"] as Int64 } == Array(31...60).reversed())
      #expect(scores.allSatisfy { $0["round"] as Int64 == 2 })
      let rounds = try Row.fetchAll(database, sql: "SELECT * FROM round_summary ORDER BY round")
      #expect(rounds.map { $0["asked"] as Int } == [5, 5])
      #expect(rounds.map { $0["answered"] as Int } == [1, 1])
      #expect(rounds.map { $0["recipe"] as String } == ["tiny", "tiny"])
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM current_item WHERE title LIKE 'New%'") == 10)
    }
  }
}
