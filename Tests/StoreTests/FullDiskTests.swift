import Foundation
import GRDB
import Testing

@testable import GarimpoStore

/// A disk that is full, or may not be written: said clearly, and nothing that was stored is harmed.
@Suite(.enabled(if: SmallDisk.isPossible))
struct FullDiskTests {
  private static func problem(_ body: () throws -> Void) -> StoreError.Problem? {
    #expect(throws: StoreError.self) { try body() }?.problem
  }

  @Test(arguments: [1300, 1700, 5500])
  func `Every acknowledged label is there when the disk is full, and labelling goes on with new room`(
    _ kilobytes: Int
  ) throws {
    let disk = try SmallDisk(kilobytes: kilobytes)
    let path = try disk.folder.makeProject { _ = try SmallProject(count: 3, file: $0) }
    try disk.folder.write(.init(repeating: 1, count: 500_000), to: "room")
    let file = try ProjectFile(opening: path)
    let project = try SmallProject(count: 0, file: file)
    var (acknowledged, problem): (Int64, StoreError.Problem?) = (0, nil)
    while problem == nil, acknowledged < 20_000 {
      do { acknowledged = try project.answer(acknowledged % 3 + 1, .yes) } catch let error as StoreError {
        problem = error.problem
      }
    }
    #expect(problem == .full)
    #expect(try file.read { try $0.labelPosition() } == acknowledged)
    #expect(Self.problem { try project.answer(1, .no) } == .full, "it stays full")
    #expect(try ProjectFile.verify(path).labels == .whole(count: Int(acknowledged)))

    try FileManager.default.removeItem(atPath: disk.folder.path("room"))
    for number in 1...20 { #expect(try project.answer(1, .no) == acknowledged + Int64(number)) }
    try file.close()
    let report = try ProjectFile.verify(path)
    #expect(report.isWhole && report.labels == .whole(count: Int(acknowledged) + 20))
  }

  @Test func `A large transaction that does not fit leaves nothing`() throws {
    let disk = try SmallDisk(kilobytes: 1500)
    let path = try disk.folder.makeProject { _ = try SmallProject(count: 3, file: $0) }
    let file = try ProjectFile(opening: path)
    #expect(Self.problem { _ = try SmallProject.add(20_000, to: file) } == .full)
    #expect(try file.read { (try $0.itemCount(), try $0.imports().count) } == (3, 1))
    #expect(try SmallProject.add(10, to: file) == 13)
    #expect(try ProjectFile.verify(path).isWhole)
  }

  @Test func `Compacting without room changes nothing`() throws {
    let disk = try SmallDisk(kilobytes: 2500)
    let path = try disk.folder.makeProject { try SampleProject.fill($0) }
    let content = try ProjectContent.of(path)
    let file = try ProjectFile(opening: path)
    try file.read { _ = try $0.project() }
    let filling = try disk.fill(leaving: 60_000)
    #expect(Self.problem { _ = try file.compact() } == .full)
    #expect(try ProjectFile.verify(path).isWhole)
    try FileManager.default.removeItem(atPath: filling)
    #expect(try file.compact().bytesAfter > 0)
    try file.close()
    #expect(try ProjectContent.of(path) == content)
  }

  @Test func `Neither half a project nor half a backup is left`() throws {
    let disk = try SmallDisk(kilobytes: 1200)
    let source = try StoreFolder()
    let path = try source.makeProject { try SampleProject.fill($0) }
    for room in [0, 4096, 40_000, 120_000] {
      _ = try disk.fill(leaving: room)
      #expect(Self.problem { _ = try ProjectFile(creating: disk.folder.path("p.garimpo"), SmallProject.new) } == .full)
      let error = #expect(throws: StoreError.self) {
        _ = try ProjectFile.backup(from: path, to: disk.folder.path("b.garimpo"))
      }
      #expect(error == StoreError(path: disk.folder.path("b.garimpo"), .full), "with room for \(room)")
      #expect(disk.folder.names == ["filling"])
      try FileManager.default.removeItem(atPath: disk.folder.path("filling"))
    }
  }

  @Test func `A salvage without room leaves nothing, and blames the target`() throws {
    let disk = try SmallDisk(kilobytes: 1200)
    let source = try StoreFolder()
    let path = try source.makeProject { try SampleProject.fill($0) }
    var bytes = try source.bytes("p.garimpo")
    bytes[2] = 0
    try source.write(bytes, to: "p.garimpo")
    for room in [0, 8192, 100_000, 200_000] {
      _ = try disk.fill(leaving: room)
      let error = #expect(throws: StoreError.self) {
        _ = try ProjectFile.backup(from: path, to: disk.folder.path("b.garimpo"))
      }
      #expect(error == StoreError(path: disk.folder.path("b.garimpo"), .full), "with room for \(room)")
      #expect(disk.folder.names == ["filling"])
      try FileManager.default.removeItem(atPath: disk.folder.path("filling"))
    }
    #expect(try ProjectFile.backup(from: path, to: disk.folder.path("b.garimpo")).isWhole)
  }

  @Test func `A read-only disk is said to be one, and can be looked at and backed up`() throws {
    let disk = try SmallDisk(kilobytes: 2000)
    let other = try StoreFolder()
    let path = try disk.folder.makeProject { try SampleProject.fill($0) }
    try disk.setReadOnly(true)
    #expect(Self.problem { _ = try ProjectFile(opening: path) } == .readOnly)
    #expect(
      Self.problem { _ = try ProjectFile(creating: disk.folder.path("q.garimpo"), SmallProject.new) } == .readOnly)
    #expect(Self.problem { _ = try ProjectFile.backup(from: path, to: disk.folder.path("b.garimpo")) } == .readOnly)
    let report = try ProjectFile.verify(path)
    #expect(report.isWhole && report.labels == .whole(count: 40))
    #expect(try ProjectFile.backup(from: path, to: other.path("b.garimpo")).isWhole)
    #expect(try ProjectContent.of(other.path("b.garimpo"))["label_event"]?.count == 40)
    #expect(other.names == ["b.garimpo"])
  }

  /// A stick that was pulled out while the newest labels were still in the log.
  @Test func `A read-only disk's log is read along`() throws {
    let disk = try SmallDisk(kilobytes: 3000)
    let source = try StoreFolder()
    let file = try ProjectFile(creating: source.path("p.garimpo"), SmallProject.new)
    try SampleProject.fill(file)
    for name in ["p.garimpo", "p.garimpo-wal"] { try disk.folder.write(try source.bytes(name), to: name) }
    try file.close()
    try disk.setReadOnly(true)
    #expect(try ProjectFile.verify(disk.folder.path("p.garimpo")).labels == .whole(count: 40))
    _ = try ProjectFile.backup(from: disk.folder.path("p.garimpo"), to: source.path("b.garimpo"))
    #expect(try ProjectFile.verify(source.path("b.garimpo")).labels == .whole(count: 40))
  }
}
