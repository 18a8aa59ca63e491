import ArgumentParser
import GarimpoProject

/// `garimpo show`.
struct ShowCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show all that is known of an item or of a round.",
    usage: "garimpo show [<options>] [<id>]",
    discussion: """
      An id shows the item: its fields, answers, scores, duplicates and versions; with --json also the columns as they \
      came. --round shows a round: what it printed, and what its batch is labelled now.

      Examples:
        garimpo show 17
        garimpo show --round 2
        garimpo show --round latest --json
      """)

  @Argument(help: .init("The id of an item.", valueName: "id"))
  var id: String?

  @Option(name: .shortAndLong, help: .init("The number of a round, or latest.", valueName: "round"))
  var round: String?

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    switch (id, round) {
    case (let id?, nil): try show(try project.openForReading().show(item: id))
    case (nil, let round?):
      guard let choice = RoundChoice(argument: round) else {
        throw Failure(.usage, "--round: found \"\(round)\", expected the number of a round, or latest")
      }
      let project = try project.openForReading()
      try show(try project.show(round: choice.number(in: project)))
    default: throw Failure(.usage, "say either the id of an item or --round with its number")
    }
  }
}
