import ArgumentParser
import GarimpoProject

/// `garimpo recipe` and its commands.
struct RecipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe",
    abstract: "Show, check or guess what the columns of a table mean.",
    subcommands: [])
}
