import ArgumentParser
import GarimpoProject

/// `garimpo rank`.
struct RankCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank",
    abstract: "List the unread items in the order of worth, best first.",
    usage: "garimpo rank [<options>]",
    discussion: """
      The order is that of the newest round's model, unless garimpo rounds use chose another. An item is unread while \
      nobody has said yes, no or unsure to it or to an exact duplicate of it. Items that were imported since the round are \
      scored by its model and marked with *. \
      A file gets the typed fields too: CSV (cells that a spreadsheet could run begin with an apostrophe) or JSON Lines.

      Examples:
        garimpo rank
        garimpo rank -n 100 --min-score 0.4
        garimpo rank --all --output list.csv
      """)

  @Option(
    name: [.customShort("n"), .customLong("count")], parsing: .unconditional,
    help: .init("How many items, best first (default: 20).", valueName: "n"))
  var count: Int?

  @Flag(help: "All of them.")
  var all = false

  @Option(parsing: .unconditional, help: .init("Leave out items that score less.", valueName: "score"))
  var minScore: Double?

  @Option(
    help: .init("Write the list here: NAME.csv, NAME.jsonl, or - for CSV on standard output.", valueName: "file"),
    completion: .file(extensions: ["csv", "jsonl"]))
  var output: String?

  @Flag(help: "Replace the file of --output if it exists.")
  var force = false

  @Option(
    parsing: .unconditional,
    help: .init("How many threads work; the result is the same for any (default: one a processor).", valueName: "n"))
  var threads: Int?

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try checkOutput(output)
    var options = RankOptions()
    guard !all || count == nil else { throw Failure(.usage, "-n and --all: say one of them") }
    options.count = all ? nil : count ?? 20
    options.minimumScore = minScore
    options.output = output
    options.replacesExisting = force
    options.threadCount = threads
    try show(try project.openForReading().rank(options), besides: output)
  }
}
