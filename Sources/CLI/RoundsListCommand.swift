import ArgumentParser
import GarimpoProject

/// `garimpo rounds list`.
struct RoundsListCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the rounds with their figures, and say which is in use.",
    usage: "garimpo rounds list [<options>]",
    discussion: """
      Rounds are measured on different items as labels are added: garimpo compare A B measures two on the same ones.
      """)

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws { try show(try project.openForReading().rounds()) }
}
