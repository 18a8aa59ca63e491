import ArgumentParser
import GarimpoProject

/// `garimpo duplicates`.
struct DuplicatesCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates",
    abstract: "List items that say the same, with their labels.",
    usage: "garimpo duplicates [--exact | --near] [<options>]",
    discussion: """
      Exact duplicates have the same words and are asked once; near ones share most of their word shingles (the recipe \
      says how many) and never lie on both sides of a split. The number before an item is its greatest similarity to one \
      above it.

      Examples:
        garimpo duplicates
        garimpo duplicates --near -n 100
      """)

  @Flag(help: "Only those with the same words.")
  var exact = false

  @Flag(help: "Only those that are nearly the same.")
  var near = false

  @Option(
    name: [.customShort("n"), .customLong("count")], parsing: .unconditional,
    help: .init("How many groups.", valueName: "n"))
  var count = 20

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if exact && near { throw Failure(.usage, "--exact and --near: give one of them, or none for both") }
    let kind: ListedDuplicates.Kind? = exact ? .exact : near ? .near : nil
    try show(try project.openForReading().duplicates(kind, count: count))
  }
}
