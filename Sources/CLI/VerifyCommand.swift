import ArgumentParser
import GarimpoProject

/// `garimpo verify`.
struct VerifyCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Look at everything in the project file, and say what is damaged.",
    usage: "garimpo verify [<options>] [<file>]",
    discussion: """
      Says first whether the labels are whole. Works on files that are too damaged to be opened, and writes nothing. The \
      exit code is 65 when something is damaged.

      Examples:
        garimpo verify
        garimpo verify old.garimpo --json
      """)

  @Argument(help: .init("The project file (default: as --project says).", valueName: "file"), completion: .file())
  var file: String?

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if file != nil, project.project != nil {
      throw Failure(.usage, "--project: the file is named already; leave one of the two out")
    }
    var choice = project.choice
    if let file { choice.path = file }
    let reply = try FileCare(choice).verify()
    try show(reply)
    if !reply.isWhole { throw ExitCode(65) }
  }
}
