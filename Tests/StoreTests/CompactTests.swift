import Foundation
import GRDB
import Testing

@testable import GarimpoStore

struct CompactTests {
  @Test func `Everything stays, and room is given back`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { file in
      try SampleProject.fill(file)
      // Room that was used once.
      _ = try file.write {
        try $0.add(StoredModel(at: SmallProject.start, format: 1, bytes: .init(repeating: 7, count: 900_000)))
      }
      try file.withConnection { try $0.execute(sql: "DELETE FROM model WHERE id = 3") }
    }
    let content = try ProjectContent.of(path)
    let file = try ProjectFile(opening: path)
    let report = try file.compact()
    #expect(report.bytesBefore > 900_000 && report.bytesAfter < 300_000)
    #expect(report.droppedScoreCount == 0 && report.droppedModelCount == 0 && !report.isWaiting)
    #expect(report.bytesAfter == (FilePlace(path).byteCount) && FilePlace(path).logByteCount == 0)
    try file.close()
    #expect(try ProjectContent.of(path) == content)
    #expect(try ProjectFile.verify(path).isWhole)
  }

  @Test(arguments: [0, 1, 2, 9])
  func `Scores and models of the newest rounds are kept`(_ kept: Int) throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let content = try ProjectContent.of(path)
    let file = try ProjectFile(opening: path)
    // A model that no round has belongs to nobody's past.
    let free = try file.write { try $0.add(StoredModel(at: SmallProject.start, format: 1, bytes: [1])) }
    let report = try file.compact(keepingScoresOfLastRounds: kept, keepingModelsOfLastRounds: kept)
    let dropped = max(0, 2 - kept)
    #expect(report.droppedScoreCount == dropped * 30 && report.droppedModelCount == dropped)
    for round in 1...2 {
      let isKept = round > dropped
      #expect(try file.read { try $0.scores(ofRound: Int64(round)) }.count == (isKept ? 30 : 0))
      if isKept {
        #expect(try file.read { try $0.model(Int64(round)) }?.bytes.count == 9000)
      } else {
        let error = #expect(throws: StoreError.self) { _ = try file.read { try $0.model(Int64(round)) } }
        #expect(error == StoreError(path: path, .modelDropped(id: Int64(round))))
      }
      #expect(try file.read { try $0.modelChecksum(Int64(round)) }?.count == 64)
      #expect(try file.read { try $0.batch(ofRound: Int64(round)) }.count == 5)
    }
    #expect(try file.read { try $0.model(free) }?.bytes == [1])
    #expect(try file.compact(keepingModelsOfLastRounds: kept).droppedModelCount == 0, "once is enough")
    try file.close()
    let after = try ProjectContent.of(path)
    for table in content.keys where table != "score" && table != "model" { #expect(after[table] == content[table]) }
    #expect(try ProjectFile.verify(path).isWhole)
  }

  @Test func `A reader elsewhere only delays the shrinking`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let (reader, file) = (try ProjectFile(opening: path), try ProjectFile(opening: path, wait: 0.1))
    try reader.read { (snapshot) throws in
      #expect(try snapshot.labelPosition() == 40)
      #expect(try file.compact(keepingScoresOfLastRounds: 0).isWaiting)
      #expect(try snapshot.scores(ofRound: 2).count == 30, "it still sees what it saw")
    }
    #expect(try reader.read { try $0.scores(ofRound: 2) }.isEmpty)
    #expect(try !file.compact().isWaiting)
  }

  @Test func `A project in memory is compacted too`() throws {
    let file = try ProjectFile(inMemory: SmallProject.new)
    try SampleProject.fill(file)
    let report = try file.compact(keepingModelsOfLastRounds: 1)
    #expect(report.bytesBefore == 0 && report.bytesAfter == 0 && report.droppedModelCount == 1)
    #expect(try file.read { try $0.labelPosition() } == 40)
  }

  @Test func `A damaged file is not compacted`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { try SampleProject.fill($0) }
    let root = try DatabaseQueue(path: path).read {
      try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'score'") ?? 0
    }
    var bytes = try folder.bytes("p.garimpo")
    for offset in (root - 1) * 4096..<root * 4096 { bytes[offset] = 0 }
    try folder.write(bytes, to: "p.garimpo")
    let file = try ProjectFile(opening: path)
    let error = #expect(throws: StoreError.self) { _ = try file.compact() }
    #expect(error?.problem == .damaged(detail: "database disk image is malformed"))
    try file.close()
    #expect(try folder.bytes("p.garimpo") == bytes)
  }
}
