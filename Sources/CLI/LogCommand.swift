import ArgumentParser
import GarimpoProject

/// `garimpo log`.
struct LogCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show what happened: answers, undos, imports, rounds and exports.",
    usage: "garimpo log [<options>]",
    discussion: """
      Newest first, in Coordinated Universal Time (UTC). Nothing is ever removed from the log of labels.

      Examples:
        garimpo log -n 50
        garimpo log --item 17
        garimpo log --of ana --json
      """)

  @Option(name: .shortAndLong, parsing: .unconditional, help: .init("How many entries.", valueName: "n"))
  var number = 20

  @Option(parsing: .unconditional, help: .init("Only answers on the item with this id.", valueName: "id"))
  var item: String?

  @Option(name: .customLong("of"), help: .init("Only answers of this annotator.", valueName: "name"))
  var annotator: String?

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    var options = LogOptions()
    options.count = number
    options.item = item
    options.annotator = annotator
    try show(try project.openForReading().log(options))
  }
}
