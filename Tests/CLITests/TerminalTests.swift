import Foundation
import Testing

/// What a terminal gets and a pipe does not. `script` (util-linux) stands in for the terminal.
struct TerminalTests {
  private static let hasScript: Bool = {
    let isThere = ["/usr/bin/script", "/bin/script"].contains { FileManager.default.isExecutableFile(atPath: $0) }
    if !isThere { print("SKIPPED: tests on a terminal: there is no `script`, which belongs to util-linux") }
    return isThere
  }()

  /// What a terminal shows of a command; `garimpo` is the program.
  private func terminal(_ command: String, _ environment: [String: String]) throws -> String {
    let world = try TinyWorld()
    let run = try ProgramRun(
      shell: "script -qec '\(command)' /dev/null", in: world.folder, environment: environment)
    return run.output
  }

  private static let round = "garimpo round things.csv --recipe tiny.yaml"

  @Test(.enabled(if: hasScript)) func `A terminal gets colour and a line of progress that goes away`() throws {
    let shown = try terminal(Self.round, ["TERM": "xterm"])
    #expect(shown.contains("\u{1B}[1mSplit\u{1B}[0m"))
    #expect(shown.contains("training …"))
    #expect(shown.contains("\r\u{1B}[K\u{1B}[1mRead things.csv"), "the line of progress is taken away")
  }

  @Test(.enabled(if: hasScript)) func `NO_COLOR takes the colour away, not the progress`() throws {
    let shown = try terminal(Self.round, ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(!shown.contains("\u{1B}[1m") && !shown.contains("\u{1B}[2m"))
    #expect(shown.contains("training …"))
    let empty = try terminal(Self.round, ["TERM": "xterm", "NO_COLOR": ""])
    #expect(empty.contains("\u{1B}[1m"), "an empty NO_COLOR does not count (no-color.org)")
  }

  @Test(.enabled(if: hasScript), arguments: [["TERM": "dumb"], [:]])
  func `A terminal that can do nothing gets plain text`(_ environment: [String: String]) throws {
    #expect(!(try terminal(Self.round, environment)).contains("\u{1B}"))
  }

  @Test(.enabled(if: hasScript)) func `Quiet is quiet on a terminal too`() throws {
    #expect(try terminal("\(Self.round) -q", ["TERM": "xterm"]) == "")
  }

  @Test(.enabled(if: hasScript)) func `An error is red unless colour is off`() throws {
    let absent = "garimpo round absent.csv --recipe tiny.yaml"
    #expect(try terminal("\(absent) -q", ["TERM": "xterm"]) == "\u{1B}[31mError:\u{1B}[0m absent.csv: no such file\r\n")
    #expect(try terminal("\(absent) -q --color never", ["TERM": "xterm"]) == "Error: absent.csv: no such file\r\n")
  }

  @Test func `Colour can be had in a pipe`() throws {
    let world = try TinyWorld()
    let run = try world.run("round", "things.csv", "--recipe", "tiny.yaml", "--color", "always")
    #expect(run.output.contains("\u{1B}[1mSplit\u{1B}[0m"))
    #expect(run.errors == "")
  }

  @Test func `No line is wider than 80 columns`() throws {
    let world = try TinyWorld()
    _ = try world.run("example", "videos.csv", "--rows", "300", "--quiet")
    let run = try world.run(
      "round", "videos.csv", "--recipe", "youtube-watch-page", "--trees", "20", "--resamples", "100", "--output",
      "b.csv"
    )
    #expect(run.status == 0)
    for line in run.output.split(separator: "\n") { #expect(line.unicodeScalars.count <= 80, "\(line)") }
  }
}
