import ArgumentParser
import GarimpoProject

/// `garimpo recipe list`.
struct RecipeListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the recipes that come with the program.")

  func run() throws {
    try Console.write(try RecipeUse.list())
  }
}
