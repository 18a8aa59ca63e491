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
          grep -q 'Garimpo is at' said && break
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

  @Test func `The project of a table is made once, then opened, and follows the table`() throws {
    let world = try TinyWorld()
    let first = try Self.serve("label things.csv --port 0", world)
    #expect(first.status == 0)
    #expect(
      Self.told(first) == [
        "Column y holds the answers that are there already (a guess: there is no terminal to ask at).",
        "Made things.garimpo of things.csv: 24 items, 16 answers.",
      ])
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
        "1 answer of the file contradicts the log, which stays; garimpo import things.csv --on-conflict ask decides "
          + "otherwise.",
      ])
  }

  @Test func `Of a table that cannot be used no project is left`() throws {
    let world = try TinyWorld()
    try world.write("", to: "empty.csv")
    try world.write("title,y\n", to: "header.csv")
    for (name, status, error) in [
      ("empty.csv", 65, "is empty; a table has at least a header"), ("header.csv", 65, "the table has no rows"),
      ("none.csv", 64, "there is no such file to label, and no answer behind it"),
    ] {
      let run = try Self.serve("label \(name) --port 0", world)
      #expect(run.status == status, "\(name): \(run.errors)")
      #expect(run.errors.contains("Error: \(name): \(error)"), "\(name): \(run.errors)")
    }
    #expect(world.files == ["empty.csv", "header.csv", "things.csv", "tiny.yaml"])
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
