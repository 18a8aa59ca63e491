import ArgumentParser
import GarimpoProject

/// `garimpo recipe guess`.
struct RecipeGuessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guess",
    abstract: "Propose a recipe for a table by looking at its names and values.",
    discussion: """
      Prints YAML with the reason for each decision as a comment. Read it, correct what was guessed wrong, and check it \
      with garimpo recipe check.

      Examples:
        garimpo recipe guess videos.csv > mine.yaml
        garimpo recipe guess export.tsv --name tickets
      """)

  @Argument(
    help: .init("The table: CSV, TSV or JSON Lines, also gzip'd; - is standard input.", valueName: "file"),
    completion: .file())
  var file: String

  @Option(help: .init("The recipe's name (default: the table's).", valueName: "name"))
  var name: String?

  @OptionGroup(title: "Reading the table") var table: TableOptionGroup

  func run() throws {
    try Console.write(try RecipeUse.guess(table: file, name: name, reading: table.reading))
  }
}
