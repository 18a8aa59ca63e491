import Testing

/// Options of the server that make no sense: the program says so before it opens a project, a port or anything else.
struct ServerOptionTests {
  static let mistakes: [(arguments: [String], message: String)] = [
    (["--overlap", "-3"], "--overlap: found -3, expected a whole number from 1 to 1000"),
    (["--recheck", "1.5"], "--recheck: found 1.5, expected a share from 0 to 1, such as 0.05"),
    (["--threads", "0"], "--threads: found 0, expected a whole number from 1 to 1024"),
    (["--port", "-1"], "--port: found -1, expected a port from 0 to 65535"),
    (["--annotator", "  "], "--annotator: found an empty name, expected a name"),
    (
      ["--name", "http://a"],
      "--name: found http://a, expected a name such as garimpo.example.org, without scheme and port"
    ),
    (["--json"], "--json: pages are served, so there is no result to print; leave it out"),
  ]

  @Test(arguments: mistakes, [["serve"], ["label"], ["label", "things.csv"]])
  func `An option that makes no sense is refused before anything is opened`(
    _ mistake: (arguments: [String], message: String), _ command: [String]
  ) throws {
    let world = try TinyWorld()
    let before = world.files
    let run = try ProgramRun(command + mistake.arguments, in: world.folder)
    #expect(
      run.errors == "Error: \(mistake.message)\n  See 'garimpo \(command[0]) --help' for more information.\n")
    #expect(run.status == 64 && run.output == "")
    #expect(world.files == before, "no project is made of the table")
  }

  static let server: [[String]] = [
    ["--port", "0"], ["--open"], ["--no-open"], ["--host", "0.0.0.0"], ["--name", "a.example"],
    ["--certificate", "a.pem"], ["--key", "a.pem"], ["--token", "a"], ["--insecure-without-tls"],
    ["--max-upload", "1MB"], ["--overlap", "2"], ["--recheck", "0.1"], ["--remote-pictures"], ["--threads", "2"],
  ]

  @Test(arguments: server, [["17", "yes"], ["-"]])
  func `An answer on the command line starts no server, and takes none of its options`(
    _ option: [String], _ answer: [String]
  ) throws {
    let world = try TinyWorld()
    let run = try ProgramRun(["label"] + answer + option, in: world.folder)
    #expect(
      run.errors == """
        Error: \(option[0]): how pages are served, and with answers on the command line there are none; leave out the one or the other
          See 'garimpo label --help' for more information.

        """)
    #expect(run.status == 64 && run.output == "")
  }

  @Test func `All options that are too many are named`() throws {
    let run = try ProgramRun(["label", "17", "yes", "--overlap", "3", "--host", "a.example"])
    #expect(run.errors.hasPrefix("Error: --host, --overlap: how pages are served, and "))
  }
}
