import ArgumentParser
import GarimpoProject

/// `garimpo recipe` and its commands.
struct RecipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe",
    abstract: "Show, check or guess what the columns of a table mean.",
    discussion: """
      A recipe is a short YAML file: which columns hold the item, the label, texts, numbers and dates, how these are \
      written, and which features, split, model and batch a round has.
      """,
    subcommands: [RecipeListCommand.self, RecipeShowCommand.self, RecipeCheckCommand.self, RecipeGuessCommand.self])
}
