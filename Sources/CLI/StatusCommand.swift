import ArgumentParser
import GarimpoProject

/// `garimpo status`.
struct StatusCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say how the project stands, and what comes next.",
    usage: "garimpo status [<options>]")

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws { try show(try project.openForReading().status()) }
}
