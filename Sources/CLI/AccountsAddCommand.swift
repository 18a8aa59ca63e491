import ArgumentParser
import GarimpoProject

/// `garimpo accounts add`.
struct AccountsAddCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Make an account and show its token, this once.",
    usage: "garimpo accounts add [<options>] --role <role> <name>",
    discussion: """
      The name is the one that stands in the log of labels: an account for \"ana\" goes on where ana has answered from \
      the command line. Give the token to that person alone, by a way that nobody else reads; the project keeps only a \
      hash of it.

      Examples:
        garimpo accounts add ana --role owner
        garimpo accounts add rui --role annotator
      """)

  @Argument(help: .init("The name, under which answers are kept.", valueName: "name"))
  var name: String

  @Option(help: .init("What this person may do: owner or annotator.", valueName: "role"))
  var role: String

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws { try show(try project.open().addAccount(name, role: role)) }
}
