import Foundation
import GarimpoKernels
import GarimpoStore
import Testing

/// The program is killed (signal 9) at random moments, 200 times in all: what it had acknowledged is there, nothing is
/// there by half, and the next command works.
@Suite(.serialized)
struct CrashTests {
  private static let rowCount = 600

  /// A folder with a project of `rowCount` things.
  private static func world() throws -> TinyWorld {
    let world = try TinyWorld()
    try world.write(table(version: 0), to: "many.csv")
    #expect(try world.run("init", "tiny", "--recipe", "tiny.yaml").status == 0)
    #expect(try world.run("import", "many.csv").status == 0)
    return world
  }

  private static func table(version: Int) -> String {
    let rows = (0..<rowCount).map { row in
      "\(row % 4 == 0 ? "red" : "blue") thing \(row) of \(version),201\(row / 4 % 2 + 8)-0\(row % 9 + 1)-01,"
        + (row % 3 == 2 ? "" : row % 4 == 0 ? "1" : "0")
    }
    return "title,published,y\n" + rows.joined(separator: "\n") + "\n"
  }

  /// Opens the project as the next command would, and sees that SQLite finds it whole.
  private static func check<Value>(_ world: TinyWorld, _ body: (Snapshot) throws -> Value) throws -> Value {
    let verified = try world.run("verify", "tiny.garimpo")
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    let file = try ProjectFile(opening: world.folder.appending(path: "tiny.garimpo").path)
    defer { try? file.close() }
    return try file.read(body)
  }

  @Test func `Every acknowledged label outlives a kill`() throws {
    let world = try Self.world()
    let keys = try Self.check(world) { snapshot in
      var keys: [String] = []
      try snapshot.forEachItem { key, _ in keys.append(key) }
      return keys
    }
    var random = SplitMix64(seed: 1, stream: 0)
    var acknowledged: [Int64: String] = [:]
    // A busy machine needs longer for the first acknowledgement, without which there is nothing to lose.
    var patience: UInt32 = 1
    for attempt in 0..<80 {
      let victim = try Victim(["label", "-", "--annotator", "ana"], in: world.folder)
      victim.feed { "\(keys[random.next(below: keys.count)])\t\(random.next(below: 2) == 0 ? "yes" : "no")\n" }
      usleep(patience * UInt32(15_000 + random.next(below: 25_000 * (1 + attempt % 8))))
      for line in victim.kill().split(separator: "\n") {
        let words = line.split(separator: " ")
        guard words.count == 4, words[0] == "ok", let position = Int64(words[1]) else { continue }
        acknowledged[position] = "\(words[2]) \(words[3])"
      }
      guard attempt % 8 == 7 else { continue }
      if acknowledged.isEmpty { patience *= 2 }
      let stored = try Self.check(world) { snapshot in
        try snapshot.labelEvents().map { event in
          (event.position, "\(try snapshot.item(event.item)?.key ?? "") \(event.answer.rawValue)")
        }
      }
      let log = Dictionary(uniqueKeysWithValues: stored)
      for (position, said) in acknowledged { #expect(log[position] == said, "entry \(position)") }
    }
    #expect(acknowledged.count > 100, "the test must have given labels: \(acknowledged.count)")
  }

  @Test func `A killed import leaves all of it or nothing`() throws {
    let world = try Self.world()
    var random = SplitMix64(seed: 2, stream: 0)
    var finished = 0
    for attempt in 1...40 {
      try world.write(Self.table(version: attempt), to: "many.csv")
      let before = try Self.check(world) { (try $0.imports().count, try $0.itemCount(), try $0.versionPosition()) }
      let victim = try Victim(["import", "many.csv"], in: world.folder)
      usleep(UInt32(10_000 + random.next(below: 150_000)))
      _ = victim.kill()
      let after = try Self.check(world) { (try $0.imports().count, try $0.itemCount(), try $0.versionPosition()) }
      if after.0 == before.0 {
        #expect(after == before)
      } else {
        finished += 1
        #expect(after.0 == before.0 + 1)
        #expect(after.2 >= before.2 + Int64(Self.rowCount))
      }
    }
    #expect(try world.run("import", "many.csv").status == 0)
    #expect(finished < 40, "some imports must have been cut short")
  }

  @Test func `A killed round leaves all of it or nothing`() throws {
    let world = try Self.world()
    var random = SplitMix64(seed: 3, stream: 0)
    var finished = 0
    for _ in 0..<40 {
      let before = try Self.check(world) { try $0.rounds().count }
      let victim = try Victim(["round", "--resamples", "100"], in: world.folder)
      usleep(UInt32(20_000 + random.next(below: 250_000)))
      _ = victim.kill()
      try Self.check(world) { snapshot in
        let rounds = try snapshot.rounds()
        #expect(rounds.count == before || rounds.count == before + 1)
        finished += rounds.count - before
        for round in rounds {
          #expect(try snapshot.batch(ofRound: round.id).count == 3)
          #expect(try snapshot.scores(ofRound: round.id).count == round.figures.poolCount)
          #expect(try snapshot.model(round.model) != nil)
        }
      }
    }
    #expect(finished < 40, "some rounds must have been cut short")
    #expect(try world.run("round", "--resamples", "100").status == 0)
    #expect(try world.run("replay").status == 0)
  }

  @Test func `A killed compaction changes nothing`() throws {
    let world = try Self.world()
    #expect(try world.run("round", "--resamples", "100").status == 0)
    var random = SplitMix64(seed: 4, stream: 0)
    func content() throws -> [Int64] {
      try Self.check(world) { snapshot in
        [try snapshot.labelPosition(), try snapshot.versionPosition(), Int64(try snapshot.scores(ofRound: 1).count)]
      }
    }
    let before = try content()
    for _ in 0..<40 {
      let victim = try Victim(["compact"], in: world.folder)
      usleep(UInt32(5_000 + random.next(below: 60_000)))
      _ = victim.kill()
      #expect(try content() == before)
    }
    #expect(try world.run("compact").status == 0)
    #expect(try content() == before)
  }

  @Test func `Four processes that label at once lose nothing and double nothing`() throws {
    let world = try Self.world()
    let (keys, start) = try Self.check(world) { snapshot in
      var keys: [String] = []
      try snapshot.forEachItem { key, _ in keys.append(key) }
      return (keys, try snapshot.labelPosition())
    }
    let processes = try (0..<4).map { worker in
      try Victim(["label", "-", "--annotator", "worker\(worker)", "--wait", "60"], in: world.folder)
    }
    var random = SplitMix64(seed: 5, stream: 0)
    for process in processes {
      process.send((0..<500).map { "\(keys[$0])\t\(random.next(below: 2) == 0 ? "yes" : "no")\n" }.joined())
    }
    var positions: Set<Int64> = []
    for process in processes {
      let said = process.finish().split(separator: "\n").compactMap { $0.split(separator: " ").dropFirst().first }
      #expect(said.count == 500)
      positions.formUnion(said.compactMap { Int64($0) })
    }
    #expect(positions.count == 2000)
    try Self.check(world) { snapshot in
      let events = try snapshot.labelEvents(after: start)
      #expect(events.count == 2000 && Set(events.map(\.position)) == positions)
      for worker in 0..<4 {
        #expect(Set(events.filter { $0.annotator == "worker\(worker)" }.map(\.item)).count == 500)
      }
    }
  }
}

/// A process of the program that is to be killed.
private final class Victim {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let collected = Collected()

  init(_ arguments: [String], in folder: URL) throws {
    process.executableURL = ProgramRun.program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    signal(SIGPIPE, SIG_IGN)
    try process.run()
    let (handle, collected) = (output.fileHandleForReading, collected)
    Thread.detachNewThread { collected.fill(from: handle) }
  }

  /// Writes lines until the pipe is full or the process is gone.
  func feed(_ line: () -> String) {
    var text = ""
    for _ in 0..<400 { text += line() }
    send(text)
  }

  func send(_ text: String) { try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

  /// Kills the process and returns what it had said.
  func kill() -> String {
    Foundation.kill(process.processIdentifier, SIGKILL)
    return finish()
  }

  /// Waits for the end and returns what was said.
  func finish() -> String {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    return collected.wait()
  }
}

/// What a process says, read by a thread of its own.
private final class Collected: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var bytes = Data()

  func fill(from handle: FileHandle) {
    bytes = (try? handle.readToEnd()) ?? Data()
    done.signal()
  }

  func wait() -> String {
    done.wait()
    return String(decoding: bytes, as: UTF8.self)
  }
}
