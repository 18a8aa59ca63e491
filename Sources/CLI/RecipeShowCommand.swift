import ArgumentParser
import GarimpoProject

/// `garimpo recipe show`.
struct RecipeShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a recipe that comes with the program, as YAML.",
    discussion: """
      Examples:
        garimpo recipe show youtube-watch-page
        garimpo recipe show papers > mine.yaml
      """)

  @Argument(
    help: .init("The recipe's name (see garimpo recipe list).", valueName: "recipe"),
    completion: .list(RecipeUse.builtInNames))
  var recipe: String

  func run() throws {
    try Console.write(try RecipeUse(recipe).yaml())
  }
}
