import ArgumentParser
import GarimpoProject

/// `garimpo init`.
struct InitCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a project: one file that keeps items, labels and rounds.",
    usage: "garimpo init [<options>] <name> --recipe <recipe>",
    discussion: """
      Everything that you import, answer and ask for is kept in the file NAME.garimpo. Commands find it by themselves \
      when it is the only one in the folder; --project names another.

      Examples:
        garimpo init videos --recipe youtube-watch-page
        garimpo init screening --recipe mine.yaml --seed 7
      """)

  @Argument(help: .init("The project's name; its file is NAME.garimpo.", valueName: "name"))
  var name: String

  @Option(
    help: .init("What the columns mean: a recipe's name (see garimpo recipe list) or its file.", valueName: "recipe"),
    completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String

  @Option(
    parsing: .unconditional,
    help: .init("The seed of everything random (default: the recipe's, or 0).", valueName: "n"))
  var seed: UInt64?

  @Flag(help: "Print the result as JSON.")
  var json = false

  @OptionGroup var console: ConsoleOptions

  func run() throws {
    var create = CreateProject(name: name, recipe: recipe)
    create.seed = seed
    let created = try create.run()
    if json {
      try Console.write(try created.json())
    } else if !console.quiet {
      try Console.write(created.screen(console.console.style(for: 1)))
    }
  }
}
