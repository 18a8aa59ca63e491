import ArgumentParser
import GarimpoProject

/// `garimpo undo`.
struct UndoCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back your newest answers.",
    usage: "garimpo undo [<options>] [<id>]",
    discussion: """
      Nothing is removed: taking back is an entry of its own in the log, and the answer before stands again.

      Examples:
        garimpo undo
        garimpo undo -n 3
        garimpo undo 17
      """)

  @Argument(help: .init("Only answers on the item with this id.", valueName: "id"))
  var id: String?

  @Option(name: .shortAndLong, parsing: .unconditional, help: .init("How many answers.", valueName: "n"))
  var number = 1

  @OptionGroup var annotator: AnnotatorOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try show(
      try project.open().undo(count: number, annotator: annotator.name, id: id, source: "command line"))
  }
}
