import ArgumentParser
import GarimpoProject

/// `garimpo next`.
struct NextCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Show what to answer next.",
    usage: "garimpo next [<options>]",
    discussion: """
      First comes what you were shown and have not answered, then the newest batch in an order that mixes hard and random \
      items, then the items with the highest scores. Before the first round, items are drawn at random. What you are \
      shown is kept for you for a while: nobody else gets it.

      Examples:
        garimpo next
        garimpo next -n 20 --json
        garimpo next --annotator ana --overlap 2 --recheck 0.05
      """)

  @Option(name: .shortAndLong, parsing: .unconditional, help: .init("How many items.", valueName: "n"))
  var number = 1

  @Option(
    parsing: .unconditional, help: .init("How many annotators are to answer each item.", valueName: "n"))
  var overlap = 1

  @Option(
    parsing: .unconditional,
    help: .init("For how many minutes an item is kept for who was shown it.", valueName: "minutes"))
  var lease = 15.0

  @Option(
    help: .init(
      "With this probability, such as 0.05, ask something again that you have answered, without saying so.",
      valueName: "share"),
    transform: OptionValue.share)
  var recheck = 0.0

  @OptionGroup var annotator: AnnotatorOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    var options = AskOptions(annotator: annotator.name)
    options.count = number
    options.overlap = overlap
    options.leaseMinutes = lease
    options.recheckShare = recheck
    try show(try project.open().next(options))
  }
}
