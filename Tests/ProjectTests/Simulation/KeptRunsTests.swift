import Foundation
import Synchronization
import Testing

@testable import GarimpoProject

struct KeptRunsTests {
  private let notes: SimulationNotes
  init() throws { notes = try SimulationNotes() }

  private func options(_ output: String?, _ change: (inout SimulationOptions) -> Void = { _ in }) -> SimulationOptions {
    var options = SimulationOptions(table: notes.table, recipe: notes.path("notes.yaml"))
    (options.repetitionCount, options.observed, options.threadCount) = (3, "2026-11-25", 1)
    (options.asking, options.stopping) = (["certainty 60%, random 40%", "random"], ["in-a-row 5"])
    options.output = output.map(notes.path)
    change(&options)
    return options
  }

  /// Ends early once `count` runs are done; what is said then.
  private func interrupt(_ options: SimulationOptions, after count: Int) -> String {
    let done = Atomic(0)
    do {
      _ = try options.run(isCancelled: { done.load(ordering: .relaxed) >= count }) { so, _ in
        done.store(so, ordering: .relaxed)
      }
      return ""
    } catch { return "\(error)".replacing(notes.path(""), with: "") }
  }

  private func said(_ options: SimulationOptions) -> String { interrupt(options, after: .max) }

  private func bytes(_ folder: String) throws -> [String] {
    try ["result.json", "runs.csv", "curves.csv", "report.html"].map { try notes.read("\(folder)/\($0)") }
  }

  @Test func `After an interruption the rest is played, and the result is the same bytes`() throws {
    _ = try options("whole").run()
    #expect(
      interrupt(options("sim"), after: 4)
        == "interrupted; 4 of 6 runs are kept in sim/unfinished.runs: the same command goes on from there")
    #expect(try FileManager.default.contentsOfDirectory(atPath: notes.path("sim")) == ["unfinished.runs"])
    let calls = Mutex<[Int]>([])
    let reply = try options("sim").run(observer: { done, _ in calls.withLock { $0.append(done) } })
    #expect(calls.withLock { $0 } == [5, 6] && reply.keptRunCount == 4)
    #expect(reply.text(TextStyle()).contains("4 of 6 runs were done before an interruption."))
    #expect(try bytes("sim") == bytes("whole"))
    #expect(!FileManager.default.fileExists(atPath: notes.path("sim/unfinished.runs")))
  }

  @Test func `Wherever the file was cut or damaged, the result is the same bytes`() throws {
    _ = try options("whole").run()
    _ = interrupt(options("sim"), after: 5)
    let kept = Array(try notes.read("sim/unfinished.runs").utf8)
    let ends = kept.indices.filter { kept[$0] == 0x0A }
    #expect(ends.count == 6)
    // Nothing, half of the first line, all of it without its end, with it; half of the third run, all but its end, with it.
    for length in [0, ends[0] / 2, ends[0], ends[0] + 1, (ends[2] + ends[3]) / 2, ends[3], ends[3] + 1] {
      try notes.write(String(decoding: kept[..<length], as: UTF8.self), to: "sim/unfinished.runs")
      let reply = try options("sim").run()
      #expect(reply.keptRunCount == max(0, ends.count { $0 < length } - 1))
      #expect(try bytes("sim") == bytes("whole"))
      for name in try FileManager.default.contentsOfDirectory(atPath: notes.path("sim")) {
        try FileManager.default.removeItem(atPath: notes.path("sim/\(name)"))
      }
    }
    // A digit of the second run that is another, although the line can be read.
    var damaged = kept
    let place = try #require((ends[1]..<ends[2]).first { damaged[$0] == UInt8(ascii: "1") })
    damaged[place] = UInt8(ascii: "2")
    try notes.write(String(decoding: damaged, as: UTF8.self), to: "sim/unfinished.runs")
    #expect(try options("sim").run().keptRunCount == 1)
    #expect(try bytes("sim") == bytes("whole"))
  }

  @Test func `Interrupted twice, and with other threads, it still goes on`() throws {
    _ = try options("whole").run()
    _ = interrupt(options("sim"), after: 2)
    _ = interrupt(options("sim") { $0.threadCount = 2 }, after: 4)
    let reply = try options("sim") { $0.threadCount = 3 }.run()
    #expect((4...5).contains(reply.keptRunCount))
    #expect(try bytes("sim") == bytes("whole"))
  }

  @Test func `Other options and another table are refused, unless it begins anew`() throws {
    _ = interrupt(options("sim"), after: 2)
    let start = "sim/unfinished.runs: the runs of an interrupted simulation "
    let end = "; finish it as it was begun, begin anew with --force, or choose another --output"
    #expect(said(options("sim") { $0.seed = 7 }) == start + "with --seed 0, here it is 7" + end)
    #expect(
      said(options("sim") { $0.learners = ["svm", "forest"] }) == start
        + "with --learner elas-u4, here it is svm; forest"
        + end)
    #expect(said(options("sim") { $0.stopping = [] }) == start + "with --stopping in-a-row 5, here it is nothing" + end)
    #expect(
      said(options("sim") { $0.reading.delimiter = 0x2C }) == start + "with another recipe or another reading" + end)
    let table = try notes.read("notes.csv")
    try notes.write(table + "n99,one more,1,0\n", to: "notes.csv")
    #expect(
      said(options("sim"))
        == start + "on another table; finish it with that one, begin anew with --force, or choose another --output")
    try notes.write(table, to: "notes.csv")
    // With the same options --force goes on as well: it is the same result.
    _ = interrupt(options("sim") { $0.replacesExisting = true }, after: 3)
    let other = try options("sim") { ($0.seed, $0.replacesExisting) = (7, true) }.run()
    #expect(other.keptRunCount == 0 && other.wishes.seed == 7)
    #expect(!FileManager.default.fileExists(atPath: notes.path("sim/unfinished.runs")))
  }

  @Test func `A strange file is not taken over, nor one that another process writes to`() throws {
    _ = interrupt(options("sim"), after: 2)
    let kept = try notes.read("sim/unfinished.runs")
    try notes.write("a,b\n1,2\n", to: "sim/unfinished.runs")
    #expect(
      said(options("sim"))
        == "sim/unfinished.runs: not the runs of an interrupted simulation that this version can read; begin anew with "
        + "--force, or choose another --output")
    #expect(try notes.read("sim/unfinished.runs") == "a,b\n1,2\n")
    try notes.write(kept, to: "sim/unfinished.runs")
    let file = open(notes.path("sim/unfinished.runs"), O_RDWR)
    #expect(flock(file, LOCK_EX) == 0)
    #expect(
      said(options("sim")) == "sim: another garimpo is playing there; wait until it is done, or choose another --output"
    )
    close(file)
    #expect(try options("sim").run().keptRunCount == 2)
  }

  @Test func `Without a folder, or before the first run, nothing is kept, and that is said`() throws {
    #expect(
      interrupt(options(nil), after: 2)
        == "interrupted; nothing was kept: with --output FOLDER runs that are done are kept there, and the same command goes on"
    )
    #expect(interrupt(options("sim"), after: 0) == "interrupted before the first run was done; nothing was kept")
    #expect(!FileManager.default.fileExists(atPath: notes.path("sim")))
  }
}
