import ArgumentParser
import GarimpoProject

/// `garimpo rounds use`.
struct RoundsUseCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: "Use the model of a round instead of the newest.",
    usage: "garimpo rounds use [<options>] <round>",
    discussion: """
      rank, score, next, labels export, status and the browser go by that round from now on, until there is a newer round \
      or another is chosen; the number of the newest takes an earlier choice back. While a round is chosen, the live model \
      of the browser has no say in what is asked. The choice is kept in the project, and garimpo log shows it.

      Examples:
        garimpo rounds use 2
        garimpo rounds use 2 --note "round 3 had wrong labels"
      """)

  @Argument(help: .init("The number of the round.", valueName: "round"))
  var round: Int

  @Option(help: .init("Why, for the log.", valueName: "text"))
  var note: String?

  @Option(
    name: .shortAndLong,
    help: .init("Who chooses (default: GARIMPO_ANNOTATOR, else the login name).", valueName: "name"))
  var annotator: String?

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try show(try project.open().use(round: round, annotator: AnnotatorOptionGroup.name(annotator), note: note))
  }
}
