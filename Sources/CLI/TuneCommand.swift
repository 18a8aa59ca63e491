import ArgumentParser
import GarimpoProject

/// `garimpo tune`.
struct TuneCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Search for features and a learner that rank better, and say what the gain is worth.",
    usage: "garimpo tune <file> --recipe <recipe> [<options>]",
    discussion: """
      Tries ways to make features of the recipe's fields (texts as words, stems or characters, numbers by their size, \
      categories and tags), each with several learners. The search sees only the items that train by the recipe's split, \
      divided further into folds: by time where the recipe divides by time. Half of the candidates is dropped after each \
      fold (successive halving). The choice is then measured once, beside the recipe as it was, on the items that \
      validate: only that part of a gain counts.

      Examples:
        garimpo tune videos.csv --recipe youtube-watch-page --output tuned.yaml
        garimpo round videos.csv --recipe tuned.yaml
      """)

  @Argument(
    help: .init("A table with labels: CSV, TSV or JSON Lines, also gzip'd; - is standard input.", valueName: "file"),
    completion: .file())
  var file: String

  @Option(
    help: .init("Where to start: a recipe's name (see garimpo recipe list) or its file.", valueName: "recipe"),
    completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String

  @Option(
    help: .init(
      "A learner to try beside the recipe's own; may be repeated (default: \(TuningOptions.usualLearners.joined(separator: "; "))).",
      valueName: "learner"),
    completion: .list(TuningOptions.usualLearners))
  var learner: [String] = []

  @Option(
    help: .init("What is to be high: \(TuningOptions.metrics.joined(separator: ", ")).", valueName: "figure"),
    completion: .list(TuningOptions.metrics))
  var metric = TuningOptions.metrics[0]

  @Option(
    parsing: .unconditional,
    help: .init("How many models the search may fit; candidates beyond that are left out by lot.", valueName: "n"))
  var budget = 300

  @Option(
    parsing: .unconditional, help: .init("The seed of everything random (default: the recipe's).", valueName: "n"))
  var seed: UInt64?

  @Option(
    parsing: .unconditional, help: .init("Bootstrap resamples behind the intervals, at least 100.", valueName: "n"))
  var resamples = 1000

  @Option(
    parsing: .unconditional,
    help: .init("How many threads work; the result is the same for any (default: one a processor).", valueName: "n"))
  var threads: Int?

  @Option(
    help: .init("When the rows were observed, where the recipe says import time (default: today).", valueName: "date"))
  var observed: String?

  @Option(help: .init("The file for the recipe that was found.", valueName: "file"), completion: .file())
  var output: String?

  @Flag(help: "Replace the file of --output if it exists.")
  var force = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  @OptionGroup(title: "Reading the table") var table: TableOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    var options = TuningOptions(table: file, recipe: recipe)
    options.reading = table.reading
    (options.learners, options.metric, options.budget) = (learner, metric, budget)
    (options.seed, options.resampleCount, options.threadCount) = (seed, resamples, threads)
    (options.observed, options.output, options.replacesExisting) = (observed, output, force)
    let progress = CountedProgress(console.console, of: "models")
    defer { progress.clear() }
    let reply = try options.run { progress.show($0, of: $1) }
    progress.clear()
    if json {
      try Console.write(try reply.json())
    } else if !console.quiet {
      try Console.write(reply.screen(console.console.style(for: 1)))
    }
  }
}
