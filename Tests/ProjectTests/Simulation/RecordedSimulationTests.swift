import Foundation
import Testing

@testable import GarimpoProject

struct RecordedSimulationTests {
  /// A simulation whose files are in `sim`.
  private func played(_ notes: SimulationNotes) throws -> SimulationReply {
    try notes.run {
      ($0.learners, $0.asking) = (["logistic", "forest trees=10"], ["certainty 50%, random 50%"])
      ($0.stopping, $0.seed, $0.batchSize, $0.priors) = (["in-a-row 5", "hypergeometric after=5"], 9, 3, "2+1")
      ($0.stop, $0.output) = ("never", notes.path("sim"))
    }
  }

  private func said(_ notes: SimulationNotes, _ body: () throws -> SimulationReply) -> String {
    do {
      return try body().again?.sentence.replacing(notes.path(""), with: "") ?? ""
    } catch { return "\(error)".replacing(notes.path(""), with: "") }
  }

  @Test func `A result file alone brings the same bytes again`() throws {
    let notes = try SimulationNotes()
    let first = try played(notes)
    // Not the recipe file: its text is in the result.
    try FileManager.default.removeItem(atPath: notes.path("notes.yaml"))
    var options = try SimulationOptions(again: notes.path("sim/result.json"))
    options.output = notes.path("again")
    let again = try options.run()
    #expect(again.again?.isSame == true && again.table == first.table && again.tableSHA256.count == 64)
    for name in ["result.json", "runs.csv", "curves.csv", "curves.svg", "report.html"] {
      #expect(try notes.read("sim/\(name)") == notes.read("again/\(name)"))
    }
    #expect(
      said(notes) { again }
        == "Played again from sim/result.json: the table is the same, and so is the result, byte for byte.")
    #expect(again.text(TextStyle()).contains("\n\nPlayed again from"))
  }

  @Test func `The table may have moved, but must be the same bytes`() throws {
    let notes = try SimulationNotes()
    _ = try played(notes)
    let result = notes.path("sim/result.json")
    let text = try notes.read("notes.csv")
    try FileManager.default.removeItem(atPath: notes.table)
    #expect(
      said(notes) { try SimulationOptions(again: result).run() }
        == "notes.csv: no such file (the table of sim/result.json); if it lies elsewhere, name it behind --again "
        + "sim/result.json")
    try notes.write(text, to: "moved.csv")
    #expect(try SimulationOptions(again: result, table: notes.path("moved.csv")).run().again?.isSame == true)
    try notes.write(text + "n99,one more,1,0\n", to: "moved.csv")
    let sentence = said(notes) { try SimulationOptions(again: result, table: notes.path("moved.csv")).run() }
    #expect(sentence.hasPrefix("moved.csv: not the table that sim/result.json was made from: found SHA-256 "))
    #expect(sentence.hasSuffix("…; name the table as it was then, behind --again sim/result.json"))
  }

  @Test(
    arguments: [
      (
        #""seed" : 9"#, #""seed" : 8"#,
        "the result is not: way 1 differs first, in repetition 1, from question 1 on."
      ),
      (
        #""program" : "garimpo "#, #""program" : "garimpo 0.0."#,
        "and so is the result, byte for byte."
      ),
      (#""itemCount" : 60"#, #""itemCount" : 61"#, "and so are all questions, but the file is not, byte for byte."),
    ])
  func `What differs is said`(found: String, changed: String, sentence: String) throws {
    let notes = try SimulationNotes()
    _ = try played(notes)
    let text = try notes.read("sim/result.json")
    let other = text.replacing(found, with: changed)
    #expect(other != text)
    try notes.write(other, to: "other.json")
    let said = said(notes) { try SimulationOptions(again: notes.path("other.json")).run() }
    #expect(said.hasPrefix("Played again from other.json") && said.hasSuffix(": the table is the same, " + sentence))
    #expect(said.contains(" then, ") == found.contains("program"))
  }

  @Test func `What is no result is refused`() throws {
    let notes = try SimulationNotes()
    func refusal(_ text: String) throws -> String {
      try notes.write(text, to: "x.json")
      return said(notes) { try SimulationOptions(again: notes.path("x.json")).run() }
    }
    let end = "; expected the result.json that garimpo simulate --output wrote"
    #expect(try refusal("seed: 1") == "x.json: not the result of a simulation (not JSON)" + end)
    #expect(
      try refusal("{\"table\": \"a.csv\"}") == "x.json: not the result of a simulation (tableSHA256: missing)" + end)
    #expect(
      said(notes) { try SimulationOptions(again: notes.path("nothing.json")).run() } == "nothing.json: no such file")
    _ = try played(notes)
    let piped = try notes.read("sim/result.json").replacing(
      "\"table\" : \"\(notes.table)\"", with: "\"table\" : \"-\"")
    #expect(
      try refusal(piped)
        == "--again: the table of x.json came by standard input; name it behind --again x.json, - for standard input")
  }

  @Test func `Times are in a file of their own and in the text, not in the result`() throws {
    let notes = try SimulationNotes()
    let reply = try played(notes)
    #expect(reply.times.count == 2 && reply.times.allSatisfy { $0.seconds.count == 2 && $0.stepCounts == [19, 19] })
    let lines = try notes.read("sim/times.csv").split(whereSeparator: \.isNewline)
    #expect(lines.count == 5 && lines[0].hasSuffix("questions,steps,seconds,milliseconds_per_step"))
    #expect(lines[1].hasPrefix("logistic,\"certainty 50%, random 50%\",0,57,19,"))
    #expect(try !notes.read("sim/result.json").contains("seconds"))
    #expect(reply.text(TextStyle()).contains("ms a step"))
    var times = reply.times[0]
    (times.seconds, times.stepCounts) = ([1, 9, 3], [10, 0, 10])
    #expect(times.millisecondsPerStep == 200)
    times.stepCounts = [0, 0, 0]
    #expect(times.millisecondsPerStep == nil)
  }
}
