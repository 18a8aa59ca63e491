import Foundation
import Testing

/// The commands that look into a project, through the binary: what goes where, and what a person can get wrong.
struct ProjectRankingTests {
  /// A folder with a project of 24 things, imported, and one round.
  private static func world(rounds: Int = 1) throws -> TinyWorld {
    let world = try TinyWorld()
    #expect(try world.run("init", "tiny", "--recipe", "tiny.yaml").status == 0)
    #expect(try world.run("import", "things.csv").status == 0)
    for _ in 0..<rounds { #expect(try world.run("round", "--resamples", "100").status == 0) }
    return world
  }

  private static func json(_ run: ProgramRun) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test func `The list goes to the terminal, to a file, or as rows to standard output`() throws {
    let world = try Self.world()
    let shown = try world.run("rank", "-n", "3")
    #expect(shown.status == 0 && shown.errors == "")
    #expect(shown.output.hasPrefix("The items most worth reading of tiny.garimpo, by the model of round 1\n"))
    #expect(shown.output.hasSuffix("\n  3 of 8 unread items\n"))
    let rows = try world.run("rank", "--all", "--output", "-")
    #expect(rows.output.hasPrefix("id,title,score,rank,round_rank,new,round,model,link,field_title,published\n"))
    #expect(rows.output.split(separator: "\n").count == 9)
    #expect(rows.errors.contains("  -: 8 of 8 unread items\n"))
    let file = try world.run("rank", "--all", "--output", "list.csv", "--quiet")
    #expect(file.output + file.errors == "")
    #expect(try world.read("list.csv") == rows.output)
    #expect(try world.run("rank", "--output", "list.csv").status == 73, "it exists")
    #expect(try world.run("rank", "--output", "list.csv", "--force").status == 0)
    let values = try Self.json(try world.run("rank", "--json", "--all"))
    #expect((values["items"] as? [Any])?.count == 8 && values["unreadCount"] as? Int == 8)
    let head = try ProgramRun(shell: "garimpo rank --all --output - --quiet | head -n 1", in: world.folder)
    #expect(head.status == 0 && head.errors == "" && head.output.hasPrefix("id,title"))
  }

  @Test func `Standard input is scored to standard output, in the form that it came in`() throws {
    let world = try Self.world()
    let table = TinyWorld.table()
    let csv = try world.run("score", "-", input: table)
    #expect(csv.status == 0 && csv.output.hasPrefix("title,published,y,id,p\nred thing 0,2018-01-01,1,"))
    #expect(csv.output.split(separator: "\n").count == 25)
    #expect(csv.errors.hasPrefix("Scored standard input by the model of round 1\n"))
    let file = try world.run("score", "things.csv", "--output", "scored.csv", "--json")
    #expect(try Self.json(file)["scoredCount"] as? Int == 24)
    #expect(try world.read("scored.csv") == csv.output)
    let line = try world.run(
      "score", "-", "--quiet", input: "{\"title\":\"red thing\",\"published\":\"2019-01-01\"}\n")
    #expect(
      line.output.hasPrefix("{\"title\":\"red thing\",\"published\":\"2019-01-01\",\"id\":\"") && line.errors == "")
    let head = try ProgramRun(shell: "garimpo score things.csv --quiet | head -n 1", in: world.folder)
    #expect(head.status == 0 && head.output == "title,published,y,id,p\n" && head.errors == "")
  }

  @Test func `Each command answers as text and as JSON`() throws {
    let world = try Self.world(rounds: 2)
    for arguments in [
      ["rank"], ["evaluate", "--resamples", "100"], ["evaluate", "1"], ["compare", "1", "2", "--resamples", "100"],
      ["check-labels"], ["duplicates"], ["duplicates", "--near"],
    ] {
      let text = try ProgramRun(arguments, in: world.folder)
      #expect(text.status == 0 && text.errors == "" && text.output.hasSuffix("\n"), "\(arguments)")
      for line in text.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
      let values = try Self.json(try ProgramRun(arguments + ["--json"], in: world.folder))
      #expect(values["project"] as? String == "tiny.garimpo", "\(arguments)")
      #expect(try ProgramRun(arguments + ["--quiet"], in: world.folder).output == "", "\(arguments)")
    }
  }

  @Test func `A round is named by its number or as the latest, wherever one is`() throws {
    let world = try Self.world(rounds: 2)
    for arguments in [
      ["score", "things.csv", "--round", "ROUND"], ["evaluate", "ROUND"], ["show", "--round", "ROUND"],
      ["replay", "ROUND", "--json"], ["compare", "1", "ROUND", "--resamples", "100"],
      ["compare", "ROUND", "1", "--resamples", "100"], ["labels", "export", "--batch", "ROUND", "-q"],
    ] {
      func run(_ round: String) throws -> ProgramRun {
        try ProgramRun(arguments.map { $0 == "ROUND" ? round : $0 }, in: world.folder)
      }
      let (numbered, latest) = (try run("2"), try run("latest"))
      #expect(latest.status == 0 && latest.errors == numbered.errors, "\(arguments) \(latest.errors)")
      // Each export has a number of its own.
      let isSheet = arguments[0] == "labels"
      func cells(_ run: ProgramRun) -> [String] {
        run.output.split(separator: "\n").map { line in
          String(isSheet ? line[..<(line.lastIndex(of: ",") ?? line.endIndex)] : line)
        }
      }
      #expect(cells(latest) == cells(numbered) && !latest.output.isEmpty, "\(arguments)")
      #expect(try run("7").errors.hasPrefix("Error: tiny.garimpo: there is no round 7; the rounds are 1 to 2"))
    }
  }

  static let wrong: [(arguments: [String], status: Int32, message: String)] = [
    (["rank", "-n", "3", "--all"], 64, "-n and --all: say one of them"),
    (["compare", "latest", "1"], 64, "compare: both are round 1; name two rounds"),
    (["compare", "newest", "1"], 64, "The value 'newest' is invalid for '<first>'"),
    (["show", "--round", "newest"], 64, "--round: found \"newest\", expected the number of a round, or latest"),
    (
      ["show", "--round", "0"], 65,
      "tiny.garimpo: there is no round 0; the rounds are 1 to 1, garimpo rounds lists them"
    ),
    (["rank", "-n", "0"], 64, "-n: found 0, expected a whole number from 1 to 1000000000"),
    (
      ["rank", "--json", "--output", "-"], 64,
      "--json: standard output is taken by the rows; give their file a name with --output"
    ),
    (
      ["rank", "--output", "absent/list.csv"], 73,
      "absent/list.csv: there is no directory absent; create it first"
    ),
    (["score", "absent.csv"], 66, "absent.csv: no such file"),
    (
      ["score", "things.csv", "--round", "9"], 65,
      "tiny.garimpo: there is no round 9; the rounds are 1 to 1, garimpo rounds lists them"
    ),
    (
      ["score", "things.csv", "--json"], 64,
      "--json: standard output is taken by the rows; give their file a name with --output"
    ),
    (["evaluate", "--resamples", "5"], 64, "--resamples: found 5, expected a whole number from 100 to 1000000"),
    (["compare", "1", "1"], 64, "compare: both are round 1; name two rounds"),
    (
      ["estimate"], 65,
      "tiny.garimpo: none of the 1 item that rounds drew at random was answered before the next round; answer the whole "
        + "batch, then ask again (garimpo next shows it)"
    ),
    (["estimate", "--level", "0.9999"], 64, "--level: found 0.9999, expected a share from 0.5 to 0.999, such as 0.95"),
    (["check-labels", "--folds", "1"], 64, "--folds: found 1, expected a whole number from 2 to 100"),
    (["duplicates", "--near", "--exact"], 64, "--exact and --near: give one of them, or none for both"),
  ]

  @Test func `What is wrong is said in one line, with its exit code`() throws {
    let world = try Self.world()
    for (arguments, status, message) in Self.wrong {
      let run = try ProgramRun(arguments, in: world.folder)
      #expect(run.status == status && run.output == "", "\(arguments)")
      #expect(run.errors.hasPrefix("Error: \(message)\n"), "\(run.errors)")
    }
    #expect(!world.files.contains { $0.hasSuffix(".part") }, "nothing half written is left")
    let cuts = try ProgramRun(["estimate", "--k", "10,x"], in: world.folder)
    #expect(cuts.status == 64 && cuts.errors.contains("expected numbers of items such as 10,20,50"))
  }

  @Test func `Ctrl-C while a file is written leaves nothing behind`() throws {
    let world = try Self.world()
    let line =
      "{ cat things.csv; while echo 'red thing,2019-01-01,' 2>&-; do :; done; } | "
      + "{ timeout --signal=INT --kill-after=20 2 garimpo score - --output scored.csv --quiet; echo $?; }"
    let run = try ProgramRun(shell: line, in: world.folder)
    #expect(run.output == "124\n" || run.output == "130\n", "\(run.output) \(run.errors)")
    #expect(!world.files.contains { $0.hasPrefix("scored") || $0.hasPrefix(".scored") })
  }
}
