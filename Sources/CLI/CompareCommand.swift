import ArgumentParser
import GarimpoProject

/// `garimpo compare`.
struct CompareCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Measure the models of two rounds on the same items.",
    usage: "garimpo compare [<options>] <first> <second>",
    discussion: """
      Every round is measured on other items, so that two figures do not compare. Here both models are measured on the \
      items that are labelled now and that neither has learnt from, nor from a duplicate of them. The interval of the \
      difference is a paired one, far narrower than those of the figures.

      Examples:
        garimpo compare 1 2
        garimpo compare 1 latest
      """)

  @Argument(help: .init("The number of a round, or latest.", valueName: "first"))
  var first: RoundChoice

  @Argument(help: .init("The number of another, or latest.", valueName: "second"))
  var second: RoundChoice

  @OptionGroup(title: "Measuring") var measuring: MeasuringOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let project = try project.openForReading()
    let (first, second) = (try first.number(in: project), try second.number(in: project))
    try show(try project.compare(first, second, measuring.options))
  }
}
