import Foundation
import Testing

/// `garimpo simulate` as a shell runs it.
struct SimulateCommandTests {
  @Test func `It prints the figures, writes its files, and says the same as JSON`() throws {
    let world = try TinyWorld()
    let run = try world.run(
      "simulate", "things.csv", "--recipe", "tiny.yaml", "--repeats", "3", "--ask", "certainty", "--ask", "random",
      "--output",
      "sim")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.hasPrefix("things.csv: 16 labelled items, "))
    #expect(run.output.contains("  1  elas-u4, certainty\n  2  elas-u4, random\n"))
    #expect(
      run.output.hasSuffix("Written to sim: result.json, runs.csv, curves.csv, curves.svg, report.html,\ntimes.csv\n"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let json = try world.run(
      "simulate", "things.csv", "--recipe", "tiny.yaml", "--repeats", "3", "--ask", "certainty", "--ask", "random",
      "--output",
      "sim", "--force", "--json", "--threads", "2")
    let stored = try world.read("sim/result.json")
    #expect(json.status == 0 && json.output == stored)
    let quiet = try world.run("simulate", "things.csv", "--recipe", "tiny.yaml", "--repeats", "1", "--quiet")
    #expect(quiet.status == 0 && quiet.output.isEmpty)
    let piped = try world.run(
      "simulate", "-", "--recipe", "tiny.yaml", "--repeats", "1", input: try world.read("things.csv"))
    #expect(piped.status == 0 && piped.output.hasPrefix("-: 16 labelled items"))
  }

  @Test func `A signal ends it by that signal, with a sentence on how to go on, and the same command does`() throws {
    let world = try TinyWorld()
    let command = "garimpo simulate things.csv --recipe tiny.yaml --learner 'forest trees=200' --repeats 60 --threads 1"
    // A job in the background of a script has SIGINT ignored; SIGTERM goes the same way.
    let line = """
      \(command) --output sim & program=$!
      while [ ! -s sim/unfinished.runs ]; do sleep 0.02; done
      kill -TERM $program; wait $program
      """
    let run = try ProgramRun(shell: line, in: world.folder)
    #expect(run.status == 143 && run.output.isEmpty)
    #expect(run.errors.contains(" of 60 runs are kept in sim/unfinished.runs: the same command goes on from there\n"))
    #expect(try ProgramRun(shell: command + " --output whole", in: world.folder).status == 0)
    let rest = try ProgramRun(shell: command + " --output sim", in: world.folder)
    #expect(rest.status == 0 && rest.output.contains(" of 60 runs were done before an interruption."))
    #expect(try world.read("sim/result.json") == world.read("whole/result.json"))
  }

  @Test func `A result is played again from its file, and a difference ends with a code`() throws {
    let world = try TinyWorld()
    let first = try world.run(
      "simulate", "things.csv", "--recipe", "tiny.yaml", "--repeats", "2", "--seed", "4", "--output", "sim")
    #expect(first.status == 0)
    let again = try world.run("simulate", "--again", "sim/result.json")
    #expect(again.status == 0 && again.errors.isEmpty)
    #expect(
      again.output.hasSuffix(
        "Played again from sim/result.json: the table is the same, and so is the result,\nbyte for byte.\n"))
    let text = try world.read("sim/result.json")
    #expect(try world.run("simulate", "--again", "sim/result.json", "--json").output == text)
    try world.write(text.replacing("\"seed\" : 4", with: "\"seed\" : 5"), to: "other.json")
    let other = try world.run("simulate", "--again", "other.json", "--quiet")
    #expect(other.status == 65 && other.output.isEmpty)
    #expect(other.errors.contains("the result is not: way 1 differs first"))
    let piped = try world.run("simulate", "--again", "sim/result.json", "-", input: try world.read("things.csv"))
    #expect(piped.status == 0)
  }

  @Test(
    arguments: [
      (["--recipe", "tiny.yaml"], 64, "Missing expected argument '<file>'"),
      (
        ["--again", "result.json", "--batch", "1"], 64,
        "--batch: result.json says it already; leave it out beside --again"
      ),
      (["--again", "result.json", "--no-header"], 64, "--no-header: result.json says it already"),
      (["--again", "result.json"], 66, "result.json: no such file"),
      (["things.csv"], 64, "Missing expected argument '--recipe <recipe>'"),
      (
        ["things.csv", "--recipe", "tiny.yaml", "--ask", "certainty 50%"], 64,
        "--ask: way of asking: the shares sum to 50.0%; expected 100%"
      ),
      (["things.csv", "--recipe", "tiny.yaml", "--seed", "-1"], 64, "--seed"),
      (["nothing.csv", "--recipe", "tiny.yaml"], 66, "nothing.csv"),
      (["unlabelled.csv", "--recipe", "tiny.yaml"], 65, "column \"y\" is empty in every row; label a few rows first"),
      (
        ["noes.csv", "--recipe", "tiny.yaml"], 65,
        "noes.csv: simulation: none of the 24 labelled items is a yes; expected some of either answer"
      ),
      (["things.csv", "--recipe", "tiny.yaml", "--output", "no/where"], 73, "no/where"),
      (
        ["things.csv", "--recipe", "tiny.yaml", "--output", "tiny.yaml"], 73,
        "tiny.yaml: --output: found a file, expected a folder or nothing"
      ),
    ])
  func `Bad input is refused with a sentence and an exit code`(arguments: [String], status: Int32, sentence: String)
    throws
  {
    let world = try TinyWorld()
    try world.write(TinyWorld.table { "\(TinyWorld.title($0)),\($1),\($2.isEmpty ? "" : "")" }, to: "unlabelled.csv")
    try world.write(TinyWorld.table { number, date, _ in "\(TinyWorld.title(number)),\(date),0" }, to: "noes.csv")
    let before = world.files
    let run = try ProgramRun(["simulate"] + arguments, in: world.folder)
    #expect(run.status == status && run.output.isEmpty)
    #expect(run.errors.contains(sentence), "\(run.errors)")
    #expect(world.files == before)
  }
}
