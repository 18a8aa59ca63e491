import ArgumentParser
import GarimpoProject

/// `garimpo evaluate`.
struct EvaluateCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Say how good the model would be now, or how good a round's is on later labels.",
    usage: "garimpo evaluate [<options>] [<round>]",
    discussion: """
      Without a round: what a round would find now, without storing it. With one: how its model does on the labels that \
      were given since, on items that it has neither learnt from nor been measured on, with those that it drew at random \
      apart, for items that a model chose are no random sample.

      Examples:
        garimpo evaluate
        garimpo evaluate 1
      """)

  @Argument(help: .init("The number of a round, or latest.", valueName: "round"))
  var round: RoundChoice?

  @OptionGroup(title: "Measuring") var measuring: MeasuringOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let open = try project.openForReading()
    if let round { return try show(try open.evaluate(round: round.number(in: open), measuring.options)) }
    try show(try showingProgress { try open.evaluate(measuring.options, observer: $0) })
  }
}
