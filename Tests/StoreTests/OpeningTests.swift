import Foundation
import GRDB
import GarimpoKernels
import Testing

@testable import GarimpoStore

/// What may lie where a project is expected: it opens, or the error says what to do; the program never ends over it.
struct OpeningTests {
  private static func problem(_ path: String, wait: Double = 0) -> StoreError.Problem? {
    do {
      let file = try ProjectFile(opening: path, wait: wait)
      try file.close()
      return nil
    } catch let error as StoreError {
      return error.problem
    } catch {
      Issue.record("not a StoreError: \(error)")
      return nil
    }
  }

  @Test func `What is no file is named for what it is`() throws {
    let folder = try StoreFolder()
    #expect(Self.problem(folder.path("absent.garimpo")) == .missing)
    #expect(Self.problem(folder.path("absent/p.garimpo")) == .missing)
    #expect(Self.problem(folder.url.path) == .isDirectory)
    #expect(Self.problem("/dev/null") == .notAProject)
    #expect(Self.problem("") == .missing)
    #expect(folder.names == [])
  }

  @Test func `What is another file is refused`() throws {
    let folder = try StoreFolder()
    try folder.write([], to: "empty.garimpo")
    #expect(Self.problem(folder.path("empty.garimpo")) == .empty)
    try folder.write(Array("title,y\nred,1\n".utf8), to: "text.garimpo")
    #expect(Self.problem(folder.path("text.garimpo")) == .notAProject)
    try folder.write([0], to: "byte.garimpo")
    #expect(Self.problem(folder.path("byte.garimpo")) == .notAProject)
  }

  /// A file of another program must not even be turned to a write-ahead log.
  @Test func `Another program's database is refused and left as it is`() throws {
    let folder = try StoreFolder()
    try folder.shell("other.db", "CREATE TABLE t (x); INSERT INTO t VALUES (1); PRAGMA user_version = 1")
    let before = try folder.bytes("other.db")
    #expect(Self.problem(folder.path("other.db")) == .notAProject)
    #expect(try folder.bytes("other.db") == before)
    #expect(folder.names == ["other.db"])
  }

  @Test func `A file of a newer version is refused, with both numbers`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject()
    try folder.shell("p.garimpo", "PRAGMA user_version = 99")
    #expect(Self.problem(path) == .newer(version: 99, supported: Schema.version))
  }

  @Test func `A copy that another tool made without a write-ahead log opens`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    try folder.shell("p.garimpo", "PRAGMA journal_mode = DELETE")
    let file = try ProjectFile(opening: path)
    #expect(try file.withConnection { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    #expect(try file.read { try $0.labelPosition() } == 40)
  }

  @Test(arguments: [
    "with space.garimpo", "ação – 標注.garimpo", "100% sure?.garimpo", "a%20b.garimpo", "#1;.garimpo",
    "it's \"x\".garimpo",
    "file:p.garimpo", ":memory:", "new\nline.garimpo", String(repeating: "n", count: 240) + ".garimpo",
  ])
  func `A name may be any that the system allows`(_ name: String) throws {
    let folder = try StoreFolder(" é%25")
    let path = try folder.makeProject(name) { try $0.write { _ = try $0.columnList("[]") } }
    #expect(folder.names == [name])
    let file = try ProjectFile(opening: path)
    #expect(try file.read { try $0.columnLists() } == [1: "[]"])
    try file.close()
    #expect(try ProjectFile.verify(path).isWhole)
    #expect(folder.names == [name])
  }

  @Test func `Through a symbolic link the file itself is used`() throws {
    let folder = try StoreFolder()
    let other = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    try FileManager.default.createSymbolicLink(atPath: other.path("link.garimpo"), withDestinationPath: path)
    let file = try ProjectFile(opening: other.path("link.garimpo"))
    #expect(try file.read { try $0.itemCount() } == 60)
    try file.write { try $0.use(recipe: 1) }
    #expect(folder.names == ["p.garimpo", "p.garimpo-shm", "p.garimpo-wal"])
    #expect(other.names == ["link.garimpo"])
  }

  // MARK: Damage

  /// Reads everything that the program reads of a project.
  private static func readAll(_ file: ProjectFile) throws {
    try file.read { snapshot in
      _ = try snapshot.project()
      _ = try snapshot.imports()
      _ = try snapshot.columnLists()
      _ = try snapshot.labelEvents()
      _ = try snapshot.labels().counts()
      try snapshot.forEachItem { key, _ in _ = try snapshot.item(key: key) }
      _ = try snapshot.duplicates()
      try snapshot.forEachSketch { _, _, _ in }
      _ = try snapshot.counts()
      _ = try snapshot.leases(at: SmallProject.start)
      _ = try snapshot.exports()
      for round in try snapshot.rounds() {
        _ = try snapshot.batch(ofRound: round.id)
        _ = try snapshot.scores(ofRound: round.id)
        _ = try snapshot.model(round.model)
      }
      for item in 1...3 {
        _ = try snapshot.currentLabel(ofItem: Int64(item))
        _ = try snapshot.newestVersion(ofItem: Int64(item))
      }
    }
  }

  /// Opens, reads, writes and verifies a damaged file; whether verification found it whole, nil where it opens no more.
  @discardableResult
  private static func use(_ path: String, _ what: Comment) throws -> Bool? {
    do {
      let file = try ProjectFile(opening: path, wait: 0)
      defer { try? file.close() }
      try readAll(file)
      _ = try file.rehearse { try $0.columnList("[\"x\"]") }
    } catch is StoreError {
      // Said, not suffered.
    } catch {
      Issue.record("\(error): \(what)")
    }
    do {
      return try ProjectFile.verify(path, wait: 0).isWhole
    } catch let error as StoreError {
      #expect(error.problem == .empty, what)
      return nil
    }
  }

  @Test func `A file cut off anywhere opens or is refused, and is always reported on`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let whole = try folder.bytes("p.garimpo")
    var lengths = Array(0...20) + [99, 100, 101, 511, 512, 1000, 4095, 4096, 4097]
    lengths += stride(from: 8192, to: whole.count, by: 4096).flatMap { [$0, $0 + 1717] }
    for length in lengths {
      try folder.write(Array(whole.prefix(length)), to: "p.garimpo")
      #expect(try Self.use(path, "cut at \(length)") != true, "cut at \(length)")
    }
    try folder.write(whole, to: "p.garimpo")
    #expect(try Self.use(path, "whole") == true)
  }

  @Test func `A file with any bytes changed opens or is refused, and is always reported on`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let whole = try folder.bytes("p.garimpo")
    var random = SplitMix64(seed: 4, stream: 0)
    var (noticed, tried) = (0, 0)
    for attempt in 0..<150 {
      var bytes = whole
      // The first page rules the others, so that it gets its share.
      let range = attempt % 3 == 0 ? 4096 : bytes.count
      for _ in 0...(attempt % 7) { bytes[random.next(below: range)] ^= UInt8(1 + random.next(below: 255)) }
      try folder.write(bytes, to: "p.garimpo")
      tried += 1
      if try Self.use(path, "attempt \(attempt)") != true { noticed += 1 }
    }
    // Free space, and fields that nothing reads, may change unnoticed.
    #expect(noticed > tried / 4)
  }

  @Test func `A file with whole pages overwritten opens or is refused, and is always reported on`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let whole = try folder.bytes("p.garimpo")
    var random = SplitMix64(seed: 5, stream: 0)
    for page in 0..<(whole.count / 4096) {
      for filling in 0..<3 {
        var bytes = whole
        for offset in page * 4096..<(page + 1) * 4096 {
          bytes[offset] = filling == 0 ? 0 : filling == 1 ? UInt8(random.next(below: 256)) : whole[offset % 8192]
        }
        guard bytes != whole else { continue }
        try folder.write(bytes, to: "p.garimpo")
        #expect(try Self.use(path, "page \(page), filling \(filling)") != true, "page \(page), filling \(filling)")
      }
    }
  }

  /// As when the page that ends a table became zeros: SQLite reads it, and gives nonsense.
  @Test(arguments: ["item", "item_version"]) func `Counts that cannot be are damage`(_ table: String) throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject("p.garimpo") { try SampleProject.fill($0) }
    try folder.shell(
      "p.garimpo", "DROP TRIGGER item_version_no_delete; PRAGMA foreign_keys = OFF; DELETE FROM \(table) WHERE id > 5")
    let file = try ProjectFile(opening: path)
    defer { try? file.close() }
    #expect(
      throws: StoreError(path: path, .damaged(detail: "the table of items ends too early"))
    ) { try file.read { try $0.counts() } }
  }
}
