import ArgumentParser
import GarimpoProject

/// `garimpo score`.
struct ScoreCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score the rows of a table with a round's model, and store nothing.",
    usage: "garimpo score [<options>] <file>",
    discussion: """
      Writes the rows as they came, in their order, with a column p behind them: the probability of yes by the model of \
      the round in use, or of another one, read by that round's recipe. Where the recipe makes the ids itself there is a \
      column id too. The file is read and written piece by piece, so it may be of any size; a column of labels is not \
      needed. The scores are those that a round would store for the same rows, to the last bit.

      Examples:
        garimpo score new.csv > scored.csv
        garimpo score new.jsonl.gz --round 2 --output scored.jsonl
        curl -s https://example.org/new.jsonl | garimpo score - | head
      """)

  @Argument(
    help: .init("The table: CSV, TSV or JSON Lines, also gzip'd; - is standard input.", valueName: "file"),
    completion: .file())
  var file: String

  @Option(
    parsing: .unconditional,
    help: .init(
      "The number of the round whose model scores, or latest (default: the one in use).", valueName: "round"))
  var round: RoundChoice?

  @Option(help: .init("Write the rows here; - is standard output.", valueName: "file"), completion: .file())
  var output = "-"

  @Option(
    help: .init("csv or jsonl (default: as the name of the output says, else as the input is).", valueName: "form"),
    completion: .list(ScoreOptions.formats))
  var format: String?

  @Flag(help: "Replace the file of --output if it exists.")
  var force = false

  @Flag(help: "Put an apostrophe before cells that a spreadsheet could run, such as =1+1.")
  var spreadsheetSafe = false

  @Option(
    help: .init("When the rows were observed, where the recipe says import time (default: now).", valueName: "date"))
  var observed: String?

  @Option(
    parsing: .unconditional,
    help: .init("How many threads work; the result is the same for any (default: one a processor).", valueName: "n"))
  var threads: Int?

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup(title: "Reading the table") var table: TableOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try checkOutput(output)
    var options = ScoreOptions(table: file)
    options.reading = table.reading
    let project = try project.openForReading()
    options.round = try round?.number(in: project)
    options.output = output
    options.format = format
    options.replacesExisting = force
    options.isSpreadsheetSafe = spreadsheetSafe
    options.observed = observed
    options.threadCount = threads
    try show(try project.score(options), besides: output)
  }
}
