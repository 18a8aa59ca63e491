import ArgumentParser
import GarimpoProject

/// `garimpo accounts renew`.
struct AccountsRenewCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "renew",
    abstract: "Give an account a new token: the old one opens nothing any more.",
    usage: "garimpo accounts renew [<options>] <name>",
    discussion: """
      For a token that was lost or seen by others. Browsers that came in by the old token are signed out at once.
      """)

  @Argument(help: .init("The name of the account.", valueName: "name"))
  var name: String

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws { try show(try project.open().renewAccount(name)) }
}
