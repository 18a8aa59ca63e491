import ArgumentParser
import GarimpoProject

/// `garimpo rounds`.
struct RoundsCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "rounds",
    abstract: "List the rounds with their figures.",
    usage: "garimpo rounds [<options>]",
    discussion: """
      Rounds are measured on different items as labels are added: garimpo compare A B measures two on the same ones.
      """)

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws { try show(try project.openForReading().rounds()) }
}
