import ArgumentParser
import GarimpoProject

/// `garimpo backup`.
struct BackupCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the project while others work on it; of a damaged one, save what can be read.",
    usage: "garimpo backup [<options>] <file>",
    discussion: """
      The copy is that of one moment and appears whole or not at all. A damaged project is left as it is: what can be read \
      of it goes into a new project, and what is lost is said. The exit code is then 65.

      Best into another folder: beside the project every command would have to be told which of the two is meant.

      Examples:
        mkdir safe && garimpo backup safe/monday.garimpo
        garimpo backup /media/stick/videos.garimpo --force
      """)

  @Argument(help: .init("The copy.", valueName: "file"), completion: .file(extensions: ["garimpo"]))
  var file: String

  @Flag(help: "Replace a file that exists.")
  var force = false

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let reply = try FileCare(project.choice).backup(to: file, replacingExisting: force)
    try show(reply)
    if !reply.isWhole { throw ExitCode(65) }
  }
}
