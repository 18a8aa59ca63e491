import ArgumentParser
import GarimpoProject

/// `garimpo accounts remove`.
struct AccountsRemoveCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Close an account; the answers given under its name stay.",
    usage: "garimpo accounts remove [<options>] <name>",
    discussion: """
      Browsers that came in by its token are signed out at once. If it was the last account, the next server on this \
      machine asks for no token any more.
      """)

  @Argument(help: .init("The name of the account.", valueName: "name"))
  var name: String

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let project = try project.open()
    try project.removeAccount(name)
    try show(try project.accounts())
  }
}
