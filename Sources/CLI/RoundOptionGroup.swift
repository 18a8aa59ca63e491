import ArgumentParser

/// What a round needs and what it writes.
struct RoundOptionGroup: ParsableArguments {
  @Option(
    help: .init(
      "What the columns mean: a recipe's name (see garimpo recipe list) or its file; needed with a file, in a project "
        + "the recipe to use from now on.",
      valueName: "recipe"),
    completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String?

  @Option(
    help: .init(
      "An earlier batch with its answers filled in: they count as the table's, matched by id. May be repeated.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var labels: [String] = []

  @Option(
    help: .init("Write the batch here, as CSV; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var output: String?

  @Option(
    help: .init("Write the report here, one HTML file; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var report: String?

  @Flag(help: "Replace the files of --output and --report if they exist.")
  var force = false

  @Option(
    parsing: .unconditional,
    help: .init("The seed of everything random (default: the recipe's, or 0).", valueName: "n"))
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: .init("How many threads work; the result is the same for any (default: one a processor).", valueName: "n"))
  var threads: Int?

  @Option(
    parsing: .unconditional,
    help: .init("Bootstrap resamples behind the intervals, at least 100.", valueName: "n"))
  var resamples = 1000

  @Option(
    help: .init("When the rows were observed, where the recipe says import time (default: now).", valueName: "date"))
  var observed: String?
}
