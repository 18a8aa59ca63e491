import Foundation
import Testing

/// `garimpo labels export` and `import`: exit codes, texts and files.
struct LabelsCommandTests {
  /// A world with the project `tiny.garimpo` of the 24 things, 16 of them labelled, and one round.
  private func world(withRound: Bool = true) throws -> TinyWorld {
    let world = try TinyWorld()
    let recipe = TinyWorld.recipe.replacingOccurrences(
      of: "item: { title: title }", with: "item: { key: id, title: title }")
    try world.write(recipe, to: "tiny.yaml")
    try world.write(
      TinyWorld.table(header: "id,title,published,y") { "\($0),\(TinyWorld.title($0)),\($1),\($2)" }, to: "things.csv")
    for arguments in [["init", "tiny", "--recipe", "tiny.yaml"], ["import", "things.csv", "--annotator", "ana"]]
      + (withRound ? [["round", "--resamples", "100"]] : [])
    {
      let run = try ProgramRun(arguments + ["--quiet"], in: world.folder)
      #expect(run.status == 0 && run.errors == "")
    }
    return world
  }

  private func fill(_ world: TinyWorld, _ name: String, _ change: (inout [[String]]) -> Void) throws {
    var grid = try world.read(name).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    change(&grid)
    try world.write(grid.map { $0.joined(separator: ",") + "\n" }.joined(), to: name)
  }

  @Test func `A batch goes out and its answers come back`() throws {
    let world = try world()
    let export = try world.run("labels", "export", "batch.csv")
    #expect(export.status == 0 && export.errors == "")
    #expect(
      export.output == """
        Export 1 of tiny.garimpo
          batch.csv: the batch of round 1, 3 items, 0 of them answered
          Fill the column y with 1, 0, unsure or skip; leave id and garimpo_export as
          they are.
          garimpo labels import batch.csv

        """)
    try fill(world, "batch.csv") { grid in
      (grid[1][2], grid[2][2], grid[3][2]) = ("sim", "0.0", "unsure")
    }
    let rehearsal = try world.run("labels", "import", "batch.csv", "--dry-run")
    let expected = """
      Labels from batch.csv
        CSV, delimiter comma, UTF-8; 3 rows

        3  new answers: 1 yes, 1 no, 1 unsure


      """
    #expect(rehearsal.status == 0 && rehearsal.output == expected + "Nothing was stored.\n")
    let stored = try world.run("labels", "import", "batch.csv", "--annotator", "rui")
    #expect(stored.status == 0 && stored.errors == "" && stored.output == expected + "Stored in tiny.garimpo.\n")
    let again = try world.run("labels", "import", "-", input: try world.read("batch.csv"))
    #expect(again.status == 0)
    #expect(
      again.output == """
        Labels from standard input
          CSV, delimiter comma, UTF-8; 3 rows

          0  new answers
          3  answered as they were

        There was nothing new to store.

        """)
  }

  @Test func `A sheet on standard output leaves the words to standard error`() throws {
    let world = try world(withRound: false)
    let run = try world.run("labels", "export", "--pool", "--format", "tsv")
    #expect(run.status == 0 && run.output.hasPrefix("id\ttitle\ty\tnote\t"))
    #expect(run.output.split(separator: "\n").count == 9)
    #expect(run.errors.hasPrefix("Export 1 of tiny.garimpo\n  standard output: 8 items, 0 of them answered\n"))
    #expect(!run.errors.contains("labels import"))
    let quiet = try world.run("labels", "export", "-q", "--labelled", "--format", "jsonl")
    #expect(quiet.errors == "" && quiet.output.split(separator: "\n").count == 16)
    #expect(try ProgramRun(shell: "garimpo labels export -q | head -1", in: world.folder).status == 0)
  }

  @Test func `Both answer in JSON`() throws {
    struct Export: Decodable { let export, rowCount, answeredCount: Int }
    struct Import: Decodable {
      struct Row: Decodable {
        let record: Int
        let reason: String
      }
      let isStored: Bool
      let unchangedCount: Int
      let unusable: [Row]
    }
    let world = try world(withRound: false)
    let export = try world.run("labels", "export", "all.csv", "--all", "--json")
    let exported = try JSONDecoder().decode(Export.self, from: Data(export.output.utf8))
    #expect(exported.export == 1 && exported.rowCount == 24 && exported.answeredCount == 16)
    try fill(world, "all.csv") { $0[1][2] = "455" }
    let run = try world.run("labels", "import", "all.csv", "--json")
    let imported = try JSONDecoder().decode(Import.self, from: Data(run.output.utf8))
    #expect(run.status == 0 && imported.isStored && imported.unchangedCount == 15)
    #expect(imported.unusable.map(\.record) == [2])
    #expect(imported.unusable.map(\.reason) == ["“455” is no answer; write 1, 0, unsure or skip"])
  }

  @Test func `A sheet of which nothing can be used ends with 65 and says why`() throws {
    let world = try world(withRound: false)
    try world.write("id,title,y\n99,nothing,1\n#REF!,,0\n", to: "lost.csv")
    for more in [[], ["--dry-run"], ["--quiet"]] {
      let run = try ProgramRun(["labels", "import", "lost.csv"] + more, in: world.folder)
      #expect(run.status == 65)
      #expect(
        run.errors
          == "Error: lost.csv: none of 2 rows can be used, so nothing was stored: record 2: no item has the id 99, and no "
          + "item has the title “nothing”; record 3: the id is the error #REF!, and there is no title to go by\n")
      #expect(run.output.contains("  2  not used\n") == !more.contains("--quiet"))
    }
    try world.write("id,title,y\n99,nothing,1\n2,,0\n", to: "half.csv")
    let half = try world.run("labels", "import", "half.csv")
    #expect(half.status == 0 && half.errors == "" && half.output.contains("  1  new answer: 1 no\n"))
  }

  @Test func `A contradiction ends with 65 and stores nothing, until a rule decides`() throws {
    let world = try world(withRound: false)
    try world.write("id,y\n0,0\n2,1\n", to: "other.csv")
    let refused = try world.run("labels", "import", "other.csv")
    #expect(refused.status == 65 && refused.output == "")
    #expect(
      refused.errors.hasPrefix(
        "Error: other.csv: 1 label contradicts the log, so nothing was stored: record 2, 0 “red thing 0”: "))
    let shown = try world.run("labels", "import", "other.csv", "--dry-run")
    #expect(shown.status == 65 && shown.errors == "" && shown.output.contains("  1  that contradict the log\n"))
    #expect(shown.output.contains("  1  new answer once the contradictions are resolved: 1 yes\n"))
    #expect(shown.output.hasSuffix("\nNothing was stored, and nothing would be: say --on-conflict.\n"))
    let ruled = try world.run("labels", "import", "other.csv", "--dry-run", "--on-conflict", "ours")
    #expect(ruled.status == 0 && ruled.output.contains("  1  new answer: 1 yes\n"))
    #expect(ruled.output.hasSuffix("\nNothing was stored.\n"))
    let asked = try world.run("labels", "import", "other.csv", "--on-conflict", "ask")
    #expect(asked.status == 64)
    let taken = try world.run("labels", "import", "other.csv", "--on-conflict", "theirs")
    #expect(taken.status == 0 && taken.output.contains("  1  new answer: 1 yes\n  1  changed answer: 1 no\n"))
  }

  @Test func `A rehearsal of a table that contradicts the log ends with 65 too`() throws {
    let world = try world(withRound: false)
    try world.write("id,title,published,y\n0,red thing 0,2018-01-01,0\n", to: "other.csv")
    let refused = try world.run("import", "other.csv")
    #expect(refused.status == 65 && refused.output == "")
    let shown = try world.run("import", "other.csv", "--dry-run")
    #expect(shown.status == 65 && shown.errors == "")
    #expect(shown.output.hasSuffix("\nNothing was stored, and nothing would be: say --on-conflict.\n"))
    let ruled = try world.run("import", "other.csv", "--dry-run", "--on-conflict", "theirs")
    #expect(ruled.status == 0 && ruled.output.hasSuffix("\nNothing was stored.\n"))
  }

  static let refused: [(arguments: [String], status: Int32, error: String)] = [
    (["export", "--all", "--pool"], 64, "Error: --pool and --all: these are different items; say one of them"),
    (["export", "--json"], 64, "Error: --json: standard output is taken by the sheet; give the sheet a name"),
    (["export", "x.tsv", "--excel"], 64, "Error: --excel: found the format tsv, expected csv"),
    (["export", "tiny.garimpo", "--force"], 64, "Error: tiny.garimpo: is the project itself; give another name"),
    (
      ["export", "things.csv"], 73, "Error: things.csv: exists already; choose another name, or replace it with --force"
    ),
    (["export", "x.csv", "--batch"], 65, "Error: tiny.garimpo: there is no round yet; run garimpo round"),
    (["export", "--batch", "x.csv"], 65, "Error: tiny.garimpo: there is no round yet; run garimpo round"),
    (["export", "--batch", "0"], 65, "Error: tiny.garimpo: there is no round yet; run garimpo round"),
    (
      ["export", "latest"], 64,
      "Error: the sheet's name: found \"latest\", expected one that ends in .csv, .tsv or .jsonl, or -; --format tells "
        + "the form under any other name"
    ),
    (["export", "x.ods"], 64, "Error: the sheet's name: found \"x.ods\", expected one that ends in "),
    (["export", "x.xlsx"], 64, "Error: the sheet's name: found \"x.xlsx\", expected one that ends in "),
    (["export", "x.txt"], 64, "Error: the sheet's name: found \"x.txt\", expected one that ends in "),
    (["export", "x.csv.gz"], 64, "Error: the sheet's name: found \"x.csv.gz\", expected one that ends in "),
    (["export", "--batch", "latest"], 65, "Error: tiny.garimpo: there is no round yet; run garimpo round"),
    (["import", "none.csv"], 66, "Error: none.csv: no such file"),
    (["import", "tiny.yaml"], 65, "Error: tiny.yaml: "),
  ]

  @Test(arguments: refused.indices) func `What makes no sense is refused in words`(_ index: Int) throws {
    let (arguments, status, error) = Self.refused[index]
    let world = try world(withRound: false)
    let run = try ProgramRun(["labels"] + arguments, in: world.folder)
    #expect(run.status == status && run.errors.hasPrefix(error), "\(run.errors)")
    #expect(run.output == "")
    #expect(world.files.allSatisfy { !$0.hasSuffix(".part") && !$0.hasPrefix("x.") })
  }

  @Test func `The batch of a round can be named`() throws {
    let world = try world()
    let run = try world.run("labels", "export", "--batch", "1", "batch.csv")
    #expect(run.status == 0 && run.output.contains("the batch of round 1, 3 items"))
    let none = try world.run("labels", "export", "--batch", "7", "seven.csv")
    #expect(
      none.errors == "Error: tiny.garimpo: there is no round 7; the rounds are 1 to 1, garimpo rounds lists them\n")
  }
}
