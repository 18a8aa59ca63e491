import ArgumentParser
import GarimpoProject

/// `garimpo accounts list`.
struct AccountsListCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the accounts, removed ones too.",
    usage: "garimpo accounts list [<options>]")

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws { try show(try project.openForReading().accounts()) }
}
