import Foundation
import GRDB
import Testing

@testable import GarimpoStore

/// Several connections to one file, as several processes have them.
struct LockTests {
  @Test func `A writer waits for another, then says so; a reader does not wait`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let (holder, other) = (try ProjectFile(opening: path), try ProjectFile(opening: path, wait: 0.2))
    let impatient = try ProjectFile(opening: path, wait: 0)
    try holder.write { transaction in
      _ = try transaction.columnList("[\"held\"]")
      for (file, seconds) in [(other, 0.2), (impatient, 0)] {
        let start = ContinuousClock.now
        let error = #expect(throws: StoreError.self) { _ = try file.write { try $0.columnList("[]") } }
        #expect(error == StoreError(path: path, .busy(seconds: seconds)))
        #expect(start.duration(to: .now) >= .seconds(seconds), "it waits as long as it was told")
      }
      #expect(try other.read { try $0.labelPosition() } == 40)
      #expect(try other.read { try $0.columnLists() }.values.contains("[\"held\"]") == false)
      #expect(try ProjectFile(opening: path, wait: 0).read { try $0.itemCount() } == 60)
      #expect(try ProjectFile.verify(path, wait: 0).isWhole)
      #expect(try ProjectFile.backup(from: path, to: folder.path("b.garimpo"), wait: 0).isWhole)
    }
    #expect(try impatient.read { try $0.columnLists() }.values.contains("[\"held\"]"))
  }

  @Test func `A writer goes on as soon as the other is done`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let (first, second) = (try ProjectFile(opening: path), try ProjectFile(opening: path, wait: 60))
    let (begun, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let thread = Thread {
      _ = try? first.write { transaction in
        begun.signal()
        Thread.sleep(forTimeInterval: 0.1)
        return try transaction.columnList("[\"first\"]")
      }
      done.signal()
    }
    thread.start()
    begun.wait()
    let lists = try second.write { try $0.snapshot.columnLists() }
    #expect(lists.values.contains("[\"first\"]"))
    done.wait()
  }

  @Test func `What throws within a transaction leaves nothing, and a rehearsal neither`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let before = try ProjectContent.of(path)
    let file = try ProjectFile(opening: path)
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try file.write { transaction in
        _ = try transaction.undo(annotator: "ana", at: SmallProject.start, source: "a test")
        throw Stop()
      }
    }
    let undone = try file.rehearse { transaction in
      _ = try transaction.undo(annotator: "ana", at: SmallProject.start, source: "a test")
      return try transaction.snapshot.labelPosition()
    }
    #expect(undone == 41)
    try file.close()
    #expect(try ProjectContent.of(path) == before)
  }

  /// POSIX drops a process's locks on a file when it closes any descriptor of it: verifying and backing up must not.
  @Test func `Looking at a file leaves the locks of this process on it`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let file = try ProjectFile(opening: path)
    try file.write { _ = try $0.columnList("[\"open\"]") }
    _ = try ProjectFile.verify(path)
    _ = try ProjectFile.backup(from: path, to: folder.path("b.garimpo"))
    _ = try RawFile(path).bytes(at: 0, count: 100)
    // The last connection of all carries the log over and removes it; this one is not, as long as ours holds its lock.
    #expect(try Commands.run(StoreWorkerRun.program.path, path, "label", "ana", "1"))
    #expect(folder.names.contains("p.garimpo-wal"))
    #expect(try file.read { try $0.labelPosition() } == 41)
  }
}
