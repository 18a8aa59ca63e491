import ArgumentParser
import GarimpoProject

/// `garimpo check-labels`.
struct CheckLabelsCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-labels",
    abstract: "List labels that may be wrong.",
    usage: "garimpo check-labels [<options>]",
    discussion: """
      The labelled items are divided into parts, and each part is scored by a model that has learnt from the others: a \
      label is surprising when most items with the other label look less like that one. Pairs of duplicates with opposite \
      labels and answers that somebody changed are listed too. Whether a label is wrong, only a person can say.

      With more than 10,000 labelled items the models have fewer trees than the recipe says, down to 200, so that the check \
      takes no longer; which items are listed then varies more. --trees decides otherwise.

      Examples:
        garimpo check-labels
        garimpo check-labels -n 50 --json
      """)

  @Option(
    name: [.customShort("n"), .customLong("count")], parsing: .unconditional,
    help: .init("How many surprising labels, the most surprising first.", valueName: "n"))
  var count = 20

  @Option(
    parsing: .unconditional,
    help: .init("Into how many parts the labelled items are divided.", valueName: "n"))
  var folds = 5

  @Option(
    parsing: .unconditional,
    help: .init(
      "How many trees each model has (default: as in the recipe, fewer with more than 10,000 labels).", valueName: "n"))
  var trees: Int?

  @Option(
    parsing: .unconditional,
    help: .init("How many threads work; the result is the same for any (default: one a processor).", valueName: "n"))
  var threads: Int?

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    var options = CheckLabelsOptions()
    options.count = count
    options.foldCount = folds
    options.treeCount = trees
    options.threadCount = threads
    try show(try project.openForReading().checkLabels(options))
  }
}
