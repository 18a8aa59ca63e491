import Foundation
import GRDB
import Testing

@testable import GarimpoStore

struct BackupTests {
  @Test func `A backup has every row, and is a project`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let target = folder.path("copy é.garimpo")
    let report = try ProjectFile.backup(from: path, to: target)
    #expect(report.isWhole && report.way == .exact)
    #expect(try folder.bytes("copy é.garimpo").count == report.byteCount)
    #expect(
      report.sentences == [
        "\(target): a whole copy of \(path), \(report.byteCount) bytes, 40 entries in the log of labels"
      ])
    #expect(folder.names == ["copy é.garimpo", "p.garimpo"])
    #expect(try ProjectFile.verify(target).isWhole)
    #expect(try ProjectContent.of(target) == ProjectContent.of(path))
  }

  @Test func `What waits in the log is in the backup`() throws {
    let folder = try StoreFolder()
    let file = try ProjectFile(creating: folder.path("p.garimpo"), SmallProject.new)
    try SampleProject.fill(file)
    #expect(FilePlace(folder.path("p.garimpo")).logByteCount > 0)
    let log = try folder.bytes("p.garimpo-wal")
    _ = try ProjectFile.backup(from: folder.path("p.garimpo"), to: folder.path("b.garimpo"))
    #expect(try folder.bytes("p.garimpo-wal") == log, "the project is only read")
    #expect(try ProjectFile.verify(folder.path("b.garimpo")).labels == .whole(count: 40))
  }

  /// Each copy is that of one moment: the log has no gap, and all that was acknowledged before is in it.
  @Test func `A backup is of one moment while others write`() async throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let writer = try ProjectFile(opening: path)
    let project = try SmallProject(count: 0, file: writer)
    let (isDone, newest) = (Flag(), Counter(40))
    let writing = Thread {
      var item: Int64 = 0
      while !isDone.isSet, let position = try? project.answer(item % 60 + 1, .yes, by: "eva") {
        newest.set(position)
        item += 1
      }
      isDone.confirm()
    }
    writing.start()
    for number in 0..<20 {
      let before = newest.value
      let target = folder.path("b\(number).garimpo")
      let report = try ProjectFile.backup(from: path, to: target)
      let labels = report.tables.first { $0.name == "label_event" }?.saved ?? 0
      #expect(labels >= before)
      #expect(try ProjectFile.verify(target).labels == .whole(count: labels))
    }
    isDone.set()
    isDone.waitUntilConfirmed()
    #expect(newest.value > 40)
  }

  @Test func `Nothing that exists is replaced unless it may be`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    func problem(_ target: String, replacing: Bool = false) throws -> StoreError.Problem? {
      let error = #expect(throws: StoreError.self) {
        _ = try ProjectFile.backup(from: path, to: target, replacing: replacing)
      }
      #expect(error?.path == target)
      return error?.problem
    }
    let old = folder.path("old.garimpo")
    try folder.write(Array("old".utf8), to: "old.garimpo")
    #expect(try problem(old) == .exists)
    #expect(try problem(path) == .exists)
    #expect(try problem(path, replacing: true) == .exists, "a project cannot replace itself")
    #expect(try problem(folder.url.path, replacing: true) == .isDirectory)
    #expect(try problem(folder.path("absent/b.garimpo")) == .noFolder)
    #expect(try folder.bytes("old.garimpo") == Array("old".utf8))
    _ = try ProjectFile.backup(from: path, to: old, replacing: true)
    #expect(try ProjectFile.verify(old).labels == .whole(count: 40))
    #expect(folder.names == ["old.garimpo", "p.garimpo"])
  }

  @Test func `A project that is open is never replaced`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let target = try folder.makeProject("other.garimpo")
    let file = try ProjectFile(opening: target)
    try file.read { _ = try $0.project() }
    let error = #expect(throws: StoreError.self) {
      _ = try ProjectFile.backup(from: path, to: target, replacing: true)
    }
    #expect(error?.problem == .inUse)
    try file.close()
    #expect(try ProjectFile.backup(from: path, to: target, replacing: true).isWhole)
  }

  @Test func `What is no project is not backed up`() throws {
    let folder = try StoreFolder()
    try folder.shell("other.db", "CREATE TABLE t (x)")
    try folder.write(Array("title,y\nred,1\n".utf8), to: "text.garimpo")
    try folder.makeProject("newer.garimpo")
    try folder.shell("newer.garimpo", "PRAGMA user_version = 7")
    func problem(_ name: String) throws -> StoreError.Problem? {
      let error = #expect(throws: StoreError.self) {
        _ = try ProjectFile.backup(from: folder.path(name), to: folder.path("b.garimpo"))
      }
      #expect(error?.path == folder.path(name))
      return error?.problem
    }
    #expect(try problem("other.db") == .notAProject)
    #expect(try problem("text.garimpo") == .notAProject)
    #expect(try problem("newer.garimpo") == .newer(version: 7, supported: Schema.version))
    #expect(try problem("absent.garimpo") == .missing)
    #expect(folder.names == ["newer.garimpo", "other.db", "text.garimpo"])
  }
}
