import Foundation
import GRDB
import GarimpoKernels
import Testing

@testable import GarimpoStore

/// What a power cut leaves is imitated by copies of the file and its write-ahead log.
///
/// The file is copied first, then the log, while a transaction reads. That order gives a state that a power cut could
/// leave: as long as the reader is there, nothing newer than what it sees is carried over into the file, and a log that
/// begins anew builds on the file as it was copied. The other way round a checkpoint between the two copies could put
/// pages into the file that the copied log knows nothing of, which no power cut does: SQLite flushes the log first.
struct PowerCutTests {
  private static func copy(_ name: String, of folder: StoreFolder, to target: StoreFolder) throws {
    for end in ["", "-wal"] {
      #expect(try Commands.run("/bin/cp", folder.path(name + end), target.path(name + end)))
    }
  }

  @Test(arguments: [8, 200, 1000])
  func `A copy at any moment has every label that was acknowledged before`(_ pagesPerCheckpoint: Int) throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let (writer, reader) = (try ProjectFile(opening: path), try ProjectFile(opening: path))
    try writer.withConnection { try $0.execute(sql: "PRAGMA wal_autocheckpoint = \(pagesPerCheckpoint)") }
    let project = try SmallProject(count: 0, file: writer)
    let (isDone, acknowledged) = (Flag(), Counter(40))
    let writing = Thread {
      var item: Int64 = 0
      while !isDone.isSet, let position = try? project.answer(item % 60 + 1, .yes, by: "eva") {
        acknowledged.set(position)
        item += 1
      }
      isDone.confirm()
    }
    writing.start()
    var random = SplitMix64(seed: 7, stream: UInt64(pagesPerCheckpoint))
    for attempt in 0..<15 {
      usleep(UInt32(random.next(below: 15_000)))
      let copied = try StoreFolder()
      let before = acknowledged.value
      try reader.read { snapshot in
        _ = try snapshot.labelPosition()
        try Self.copy("p.garimpo", of: folder, to: copied)
      }
      let file = try ProjectFile(opening: copied.path("p.garimpo"))
      let position = try file.read { try $0.labelPosition() }
      #expect(position >= before, "attempt \(attempt)")
      #expect(
        try file.write { try $0.undo(annotator: "eva", at: SmallProject.start, source: "a test") } != nil
          || before == 40)
      try file.close()
      let report = try ProjectFile.verify(copied.path("p.garimpo"))
      #expect(report.isWhole, "attempt \(attempt): \(report.sentences)")
    }
    isDone.set()
    isDone.waitUntilConfirmed()
    #expect(acknowledged.value > 60, "labels were given meanwhile")
  }

  /// A file with sixty labels in its log, and how long the log was after each.
  private static func logged(in folder: StoreFolder) throws -> (file: ProjectFile, lengths: [Int]) {
    let path = try folder.makeProject { _ = try SmallProject(count: 3, file: $0) }
    let file = try ProjectFile(opening: path)
    try file.withConnection { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
    let project = try SmallProject(count: 0, file: file)
    let lengths = try (0..<60).map { number in
      try project.answer(Int64(number % 3 + 1), .no)
      return FilePlace(path).logByteCount
    }
    return (file, lengths)
  }

  /// Opens a file with this log; the labels must be the first ones, without a gap, and at least `least`.
  private static func check(
    _ copied: StoreFolder, file: [UInt8], log: [UInt8], least: Int, _ what: Comment
  ) throws {
    try copied.write(file, to: "p.garimpo")
    try copied.write(log, to: "p.garimpo-wal")
    let opened = try ProjectFile(opening: copied.path("p.garimpo"))
    let count = try opened.read { try $0.labelEvents().count }
    #expect(count >= least && count <= 60, what)
    #expect(try SmallProject(count: 0, file: opened).answer(1, .yes) == Int64(count) + 1, what)
    try opened.close()
    #expect(try ProjectFile.verify(copied.path("p.garimpo")).labels == .whole(count: count + 1), what)
    #expect(try ProjectFile.verify(copied.path("p.garimpo")).isWhole, what)
  }

  @Test func `A log that was cut off anywhere loses only what was behind the cut`() throws {
    let (folder, copied) = (try StoreFolder(), try StoreFolder())
    let (file, lengths) = try Self.logged(in: folder)
    try Self.copy("p.garimpo", of: folder, to: copied)
    let (bytes, log) = (try copied.bytes("p.garimpo"), try copied.bytes("p.garimpo-wal"))
    #expect(log.count == lengths.last)
    var random = SplitMix64(seed: 8, stream: 0)
    var cuts = [0, 1, 31, 32, 33, 55, 56, 4096 + 55, 4096 + 56, log.count - 1, log.count]
    cuts += (0..<40).map { _ in random.next(below: log.count) }
    cuts += lengths.prefix(12)
    for cut in cuts {
      let least = lengths.filter { $0 <= cut }.count
      try Self.check(copied, file: bytes, log: Array(log.prefix(cut)), least: least, "cut at \(cut) of \(log.count)")
    }
    try file.close()
  }

  @Test func `A log with a wrong byte loses only what is behind it`() throws {
    let (folder, copied) = (try StoreFolder(), try StoreFolder())
    let (file, lengths) = try Self.logged(in: folder)
    try Self.copy("p.garimpo", of: folder, to: copied)
    let (bytes, log) = (try copied.bytes("p.garimpo"), try copied.bytes("p.garimpo-wal"))
    var random = SplitMix64(seed: 9, stream: 0)
    for _ in 0..<40 {
      var changed = log
      let place = random.next(below: log.count)
      changed[place] ^= UInt8(1 + random.next(below: 255))
      let least = lengths.filter { $0 <= place }.count
      try Self.check(copied, file: bytes, log: changed, least: least, "byte \(place) of \(log.count)")
    }
    try file.close()
  }
}
