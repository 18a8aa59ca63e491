import Foundation
import GRDB
import Synchronization
import Testing

@testable import GarimpoStore

/// A file that is opened with readers, as a server does.
struct ReadersTests {
  @Test func `A read that is held open does not delay a write, and sees one state`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let file = try ProjectFile(opening: path, wait: 30, readers: 2)
    let project = try SmallProject(count: 0, file: file)
    try file.read { (snapshot) throws in
      #expect(try snapshot.labelPosition() == 40)
      let written = DispatchSemaphore(value: 0)
      let done = Mutex<Int64>(0)
      let thread = Thread {
        let position = try? project.answer(50, .yes)
        done.withLock { $0 = position ?? -1 }
        written.signal()
      }
      thread.start()
      // With a single connection the write would wait for this read, and this read for the write.
      #expect(written.wait(timeout: .now() + 30) == .success)
      #expect(done.withLock { $0 } == 41)
      #expect(try snapshot.labelPosition() == 40, "what it saw at first")
      #expect(try snapshot.currentLabel(ofItem: 50) == nil)
    }
    #expect(try file.read { try $0.labelPosition() } == 41)
  }

  @Test func `A write that is held open does not delay a read`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let file = try ProjectFile(opening: path, wait: 30, readers: 1)
    let position = try file.write { transaction in
      _ = try transaction.undo(annotator: "ana", at: SmallProject.start, source: "a test")
      let read = DispatchSemaphore(value: 0)
      let seen = Mutex<Int64>(0)
      let thread = Thread {
        let position = try? file.read { try $0.labelPosition() }
        seen.withLock { $0 = position ?? -1 }
        read.signal()
      }
      thread.start()
      #expect(read.wait(timeout: .now() + 30) == .success)
      return seen.withLock { $0 }
    }
    #expect(position == 40)
  }

  @Test(arguments: [0, 1, 4]) func `Every commit is flushed, whatever the number of readers`(_ readers: Int) throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let file = try ProjectFile(opening: path, readers: readers)
    let pragmas = try file.write { transaction in
      try ["synchronous", "journal_mode", "foreign_keys", "user_version"].map {
        try String.fetchOne(transaction.database, sql: "PRAGMA \($0)")
      }
    }
    #expect(pragmas == ["2", "wal", "1", "\(Schema.version)"])
    #expect(try file.compact().bytesAfter > 0)
    try file.close()
    #expect(try ProjectFile.verify(path).isWhole)
    #expect(folder.names == ["p.garimpo"], "nothing is left beside the file")
  }

  @Test func `Nothing is left beside a file that was read while it was written`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let file = try ProjectFile(opening: path, readers: 2)
    let project = try SmallProject(count: 0, file: file)
    _ = try project.answer(50, .yes)
    #expect(try file.read { try $0.labelPosition() } == 41)
    try file.close()
    #expect(folder.names == ["p.garimpo"])
    #expect(try ProjectFile(opening: path).read { try $0.labelPosition() } == 41)
  }

  @Test func `Nothing is written into what is no project, and an earlier version is brought up to date`() throws {
    let folder = try StoreFolder()
    try folder.shell("other.db", "CREATE TABLE t (x); INSERT INTO t VALUES (1); PRAGMA user_version = 1")
    let before = try folder.bytes("other.db")
    let error = #expect(throws: StoreError.self) {
      _ = try ProjectFile(opening: folder.path("other.db"), readers: 2)
    }
    #expect(error?.problem == .notAProject)
    #expect(try folder.bytes("other.db") == before && folder.names == ["other.db"])

    try folder.shell("old.garimpo", try SchemaTests.dump(ofVersion: 1))
    let file = try ProjectFile(opening: folder.path("old.garimpo"), readers: 2)
    #expect(try file.read { try $0.searchState() } == SearchState(position: 0, end: 3))
  }
}
