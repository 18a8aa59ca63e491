import ArgumentParser
import GarimpoProject

/// `garimpo replay`.
struct ReplayCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Compute a round once more from what it was made from, and compare every byte.",
    usage: "garimpo replay [<options>] [<round>]",
    discussion: """
      A round keeps its recipe, options and seed, and what it saw of items and labels. Replaying it trains the model and \
      measures it anew, and compares model and figures with what is kept (SHA-256). The exit code is 65 when they differ.

      Examples:
        garimpo replay
        garimpo replay 3
      """)

  @Argument(help: .init("The number of the round, or latest (default: latest).", valueName: "round"))
  var round: RoundChoice?

  @Option(
    parsing: .unconditional,
    help: .init("How many threads work; the result is the same for any (default: one a processor).", valueName: "n"))
  var threads: Int?

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let replayed = try showingProgress {
      let project = try project.openForReading()
      return try project.replay(round?.number(in: project), threadCount: threads, observer: $0)
    }
    try show(replayed)
    if !replayed.isSame { throw ExitCode(65) }
  }
}
