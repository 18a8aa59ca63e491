import Foundation
import GRDB
import GarimpoKernels
import Testing

@testable import GarimpoStore

/// Full disks, locks, read-only places, power cuts and files of others: an error that says what to do, and nothing lost.
@Suite(.serialized)
struct HardTimesTests {
  private static func world() throws -> TinyWorld {
    let world = try TinyWorld()
    #expect(try world.run("init", "tiny", "--recipe", "tiny.yaml").status == 0)
    #expect(try world.run("import", "things.csv", "--annotator", "ana").status == 0)
    return world
  }

  private static func keys(_ path: String) throws -> [String] {
    let file = try ProjectFile(opening: path)
    defer { try? file.close() }
    return try file.read { snapshot in
      var keys: [String] = []
      try snapshot.forEachItem { key, _ in keys.append(key) }
      return keys
    }
  }

  /// As a backup of a damaged project has them.
  @Test func `Where items have gaps in their numbers each of them is asked, and they are counted`() throws {
    let world = try TinyWorld()
    try world.write(TinyWorld.recipe.replacing("item: {", with: "item: { key: title,"), to: "tiny.yaml")
    #expect(try world.run("init", "tiny", "--recipe", "tiny.yaml").status == 0)
    let lines = TinyWorld.table().split(separator: "\n")
    try world.write(lines[...12].joined(separator: "\n") + "\n", to: "one.csv")
    try world.write(([lines[0]] + lines[13...]).joined(separator: "\n") + "\n", to: "two.csv")
    #expect(try world.run("import", "one.csv").status == 0)
    let queue = try DatabaseQueue(path: world.folder.appending(path: "tiny.garimpo").path)
    try queue.write {
      try $0.execute(sql: "UPDATE sqlite_sequence SET seq = 500 WHERE name IN ('item', 'item_version')")
    }
    try queue.close()
    #expect(try world.run("import", "two.csv").status == 0)
    let asked = try world.run("next", "-n", "50").output.split(separator: "\n").filter { $0.hasPrefix("  id ") }
    let open = (0..<24).filter { $0 % 3 == 2 }
    #expect(
      asked.map { $0.dropFirst(6).trimmingCharacters(in: .whitespaces) }.sorted() == open.map(TinyWorld.title).sorted())
    #expect(try world.run("status").output.contains("items         24, 2 imports\n"))
  }

  // MARK: Disk full, read-only

  /// A small file system of its own, or nil, said loudly, where none may be mounted.
  private final class SmallDisk {
    let path: String

    init?(kilobytes: Int) {
      path = FileManager.default.temporaryDirectory.appending(path: "garimpo-disk-\(UUID().uuidString)").path
      try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
        print("SKIPPED: no file system may be mounted here; the tests of full and read-only disks need root")
        try? FileManager.default.removeItem(atPath: path)
        return nil
      }
    }

    func makeReadOnly() -> Bool { mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 }

    deinit {
      umount2(path, Int32(MNT_DETACH))
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  @Test func `On a full disk every acknowledged label is there, and it goes on when there is room`() throws {
    guard let disk = SmallDisk(kilobytes: 1200) else { return }
    let world = try Self.world()
    let path = "\(disk.path)/tiny.garimpo"
    #expect(try world.run("backup", path).status == 0)
    let keys = try Self.keys(path)
    let note = String(repeating: "a long note ", count: 300)
    var acknowledged = 24 * 2 / 3
    var full: ProgramRun?
    for attempt in 0..<400 where full == nil {
      // Long notes, so that the disk is full before the log is long.
      let lines = (0..<20).map { "\(keys[($0 + attempt) % 24])\t\($0 % 2 == 0 ? "yes" : "no")\t\(note)\n" }.joined()
      let run = try world.run("label", "-", "--project", path, "--annotator", "ana", input: lines)
      acknowledged += run.output.split(separator: "\n").count { $0.hasPrefix("ok ") }
      if run.status != 0 { full = run }
    }
    let run = try #require(full, "the disk must have become full")
    #expect(run.status == 74)
    #expect(
      run.errors == "Error: \(path): the disk is full; nothing of this was stored: make room and try again\n",
      "\(run.errors)")
    // Make room: a larger disk under the same files.
    #expect(mount("tmpfs", disk.path, "tmpfs", UInt(MS_REMOUNT), "size=40000k") == 0)
    #expect(try world.run("verify", path).status == 0)
    let file = try ProjectFile(opening: path)
    #expect(try file.read { try $0.labelPosition() } == Int64(acknowledged))
    try file.close()
    #expect(try world.run("label", keys[0], "yes", "--project", path).status == 0)
  }

  @Test func `An import that fills the disk leaves nothing, and the project as it was`() throws {
    guard let disk = SmallDisk(kilobytes: 1200) else { return }
    let world = try Self.world()
    let path = "\(disk.path)/tiny.garimpo"
    #expect(try world.run("backup", path).status == 0)
    let rows = (0..<20_000).map {
      "a thing with a long name, number \($0)".replacingOccurrences(of: ",", with: "") + ",2018-01-01,\n"
    }
    try world.write("title,published,y\n" + rows.joined(), to: "huge.csv")
    let run = try world.run("import", "huge.csv", "--project", path)
    #expect(run.status == 74 && run.errors.contains("the disk is full; nothing of this was stored"), "\(run.errors)")
    #expect(try world.run("verify", path).status == 0)
    #expect(try Self.keys(path).count == 24)
  }

  /// The words of a text, which a longer name breaks into other lines.
  private static func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }

  @Test func `What only reads works in a read-only place, what writes is refused in words`() throws {
    guard let disk = SmallDisk(kilobytes: 2000) else { return }
    let world = try Self.world()
    let path = "\(disk.path)/tiny.garimpo"
    for _ in 1...2 { #expect(try world.run("round", "--resamples", "100", "-q").status == 0) }
    let key = try Self.keys(world.folder.appending(path: "tiny.garimpo").path)[0]
    #expect(try world.run("backup", path).status == 0)
    #expect(disk.makeReadOnly())
    for arguments in [
      ["label", key, "yes"], ["round"], ["next"], ["undo"], ["import", "things.csv"], ["compact"],
      ["labels", "import", "things.csv"], ["accounts", "add", "ana", "--role", "owner"],
    ] {
      let run = try ProgramRun(arguments + ["--project", path], in: world.folder)
      #expect(run.status == 73, "\(arguments)")
      #expect(
        run.errors
          == "Error: \(path): may not be written (read-only); make the file and its folder writable, or copy it "
          + "elsewhere\n",
        "\(arguments) \(run.errors)")
    }
    let readers = [
      ["status"], ["rank"], ["show", key], ["show", "--round", "1"], ["log"], ["estimate"], ["evaluate"],
      ["evaluate", "1"], ["compare", "1", "2"], ["labels", "export", "-", "-q"], ["score", "things.csv"], ["rounds"],
      ["replay", "1"],
      ["annotators"], ["check-labels"], ["duplicates"], ["accounts", "list"],
    ]
    for arguments in readers {
      let here = try ProgramRun(arguments, in: world.folder)
      let there = try ProgramRun(arguments + ["--project", path], in: world.folder)
      #expect(there.status == here.status, "\(arguments) \(there.errors)")
      #expect(there.errors.replacingOccurrences(of: path, with: "tiny.garimpo") == here.errors, "\(arguments)")
      if ["rank", "score", "duplicates"].contains(arguments[0]) {
        #expect(
          Self.words(there.output.replacingOccurrences(of: path, with: "tiny.garimpo")) == Self.words(here.output),
          "\(arguments)")
      }
      #expect([0, 65].contains(there.status) && !(there.output + there.errors).contains("read-only"))
    }
    let export = try world.run("labels", "export", "-", "--all", "--project", path)
    #expect(export.status == 0 && export.output.split(separator: "\n").dropFirst().allSatisfy { $0.hasSuffix(",") })
    #expect(
      Self.words(export.errors).starts(
        with: Self.words(
          """
          Sheet of \(path)
            standard output: 24 items, 16 of them answered
            the project is read-only and keeps no note of it: answers that come back are
            compared with the log alone
          """)), "\(export.errors)")
    #expect(try world.run("verify", path).status == 0, "looking at it needs no writing")
    #expect(try world.run("backup", "copy.garimpo", "--project", path).status == 0)
    let run = try world.run("init", "\(disk.path)/other", "--recipe", "tiny.yaml")
    #expect(run.status == 73 && run.errors.contains("other.garimpo"), "\(run.errors)")
  }

  @Test func `Where a copy is needed and finds no place, that is said`() throws {
    guard let disk = SmallDisk(kilobytes: 2000) else { return }
    let world = try Self.world()
    let own = world.folder.appending(path: "tiny.garimpo").path
    let path = "\(disk.path)/tiny.garimpo"
    let key = try Self.keys(own)[0]
    let file = try ProjectFile(opening: own)
    #expect(try world.run("label", key, "unsure", "--annotator", "bia").status == 0)
    for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: own + end, toPath: path + end) }
    try file.close()
    #expect(disk.makeReadOnly())
    #expect(try world.run("log", "--project", path).output.contains("bia"))
    let run = try world.run("log", "--project", path, environment: ["TMPDIR": "/nowhere"])
    #expect(run.status == 73)
    #expect(
      run.errors
        == "Error: \(path): may not be written (read-only) and can be read from a copy only, for which there is no place "
        + "in /nowhere; make room there, name another folder by TMPDIR, or make the file and its folder writable\n")
  }

  // MARK: Locks

  @Test func `Somebody else's lock is waited for, and then named`() throws {
    let world = try Self.world()
    let path = world.folder.appending(path: "tiny.garimpo").path
    let key = try Self.keys(path)[0]
    let other = try DatabaseQueue(path: path)
    try other.inDatabase { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      let run = try world.run("label", key, "yes", "--wait", "0.3")
      #expect(run.status == 75)
      #expect(
        run.errors
          == "Error: tiny.garimpo: another process has been writing to it for more than 0.3 seconds; try again "
          + "when it is done, or wait longer with --wait\n", "\(run.errors)")
      #expect(try world.run("status").status == 0, "reading waits for nobody")
      try database.execute(sql: "ROLLBACK")
    }
    #expect(try world.run("label", key, "yes", "--wait", "0.3").status == 0)
  }

  // MARK: Files that are not what they should be

  @Test func `A file of a newer program is refused with the version that is needed`() throws {
    let world = try Self.world()
    let path = world.folder.appending(path: "tiny.garimpo").path
    try DatabaseQueue(path: path).inDatabase { try $0.execute(sql: "PRAGMA user_version = 99") }
    let run = try world.run("status")
    #expect(run.status == 65)
    #expect(
      run.errors == "Error: tiny.garimpo: was written by a newer Garimpo (format 99); this program reads formats up to "
        + "\(Schema.version): install the newer one\n", "\(run.errors)")
  }

  @Test func `What is no project is named for what it is`() throws {
    let world = try TinyWorld()
    try world.write("", to: "empty.garimpo")
    try world.write(
      "not a database at all, but long enough to be looked at by SQLite as if it were one\n", to: "text.garimpo")
    try FileManager.default.createDirectory(
      at: world.folder.appending(path: "folder.garimpo"), withIntermediateDirectories: true)
    try DatabaseQueue(path: world.folder.appending(path: "other.garimpo").path)
      .inDatabase { try $0.execute(sql: "CREATE TABLE a (b)") }
    for (name, status, words) in [
      ("missing.garimpo", Int32(66), "no such project"), ("empty.garimpo", 65, "is empty"),
      ("text.garimpo", 65, "is not a project of Garimpo"), ("folder.garimpo", 66, "is a directory"),
      ("other.garimpo", 65, "is not a project of Garimpo"),
    ] {
      let run = try world.run("status", "--project", name)
      #expect(run.status == status && run.errors.contains(words), "\(name): \(run.errors)")
    }
    let several = try world.run("status")
    #expect(several.status == 64 && several.errors.contains("there are 4 projects"), "\(several.errors)")
    let exists = try world.run("init", "text", "--recipe", "tiny.yaml")
    #expect(exists.status == 73 && exists.errors.contains("exists already"), "\(exists.errors)")
  }

  @Test func `Damage is found, and what can be read is saved`() throws {
    let world = try Self.world()
    let path = world.folder.appending(path: "tiny.garimpo").path
    #expect(try world.run("compact").status == 0)
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes.replaceSubrange(4096 * 4..<4096 * 12, with: [UInt8](repeating: 0xA5, count: 4096 * 8))
    try bytes.write(to: URL(filePath: path))
    let verified = try world.run("verify", "tiny.garimpo")
    #expect(verified.status == 65 && verified.output.contains("the labels "), "\(verified.output)")
    let backup = try world.run("backup", "saved.garimpo", "--project", "tiny.garimpo")
    #expect([0, 65].contains(backup.status), "\(backup.output)\(backup.errors)")
    // Whole, or with items that wait for the table: those are named.
    #expect([0, 65].contains(try world.run("verify", "saved.garimpo").status))
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes, "the damaged file is left as it is")
    for length in [1, 100, 4096, bytes.count / 3] {
      try bytes.prefix(length).write(to: URL(filePath: path))
      let run = try world.run("verify", "tiny.garimpo")
      #expect(run.status == 65 && !run.output.isEmpty, "\(length) bytes: \(run.output)\(run.errors)")
    }
  }

  // MARK: Power cuts

  /// A power cut leaves what had been flushed: here the file and its log are copied while labels are given, as they are on
  /// the disk at that moment.
  @Test func `A copy of file and log at any moment has every label acknowledged before`() throws {
    let world = try Self.world()
    let path = world.folder.appending(path: "tiny.garimpo").path
    let keys = try Self.keys(path)
    let file = try ProjectFile(opening: path)
    var random = SplitMix64(seed: 9, stream: 0)
    for attempt in 0..<40 {
      var acknowledged: Int64 = 0
      for _ in 0...random.next(below: 30) {
        acknowledged = try file.write { transaction in
          let item = try #require(try transaction.snapshot.item(key: keys[random.next(below: 24)]))
          return try transaction.append(
            LabelEvent(item: item.id, version: item.id, answer: .yes, annotator: "a", at: Date(), source: "a test"))
        }
      }
      let copy = world.folder.appending(path: "cut\(attempt).garimpo").path
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
      // The cut may also tear what was being written behind the last flush.
      if attempt % 2 == 1 {
        let handle = try FileHandle(forWritingTo: URL(filePath: copy + "-wal"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data((0..<random.next(below: 5000)).map { _ in UInt8(random.next(below: 256)) }))
        try handle.close()
      }
      let after = try ProjectFile(opening: copy)
      #expect(try after.read { try $0.labelPosition() } == acknowledged)
      try after.close()
      #expect(try ProjectFile.verify(copy).isWhole)
    }
    try file.close()
  }
}
