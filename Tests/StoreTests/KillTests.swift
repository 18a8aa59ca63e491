import Foundation
import GarimpoKernels
import Testing

@testable import GarimpoStore

/// Processes that work on a project are killed (signal 9) at random moments, 200 times in all.
@Suite(.serialized)
struct KillTests {
  /// Kills a worker some time after it began or after its first line; what it had acknowledged.
  private static func kill(
    _ task: String, on path: String, in folder: StoreFolder, _ random: inout SplitMix64
  ) throws -> [Int64] {
    let worker = try StoreWorkerRun(task, on: path, count: 1_000_000, in: folder)
    if random.next(below: 5) > 0 {
      let deadline = Date(timeIntervalSinceNow: 20)
      while worker.said.isEmpty && Date() < deadline { usleep(500) }
    }
    usleep(UInt32(5000 + random.next(below: 45_000)))
    return worker.kill()
  }

  private static func check(_ path: String, _ what: Comment) throws {
    let report = try ProjectFile.verify(path)
    #expect(report.isWhole, "\(report.sentences), \(what)")
  }

  @Test func `Every acknowledged label outlives a kill`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { _ = try SmallProject(count: 20, file: $0) }
    var random = SplitMix64(seed: 10, stream: 0)
    var newest: Int64 = 0
    for attempt in 0..<80 {
      let said = try Self.kill("label", on: path, in: folder, &random)
      #expect(said.isEmpty || said == Array((said.first ?? 0)...(said.last ?? 0)), "attempt \(attempt)")
      newest = max(newest, said.last ?? 0)
      try Self.check(path, "attempt \(attempt)")
      let file = try ProjectFile(opening: path)
      let position = try file.read { try $0.labelPosition() }
      // At most the one that was stored and not yet acknowledged is there beyond.
      #expect(position == newest || position == newest + 1, "attempt \(attempt)")
      newest = position
      try file.close()
    }
    #expect(newest > 200, "labels were given")
  }

  @Test func `A killed import leaves all of it or nothing`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { _ = try SmallProject(count: 20, file: $0) }
    var random = SplitMix64(seed: 11, stream: 0)
    var newest: Int64 = 1
    for attempt in 0..<40 {
      newest = max(newest, try Self.kill("import", on: path, in: folder, &random).last ?? 0)
      try Self.check(path, "attempt \(attempt)")
      let file = try ProjectFile(opening: path)
      let (imports, items) = try file.read { (try $0.imports(), try $0.itemCount()) }
      let last = imports.first?.id ?? 0
      #expect(last == newest || last == newest + 1, "attempt \(attempt)")
      #expect(items == Int(last) * 20, "attempt \(attempt)")
      newest = last
      try file.close()
    }
    #expect(newest > 40)
  }

  @Test func `A killed round leaves all of it or nothing`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { _ = try SmallProject(count: 200, file: $0) }
    var random = SplitMix64(seed: 12, stream: 0)
    var newest: Int64 = 0
    for attempt in 0..<40 {
      newest = max(newest, try Self.kill("round", on: path, in: folder, &random).last ?? 0)
      // Compares each model and each result with its checksum.
      try Self.check(path, "attempt \(attempt)")
      let file = try ProjectFile(opening: path)
      let last = try file.read { try $0.newestRound() ?? 0 }
      #expect(last == newest || last == newest + 1, "attempt \(attempt)")
      newest = last
      try file.read { (snapshot) throws in
        for round in max(1, last - 2)..<max(1, last + 1) {
          #expect(try snapshot.batch(ofRound: round).count == 3)
          #expect(try snapshot.scores(ofRound: round).count == 200)
        }
      }
      // Kept small, for every look reads all of it.
      _ = try file.compact(keepingScoresOfLastRounds: 3, keepingModelsOfLastRounds: 3)
      try file.close()
    }
    #expect(newest > 40)
  }

  @Test func `A killed compaction changes nothing`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { file in
      try SampleProject.fill(file)
      _ = try SmallProject.add(1000, to: file)
    }
    let before = try ProjectContent.of(path)
    var random = SplitMix64(seed: 13, stream: 0)
    for attempt in 0..<40 {
      _ = try Self.kill("compact", on: path, in: folder, &random)
      try Self.check(path, "attempt \(attempt)")
      let after = try ProjectContent.of(path)
      for table in before.keys.sorted() where table != "score" {
        #expect(after[table] == before[table], "\(table), attempt \(attempt)")
      }
    }
  }

  @Test func `Four processes that label at once lose nothing and double nothing`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { _ = try SmallProject(count: 500, file: $0) }
    let workers = try (0..<4).map {
      try StoreWorkerRun("label", on: path, as: "worker\($0)", count: 500, in: folder)
    }
    let said = workers.map { $0.finish() ?? [] }
    #expect(said.map(\.count) == [500, 500, 500, 500])
    #expect(said.joined().sorted() == Array(1...2000))
    try ProjectFile(opening: path).read { snapshot in
      let events = try snapshot.labelEvents()
      for (number, positions) in said.enumerated() {
        let own = events.filter { $0.annotator == "worker\(number)" }
        #expect(own.map(\.position) == positions)
        #expect(own.map(\.item) == Array(1...500))
      }
    }
    try Self.check(path, "four processes")
  }
}
