import ArgumentParser
import GarimpoProject

/// `garimpo compact`.
struct CompactCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Make the project file smaller.",
    usage: "garimpo compact [<options>]",
    discussion: """
      Writes the file anew without unused room, which takes up to twice its size on the disk while it runs. Labels, items \
      and rounds are never dropped; scores and models of older rounds that are not in use only if you say so. garimpo estimate does not count a \
      round without scores, and garimpo score needs a model; garimpo replay can still compute the round again.

      Examples:
        garimpo compact
        garimpo compact --keep-scores 3 --keep-models 3
      """)

  @Option(
    parsing: .unconditional, help: .init("Keep the scores of the newest n rounds only.", valueName: "n"))
  var keepScores: Int?

  @Option(
    parsing: .unconditional, help: .init("Keep the models of the newest n rounds only.", valueName: "n"))
  var keepModels: Int?

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try show(try project.open().compact(keepingScores: keepScores, keepingModels: keepModels))
  }
}
