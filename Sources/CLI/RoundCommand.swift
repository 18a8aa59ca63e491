import ArgumentParser
import GarimpoProject

/// `garimpo round`.
struct RoundCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "round",
    abstract: "Train on the labelled rows, measure, and pick the rows to label next.",
    discussion: """
      Reads the table under the recipe, trains on the earlier labelled rows, measures on the later ones beside orders \
      that need no model, scores the rows without a label and draws a batch of hard and random ones from them. The \
      result depends on the table, the recipe, the options, the seed and the observation time, and on nothing else.

      Examples:
        Print how good a model is, write nothing:
          garimpo round videos.csv --recipe youtube-watch-page
        Write the batch and the report:
          garimpo round videos.csv --recipe youtube-watch-page \\
            --output to_label.csv --report report.html
        The next round, with the answers to that batch:
          garimpo round videos.csv --recipe youtube-watch-page \\
            --labels to_label.csv --output to_label_2.csv
        As the notebook chose its batch:
          garimpo round videos.csv --recipe youtube-watch-page \\
            --band 0.26:1 --random 31 --output to_label.csv
        Your own recipe, another division, for a program to read:
          garimpo round papers.csv.gz --recipe mine.yaml \\
            --split-by random --validation-share 20% --json
      """)

  @Argument(
    help: .init("The table: CSV, TSV or JSON Lines, also gzip'd; - is standard input.", valueName: "file"),
    completion: .file())
  var file: String

  @OptionGroup(title: "Main options") var main: RoundOptionGroup

  @OptionGroup(title: "Instead of what the recipe says") var recipeOptions: RecipeOptionGroup
  @OptionGroup(title: "Reading the table") var table: TableOptionGroup

  @Flag(help: "Print the result as JSON, and how long each step took on standard error.")
  var json = false

  @OptionGroup var console: ConsoleOptions

  private var options: RoundOptions {
    var options = RoundOptions(table: file, recipe: main.recipe)
    options.reading = table.reading
    options.overrides = recipeOptions.overrides
    options.answers = main.labels
    options.seed = main.seed
    options.threadCount = main.threads
    options.resampleCount = main.resamples
    options.observed = main.observed
    options.command = Self.commandLine(CommandLine.arguments)
    options.files.batch = main.output
    options.files.report = main.report
    options.files.replacesExisting = main.force
    return options
  }

  func run() throws {
    let options = options
    if json && options.files.usesStandardOutput {
      throw Failure(.usage, "--json: standard output is taken by --output or --report; give that file a name")
    }
    let console = console.console
    let progress = RoundProgress(console)
    let round: FinishedRound
    do {
      defer { progress.clear() }
      round = try options.run { progress.show($0) }
    }
    if json {
      try Console.write(try round.json())
      if !console.isQuiet { Console.tell("\(RoundSummary.timeSentence(round.timings))\n") }
    } else if !console.isQuiet {
      let descriptor: Int32 = options.files.usesStandardOutput ? 2 : 1
      let text = RoundSummary(round, style: console.style(for: descriptor)).text
      if descriptor == 1 { try Console.write(text) } else { Console.tell(text) }
    }
  }

  /// The command that makes the same files again: without what does not show in them.
  private static func commandLine(_ arguments: [String]) -> String {
    var words = ["garimpo"]
    var isValue = false
    for argument in arguments.dropFirst() {
      if isValue {
        isValue = false
      } else if argument == "--threads" || argument == "--color" {
        isValue = true
      } else if !["--force", "--quiet", "-q", "--json"].contains(argument)
        && !["--threads=", "--color="].contains(where: { argument.hasPrefix($0) })
      {
        words.append(DisplayText.shellWord(argument))
      }
    }
    return words.joined(separator: " ")
  }
}
