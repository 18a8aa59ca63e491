import ArgumentParser
import GarimpoProject

/// `garimpo round`.
struct RoundCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "round",
    abstract: "Train on the labelled items, measure, and pick the items to label next.",
    usage: "garimpo round [<options>] [<file>]",
    discussion: """
      Trains on the earlier labelled items, measures on the later ones beside orders that need no model, scores the \
      items without a label and draws a batch of hard and random ones from them. Without a file this is a round of \
      the project, which keeps figures, model, batch and scores; with a file it is a round on that table, and nothing is \
      kept. The result depends on the items, labels, recipe, options, seed and observation time, and on nothing else.

      Examples:
        The next round of the project in this folder:
          garimpo round
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
    help: .init(
      "A table instead of the project: CSV, TSV or JSON Lines, also gzip'd; - is standard input.", valueName: "file"),
    completion: .file())
  var file: String?

  @OptionGroup(title: "Main options") var main: RoundOptionGroup

  @OptionGroup(title: "Instead of what the recipe says") var recipeOptions: RecipeOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup(title: "Reading the table") var table: TableOptionGroup
  @OptionGroup var console: ConsoleOptions

  private func options(_ file: String) throws -> RoundOptions {
    guard let recipe = main.recipe else {
      throw Failure(
        .usage, "--recipe: missing; a table needs one (garimpo recipe list), and garimpo recipe guess proposes one")
    }
    if project.project != nil { throw Failure(.usage, "--project: with a file there is no project; leave one out") }
    var options = RoundOptions(table: file, recipe: recipe)
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
    if let file { try run(onTable: file) } else { try runOnProject() }
  }

  private func runOnProject() throws {
    for (name, isGiven) in [
      ("--labels", !main.labels.isEmpty), ("--output", main.output != nil), ("--observed", main.observed != nil),
    ] where isGiven {
      throw Failure(
        .usage,
        "\(name): goes with a file; in a project use garimpo import, garimpo labels import and garimpo labels export")
    }
    if project.json && main.report == "-" { throw Failure.takenOutput }
    var options = ProjectRoundOptions()
    options.overrides = recipeOptions.overrides
    options.recipe = main.recipe
    options.seed = main.seed
    options.threadCount = main.threads
    options.resampleCount = main.resamples
    options.report = main.report
    options.replacesExisting = main.force
    options.source = "command line"
    options.command = Self.commandLine(CommandLine.arguments)
    let round = try showingProgress { try project.open().round(options, observer: $0) }
    try show(round.timings, takingOutput: main.report == "-", json: round.json) { round.text($0) }
  }

  private func run(onTable file: String) throws {
    let options = try options(file)
    if project.json && options.files.usesStandardOutput { throw Failure.takenOutput }
    let round = try showingProgress { try options.run(observer: $0) }
    try show(round.timings, takingOutput: options.files.usesStandardOutput, json: round.json) {
      RoundSummary(round, style: $0).text
    }
  }

  /// Prints a round as JSON, with its times beside it, or as text; to standard error when a file goes to standard output.
  private func show(
    _ timings: [StepTiming], takingOutput isTaken: Bool, json: () throws -> String, text: (TextStyle) -> String
  ) throws {
    let console = console.console
    if project.json {
      try Console.write(try json())
      if !console.isQuiet { Console.tell("\(RoundSummary.timeSentence(timings))\n") }
    } else if !console.isQuiet {
      let text = DisplayText.folded(text(console.style(for: isTaken ? 2 : 1)))
      if isTaken { Console.tell(text) } else { try Console.write(text) }
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

extension Failure {
  fileprivate static var takenOutput: Failure {
    Failure(.usage, "--json: standard output is taken by --output or --report; give that file a name")
  }
}
