import Foundation
import Testing

/// A table and a browser are enough: `garimpo label TABLE`.
struct FirstRunTests {
  /// A run of the server that ends by itself as soon as it says where it is.
  private static func serve(_ arguments: String, _ world: TinyWorld) throws -> ProgramRun {
    try ProgramRun(
      shell: """
        garimpo \(arguments) --annotator ana >out 2>said </dev/null & server=$!
        for turn in {1..600}; do
          grep -qs 'Garimpo is at' said && break
          kill -0 $server 2>/dev/null || break
          sleep 0.1
        done
        kill -TERM $server 2>/dev/null
        wait $server; status=$?
        cat out; cat said >&2; rm -f out said
        exit $status
        """, in: world.folder)
  }

  /// What is said before the address.
  private static func told(_ run: ProgramRun) -> [String] {
    run.errors.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("Garimpo is at http://127.0.0.1:") }
  }

  /// What is said of `things.csv` when its project is made.
  private static let guessedThings = [
    "Read by a recipe that is guessed:",
    "  id       none: it is made of the texts",
    "  title    title",
    "  answers  y: yes is \"1\", no is \"0\"",
    "  date     published",
    "Made things.garimpo of things.csv: 24 items, 16 answers.",
    "To have it read otherwise, remove things.garimpo and name a recipe: a guess that",
    "  you correct.",
    "  garimpo recipe guess things.csv > mine.yaml",
    "  garimpo label things.csv --recipe mine.yaml",
  ]

  @Test func `The project of a table is made once, then opened, and follows the table`() throws {
    let world = try TinyWorld()
    let first = try Self.serve("label things.csv --port 0", world)
    #expect(first.status == 0)
    #expect(
      Self.told(first) == [
        "Column y holds the answers that are there already (a guess: there is no terminal",
        "  to ask at).",
      ] + Self.guessedThings)
    #expect(first.output.isEmpty)
    #expect(world.files == ["things.csv", "things.garimpo", "tiny.yaml"])
    let log = try world.run("log", "--json")

    let second = try Self.serve("label things.csv --port 0", world)
    #expect(Self.told(second) == ["Opened things.garimpo; things.csv is as it was imported."])
    #expect(try world.run("log", "--json").output == log.output)

    // The clock of a file system may be some milliseconds behind.
    Thread.sleep(forTimeInterval: 0.1)
    try world.write(TinyWorld.table(), to: "things.csv")
    #expect(
      Self.told(try Self.serve("label things.csv --port 0", world)) == [
        "Opened things.garimpo; things.csv says nothing new."
      ])

    let rows = try world.run("labels", "export", "-", "--all", "--quiet").output.split(separator: "\n")
    let id = try #require(rows.first { $0.contains("blue thing 2,") }).split(separator: ",")[0]
    #expect(try world.run("label", String(id), "yes").status == 0)
    let table = TinyWorld.table { "\(TinyWorld.title($0)),\($1),\($0 == 2 ? "0" : $2)" }
    try world.write(table + "green thing,2019-05-01,1\n", to: "things.csv")
    let third = Self.told(try Self.serve("label things.csv --port 0", world))
    #expect(
      third == [
        "Opened things.garimpo and imported things.csv: 1 new item, 0 changed, 1 answer.",
        "1 answer of the file contradicts the log, which stays; garimpo import things.csv",
        "  --on-conflict ask decides otherwise.",
      ])
  }

  @Test func `A first row that looks like data is told by the first run and by a guess`() throws {
    let world = try TinyWorld()
    let rows = (0..<30).map { "\($0 % 3 == 0 ? "spam" : "ham")\tgo to bend \($0)\n" }
    try world.write(rows.joined(), to: "messages.tsv")
    let doubt = """
      The first row ("spam", "go to bend 0") was taken for the names of the columns,
        but "spam" is a value of its column too: if it is data, say --no-header.

      """
    let first = try Self.serve("label messages.tsv --yes --port 0", world)
    #expect(first.errors.hasPrefix(doubt), "\(first.errors)")
    #expect(try world.run("recipe", "guess", "messages.tsv").errors == doubt)
    #expect(try world.run("recipe", "guess", "messages.tsv", "--no-header").errors == "")
  }

  @Test func `A recipe that is named is taken, once`() throws {
    let world = try TinyWorld()
    #expect(
      Self.told(try Self.serve("label things.csv --recipe tiny.yaml --port 0", world)) == [
        "Read by the recipe tiny.yaml:",
        "  id       none: it is made of the texts",
        "  title    title",
        "  answers  y: yes is \"1\", no is \"0\"",
        "  date     published",
        "Made things.garimpo of things.csv: 24 items, 16 answers.",
        "To have it read otherwise, remove things.garimpo and name another recipe",
        "  (garimpo recipe list has some).",
      ])
    #expect(try world.run("status").output.contains("recipe tiny"))
    let again = try Self.serve("label things.csv --recipe tiny.yaml --port 0", world)
    #expect(Self.told(again) == ["Opened things.garimpo; things.csv is as it was imported."])
    let other = try Self.serve("label things.csv --recipe papers --port 0", world)
    #expect(other.status == 64)
    #expect(
      other.errors.hasPrefix(
        "Error: things.garimpo: is there already, and its items were made by another recipe, tiny; leave --recipe out, or "
          + "name another project with --project\n"))
  }

  @Test func `A recipe that comes with the program is taken where it evidently fits, and told of where it may`() throws
  {
    let world = try TinyWorld()
    #expect(try world.run("example", "videos.csv", "--rows", "60").status == 0)
    let videos = Self.told(try Self.serve("label videos.csv --port 0", world))
    #expect(videos.first == "Read by the recipe youtube-watch-page, which comes with the program and fits the")
    #expect(videos.contains("  title     watch-title"))
    #expect(
      videos.suffix(2) == [
        "  garimpo recipe guess videos.csv > mine.yaml", "  garimpo label videos.csv --recipe mine.yaml",
      ])
    #expect(try world.run("status", "-p", "videos").output.contains("recipe youtube-watch-page"))
    let guess = try world.run("recipe", "guess", "videos.csv")
    #expect(guess.output.hasPrefix("# Proposed by looking at "))
    #expect(guess.errors.hasPrefix("The recipe youtube-watch-page, which comes with the program, reads every column\n"))

    try world.write("title,abstract,label_included\nreeds,of the river,1\nbend,of the river,0\n", to: "papers.csv")
    let papers = Self.told(try Self.serve("label papers.csv --yes --port 0", world))
    #expect(papers.contains("Read by a recipe that is guessed:"))
    #expect(papers.contains("Every item has its answer, so nothing is left to label."))
    #expect(
      papers.contains("To have it read otherwise, remove papers.garimpo and name a recipe: papers,"), "\(papers)")
  }

  @Test func `Where there is no project, what makes one is told`() throws {
    let world = try TinyWorld()
    let run = try world.run("label")
    #expect(run.status == 66)
    #expect(
      run.errors
        == "Error: this folder: there is no project (*.garimpo); make one with garimpo label TABLE or with garimpo init, or "
        + "name one with --project\n")
  }

  @Test func `A table is read as the options say`() throws {
    let world = try TinyWorld()
    try world.write("An export\n\ntitle,note,y\nreeds,long,1\nbend\nweir,deep,0\n", to: "notes.csv")
    let refused = try Self.serve("label notes.csv --port 0", world)
    #expect(refused.status == 65 && refused.errors.contains("--skip-lines"), "\(refused.errors)")
    let read = try Self.serve("label notes.csv --skip-lines 2 --ragged pad --delimiter comma --port 0", world)
    #expect(Self.told(read).contains("Made notes.garimpo of notes.csv: 3 items, 2 answers."), "\(read.errors)")
    let options = "--skip-lines 2 --ragged pad --delimiter comma"
    let again = Self.told(try Self.serve("label notes.csv \(options) --port 0", world)).joined(separator: " ")
    #expect(
      again.hasPrefix("Opened notes.garimpo; notes.csv is as it was imported. --delimiter comma"), "\(again)")
    #expect(again.contains("not looked at"))
  }

  @Test func `The commands that are printed read the table as it was read`() throws {
    let world = try TinyWorld()
    try world.write("An export\n\ntitle;note;y\nreeds;long;1\nbend\nweir;deep;0\n", to: "notes.csv")
    let options = "--delimiter semicolon --ragged pad --skip-lines 2 --quote single"
    let made = Self.told(try Self.serve("label notes.csv \(options) --project 'my notes.garimpo' --port 0", world))
    #expect(
      made.suffix(2) == [
        "  garimpo recipe guess notes.csv \(options) > mine.yaml",
        "  garimpo label notes.csv --recipe mine.yaml \(options) --project 'my notes.garimpo'",
      ], "\(made)")
    let guess = try ProgramRun(
      shell: "garimpo recipe guess notes.csv \(options) > mine.yaml && test -s mine.yaml", in: world.folder)
    #expect(guess.status == 0, "\(guess.errors)")
  }

  @Test(arguments: [
    ("label --recipe tiny.yaml", "--recipe", "it"),
    ("label - --recipe tiny.yaml", "--recipe", "it"),
    ("label 17 yes --yes --ragged pad --skip-lines 2", "--yes, --ragged, --skip-lines", "them"),
    ("label things.garimpo --encoding utf-8", "--encoding", "it"),
    (
      "label --delimiter tab --no-header --quote none --quotes lenient --max-record-bytes 9 --repair-mojibake --unprotect",
      "--delimiter, --no-header, --quote, --quotes, --max-record-bytes, --repair-mojibake, --unprotect", "them"
    ),
  ])
  func `How a table is read is said of a table only`(_ line: String, _ named: String, _ what: String) throws {
    let world = try TinyWorld()
    #expect(try world.run("init", "things", "--recipe", "tiny.yaml").status == 0)
    let run = try Self.serve(line, world)
    #expect(run.status == 64)
    #expect(
      run.errors.contains(
        "Error: \(named): how a table is read, and none is named here; say garimpo label FILE, or leave \(what) out\n"),
      "\(run.errors)")
  }

  @Test func `Of a table that cannot be used no project is left`() throws {
    let world = try TinyWorld()
    try world.write("", to: "empty.csv")
    try world.write("title,y\n", to: "header.csv")
    try Data([0x89, 0x50, 0x4E, 0x47]).write(to: world.folder.appending(path: "picture.csv"))
    try FileManager.default.createDirectory(
      at: world.folder.appending(path: "folder"), withIntermediateDirectories: false)
    for (name, status, error) in [
      ("empty.csv", 65, "is empty; a table has at least a header"),
      ("folder", 66, "is a directory; name the file in it"),
      (
        "picture.csv", 65,
        "is a picture (PNG), not a table of text; name another file, such as one that was exported as CSV"
      ), ("header.csv", 65, "the table has no rows"),
      ("none.csv", 64, "there is no such file to label, and no answer behind it"),
    ] {
      let run = try Self.serve("label \(name) --port 0", world)
      #expect(run.status == status, "\(name): \(run.errors)")
      #expect(run.errors.contains("Error: \(name): \(error)"), "\(name): \(run.errors)")
      #expect(!run.errors.contains("Read by"), "\(name): \(run.errors)")
    }
    #expect(world.files == ["empty.csv", "folder", "header.csv", "picture.csv", "things.csv", "tiny.yaml"])
  }

  @Test func `A taken port is named, and one that was not asked for is passed over`() throws {
    let world = try TinyWorld()
    let run = try ProgramRun(
      shell: """
        address() { sed -n 's,^Garimpo is at http://127.0.0.1:\\([0-9]*\\)/.*,\\1,p' "$1"; }
        serve() { garimpo label things.csv --annotator ana "${@:2}" 2>"$1" </dev/null & }
        wait_for() { for turn in {1..600}; do [ -n "$(address "$1")" ] && return; sleep 0.1; done; }
        serve one; first=$!; wait_for one
        serve two; second=$!; wait_for two
        garimpo serve --port "$(address one)"; echo "status $?"
        kill $first $second; wait
        echo "$(address one) $(address two)"
        """, in: world.folder)
    let lines = run.output.split(separator: "\n")
    #expect(lines.first == "status 73")
    let ports = try #require(lines.last).split(separator: " ").compactMap { Int($0) }
    #expect(ports.count == 2 && ports.allSatisfy((7878...7888).contains), "\(run.output) \(run.errors)")
    #expect(Set(ports).count == 2)
    #expect(
      run.errors.contains(
        "Error: 127.0.0.1:\(ports.first ?? 0): the port is taken; name another with --port, or --port 0 for any that "
          + "is free\n"))
  }
}
