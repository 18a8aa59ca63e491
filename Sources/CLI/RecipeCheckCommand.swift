import ArgumentParser
import GarimpoProject

/// `garimpo recipe check`.
struct RecipeCheckCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a recipe, and with a table how it reads the columns.",
    discussion: """
      Prints how the recipe is understood. A mistake is reported with its line and key, and the exit code is 65.

      Examples:
        garimpo recipe check mine.yaml
        garimpo recipe check mine.yaml --table videos.csv
      """)

  @Argument(
    help: .init("The recipe: a file, or the name of one that comes with the program.", valueName: "recipe"),
    completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String

  @Option(
    name: .customLong("table"),
    help: .init("Read this table under the recipe, and report on every column.", valueName: "file"),
    completion: .file())
  var file: String?

  @OptionGroup var console: ConsoleOptions
  @OptionGroup(title: "Reading the table") var table: TableOptionGroup

  func run() throws {
    let console = console.console
    let text = try RecipeUse(recipe).check(table: file, reading: table.reading, style: console.style(for: 1))
    if !console.isQuiet { try Console.write(text) }
  }
}
