import ArgumentParser
import GarimpoProject

/// `garimpo recipe guess`.
struct RecipeGuessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guess",
    abstract: "Propose a recipe for a table by looking at its names and values.",
    usage: "garimpo recipe guess [<options>] <file>",
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
    let proposal = try RecipeUse.guess(table: file, name: name, reading: table.reading)
    try Console.write(proposal.yaml)
    if let doubt = proposal.headerDoubt { Console.tell(DisplayText.folded("\(doubt)\n")) }
    if let fitting = proposal.fitting {
      Console.tell(
        DisplayText.folded(
          "The recipe \(fitting), which comes with the program, reads every column that it needs of this table: use it as it "
            + "is, or see it with garimpo recipe show \(fitting).\n"))
    }
  }
}
