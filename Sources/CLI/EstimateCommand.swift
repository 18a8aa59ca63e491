import ArgumentParser
import GarimpoProject

/// `garimpo estimate`.
struct EstimateCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Estimate how many items worth reading are left, from the random ones.",
    usage: "garimpo estimate [<options>]",
    discussion: """
      Every round asks some items that it drew at random, with a known probability. From the answers to these alone follow \
      the number of yes that are left in the pool and how well the model orders it, each with an interval, however good or \
      bad the model is. Answer whole batches: an item without an answer counts as not drawn.

      Examples:
        garimpo estimate
        garimpo estimate --k 50,200 --level 0.9
      """)

  @Option(
    help: .init("After how many items of the order recall is estimated.", valueName: "numbers"),
    transform: OptionValue.counts)
  var k = OptionValue.Counts([10, 20, 50, 100])

  @Option(
    parsing: .unconditional,
    help: .init("How often the interval of the yes left is to hold the truth.", valueName: "share"),
    transform: OptionValue.share)
  var level = 0.95

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    var options = EstimateOptions()
    options.cuts = k.values
    options.level = level
    try show(try project.openForReading().estimate(options))
  }
}
