import Foundation
import GRDB
import Testing

@testable import GarimpoStore

/// Projects where nothing may be written: what only reads works there, and leaves no trace.
@Suite(.enabled(if: SmallDisk.isPossible))
struct ReadingTests {
  private static func problem(_ body: () throws -> Void) -> StoreError.Problem? {
    #expect(throws: StoreError.self) { try body() }?.problem
  }

  /// A folder for copies that no other test looks into.
  private let copies: StoreFolder

  init() throws { copies = try StoreFolder() }

  private func reading(_ path: String) throws -> ProjectFile {
    try ProjectFile.reading(path, copiesIn: URL(filePath: copies.path("")))
  }

  private static func labelCount(_ file: ProjectFile) throws -> Int64 { try file.read { try $0.labelPosition() } }

  @Test(arguments: [
    "p.garimpo", "with space.garimpo", "ação – 標注.garimpo", "100% sure?.garimpo", "a%20b.garimpo", "#1;&x=y.garimpo",
    "it's \"x\".garimpo", "file:p.garimpo", ":memory:", "new\nline.garimpo", "back\\slash+~*.garimpo",
  ])
  func `A closed project on a read-only disk is read as it lies`(_ name: String) throws {
    let disk = try SmallDisk(kilobytes: 2000)
    let path = try disk.folder.makeProject(name) { try SampleProject.fill($0) }
    let content = try ProjectContent.of(path)
    try disk.setReadOnly(true)
    let file = try reading(path)
    #expect(file.isReadOnly && file.path == path)
    #expect(try Self.labelCount(file) == 40)
    #expect(copies.names.isEmpty, "no copy is needed")
    for table in content.keys {
      let count = try file.withConnection { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
      #expect(count == content[table]?.count, "\(table)")
    }
    #expect(Self.problem { try file.write { try $0.use(recipe: 1) } } == .readOnly)
    #expect(Self.problem { try file.rehearse { try $0.use(recipe: 1) } } == .readOnly)
    try file.close()
    #expect(disk.folder.names == [name])
  }

  @Test func `The newest labels may wait in the log`() throws {
    let disk = try SmallDisk(kilobytes: 3000)
    let source = try StoreFolder()
    let open = try ProjectFile(creating: source.path("p.garimpo"), SmallProject.new)
    try SampleProject.fill(open)
    for name in ["p.garimpo", "p.garimpo-wal"] { try disk.folder.write(try source.bytes(name), to: name) }
    try open.close()
    try disk.setReadOnly(true)
    let file = try reading(disk.folder.path("p.garimpo"))
    #expect(try file.isReadOnly && Self.labelCount(file) == 40)
    #expect(copies.names.isEmpty, "the copy has no name any more")
    #expect(Self.problem { try file.write { try $0.use(recipe: 1) } } == .readOnly)
    #expect(try Self.labelCount(file) == 40)
    try file.close()
    #expect(disk.folder.names == ["p.garimpo", "p.garimpo-wal"])
  }

  @Test(arguments: 1...Schema.version)
  func `A file of an earlier version is brought up to date in a copy`(_ version: Int) throws {
    let disk = try SmallDisk(kilobytes: 2000)
    try disk.folder.shell("old.garimpo", try SchemaTests.dump(ofVersion: version))
    let before = try disk.folder.bytes("old.garimpo")
    try disk.setReadOnly(true)
    let file = try reading(disk.folder.path("old.garimpo"))
    #expect(try file.read { try $0.accounts().count } == (version > 1 ? 1 : 0))
    #expect(try Self.labelCount(file) == 4)
    try file.close()
    #expect(try disk.folder.bytes("old.garimpo") == before && copies.names.isEmpty)
  }

  @Test func `A copy is for the eyes of its user only`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let copy = try PrivateCopy.temporary(of: FilePlace(path))
    defer { copy.remove() }
    let attributes = try FileManager.default.attributesOfItem(atPath: copy.place.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `What others wrote while it was read without a lock is noticed`() throws {
    let disk = try SmallDisk(kilobytes: 3000)
    let path = try disk.folder.makeProject { try SampleProject.fill($0) }
    try disk.setReadOnly(true)
    let file = try reading(path)
    #expect(try Self.labelCount(file) == 40)
    try disk.setReadOnly(false)
    let other = try ProjectFile(opening: path)
    try other.write { _ = try $0.columnList("[\"more\"]") }
    try other.close()
    #expect(Self.problem { _ = try Self.labelCount(file) } == .changed)
    try file.close()
  }

  @Test func `A project that may be written is opened as ever`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let file = try reading(path)
    #expect(!file.isReadOnly)
    try file.write { try $0.use(recipe: 1) }
    try file.close()
  }

  @Test func `What is no project is named for what it is there too`() throws {
    let disk = try SmallDisk(kilobytes: 3000)
    let folder = disk.folder
    try folder.write([], to: "empty.garimpo")
    try folder.write(Array("title,y\nred,1\n".utf8), to: "text.garimpo")
    try folder.shell("other.db", "CREATE TABLE t (x)")
    let path = try folder.makeProject { try SampleProject.fill($0) }
    var bytes = try folder.bytes("p.garimpo")
    try folder.write(Array(bytes.prefix(bytes.count / 2 + 100)), to: "torn.garimpo")
    bytes.replaceSubrange(4096..<8192, with: [UInt8](repeating: 0xA5, count: 4096))
    try folder.write(bytes, to: "hurt.garimpo")
    try folder.makeProject("newer.garimpo")
    try folder.shell("newer.garimpo", "PRAGMA user_version = 99")
    try folder.makeProject("journal.garimpo")
    try folder.write([1], to: "journal.garimpo-journal")
    try disk.setReadOnly(true)
    func problem(_ name: String) -> StoreError.Problem? {
      Self.problem {
        let file = try reading(folder.path(name))
        for sql in ["SELECT count(*) FROM item_version", "PRAGMA quick_check(1)"] {
          let found = try file.withConnection { try String.fetchOne($0, sql: sql) }
          if sql.hasPrefix("PRAGMA"), found != "ok" { throw StoreError(path: path, .damaged(detail: found ?? "")) }
        }
      }
    }
    #expect(problem("none.garimpo") == .missing)
    #expect(problem("empty.garimpo") == .empty)
    #expect(problem("text.garimpo") == .notAProject)
    #expect(problem("other.db") == .notAProject)
    #expect(problem("newer.garimpo") == .newer(version: 99, supported: Schema.version))
    #expect(problem("journal.garimpo") == .readOnly)
    for name in ["torn.garimpo", "hurt.garimpo"] {
      guard case .damaged? = problem(name) else {
        Issue.record("\(name): \(problem(name) as Any)")
        continue
      }
    }
    #expect(copies.names.isEmpty)
  }
}
