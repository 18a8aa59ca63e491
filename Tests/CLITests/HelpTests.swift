import Foundation
import Testing

/// The help texts of all commands stand in `Documentation/CommandLine.md`, below `# Help`, which is therefore right.
///
/// After a change: `UPDATE_HELP=1 swift test --filter HelpTests`, and read the difference.
struct HelpTests {
  private static let page = ProgramRun.packageRoot.appending(path: "Documentation/CommandLine.md")

  /// A command as the program describes itself.
  private struct Description: Decodable {
    struct Command: Decodable {
      var commandName: String
      var subcommands: [Command]?
    }
    var command: Command
  }

  /// Every command, the root first, each followed by its own.
  private static func commands() throws -> [String] {
    func names(_ command: Description.Command, _ before: [String]) -> [String] {
      let name = before + [command.commandName]
      let inner = (command.subcommands ?? []).filter { $0.commandName != "help" }
      return [name.joined(separator: " ")] + inner.flatMap { names($0, name) }
    }
    let run = try ProgramRun(["--experimental-dump-help"])
    return names(try JSONDecoder().decode(Description.self, from: Data(run.output.utf8)).command, [])
  }

  @Test func `The help of each command is what the documentation shows`() throws {
    var section = "# Help\n"
    for command in try Self.commands() {
      let run = try ProgramRun(command.split(separator: " ").dropFirst().map(String.init) + ["--help"])
      #expect(run.status == 0 && run.errors == "")
      for line in run.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
      section += "\n## \(command)\n\n```text\n\(run.output.trimmingCharacters(in: .newlines))\n```\n"
    }
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let start = try #require(text.range(of: "# Help\n"))
    if ProcessInfo.processInfo.environment["UPDATE_HELP"] != nil {
      try (text[..<start.lowerBound] + section).write(to: Self.page, atomically: true, encoding: .utf8)
    } else {
      #expect(text[start.lowerBound...] == section)
    }
  }

  @Test func `The version is the one of the changelog`() throws {
    let run = try ProgramRun(["--version"])
    #expect(run.output == "garimpo 0.1.0\n")
    let changelog = try String(
      contentsOf: ProgramRun.packageRoot.appending(path: "CHANGELOG.md"), encoding: .utf8)
    let newest = changelog.split(separator: "\n").first { $0.hasPrefix("## ") }
    #expect(newest?.contains("0.1.0") == true)
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func `Completions are made for each shell`(_ shell: String) throws {
    let run = try ProgramRun(["--generate-completion-script", shell])
    #expect(run.status == 0)
    #expect(run.output.contains("train-before"))
    #expect(run.output.contains("balanced-subsample"), "the values of an option are completed too")
  }

  @Test func `The completion script is good bash`() throws {
    let run = try ProgramRun(
      shell: "garimpo --generate-completion-script bash | bash -n", in: FileManager.default.temporaryDirectory)
    #expect(run.status == 0 && run.errors == "")
  }

  @Test func `Every exit code of the program is documented`() throws {
    let codes = try String(
      contentsOf: ProgramRun.packageRoot.appending(path: "Documentation/ExitCodes.md"), encoding: .utf8)
    for code in [0, 64, 65, 66, 73, 74, 75, 130] { #expect(codes.contains("\n| \(code) | "), "\(code)") }
  }
}
