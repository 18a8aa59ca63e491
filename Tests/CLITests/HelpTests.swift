import Foundation
import Testing

/// The help texts stand in `Documentation/CommandLine.md`, which is therefore right.
///
/// After a change: `UPDATE_HELP=1 swift test --filter HelpTests`, and read the difference.
struct HelpTests {
  static let commands = [
    "garimpo", "garimpo round", "garimpo recipe", "garimpo recipe list", "garimpo recipe show", "garimpo recipe check",
    "garimpo recipe guess", "garimpo example",
  ]

  private static let page = ProgramRun.packageRoot.appending(path: "Documentation/CommandLine.md")

  /// The lines between `<!-- help: COMMAND -->` and the end of the block behind it.
  private static func range(of command: String, in lines: [String]) -> Range<Int>? {
    guard let mark = lines.firstIndex(of: "<!-- help: \(command) -->"),
      let begin = lines[mark...].firstIndex(of: "```text"),
      let end = lines[begin...].firstIndex(of: "```")
    else { return nil }
    return begin + 1..<end
  }

  @Test func `The help of each command is what the documentation shows`() throws {
    var lines = try String(contentsOf: Self.page, encoding: .utf8).components(separatedBy: "\n")
    for command in Self.commands {
      let run = try ProgramRun(command.split(separator: " ").dropFirst().map(String.init) + ["--help"])
      #expect(run.status == 0 && run.errors == "")
      var help = run.output.components(separatedBy: "\n")
      while help.last == "" { help.removeLast() }
      guard let range = Self.range(of: command, in: lines) else {
        Issue.record("\(Self.page.lastPathComponent) has no block for \(command)")
        continue
      }
      if ProcessInfo.processInfo.environment["UPDATE_HELP"] != nil {
        lines.replaceSubrange(range, with: help)
      } else {
        #expect(Array(lines[range]) == help, "\(command) --help")
      }
      for line in help { #expect(line.count <= 80, "\(line)") }
    }
    if ProcessInfo.processInfo.environment["UPDATE_HELP"] != nil {
      try lines.joined(separator: "\n").write(to: Self.page, atomically: true, encoding: .utf8)
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
    for code in [0, 64, 65, 66, 73, 74, 130] { #expect(codes.contains("\n| \(code) | "), "\(code)") }
  }
}
