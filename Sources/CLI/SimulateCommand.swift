import ArgumentParser
import GarimpoProject

/// `garimpo simulate`.
struct SimulateCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Play learners and ways of asking through on a table whose labels are known.",
    usage: """
      garimpo simulate <file> --recipe <recipe> [<options>]
      garimpo simulate --again <result> [<file>] [--output <folder>]
      """,
    discussion: """
      Asks for one labelled item after the other as if its answer were not known, learns from the answer, and says how soon \
      the yes are found. Each learner is played with each way of asking, from the same known items. The features are learnt \
      from all labelled items; items without a label are left out. A mix of ways has the share of each in percent. A learner \
      may have parameters, and be made of others: 'svm cost=0.1', 'mean(forest, platt(svm))'.

      Figures: loss is 1 - ROC AUC of the order (0 is the best, 0.5 chance); WSS@95 is the share of the items that need \
      not be read for 95 % of the yes, less 5 %. What a run did not find counts as found last.

      With --output, runs that are done are kept while others are played: after an interruption (Ctrl-C, a power failure) \
      the same command goes on from there, and the result is the same.

      Examples:
        How many papers must be read, with ASReview's default:
          garimpo simulate papers.csv --recipe papers --repeats 30
        Which way of asking is best:
          garimpo simulate papers.csv --recipe papers --ask certainty \\
            --ask 'certainty 95%, random 5%' --ask uncertainty
        When to stop, and what each rule would have cost:
          garimpo simulate papers.csv --recipe papers --repeats 100 \\
            --stopping 'in-a-row 50' --stopping knee --stopping hypergeometric
        Which learner, with everything in files:
          garimpo simulate videos.csv --recipe youtube-watch-page \\
            --learner forest --learner extra-trees --batch 10 --output sim
        Whether the same comes out again, from the result alone:
          garimpo simulate --again sim/result.json
      """)

  @Argument(
    help: .init("A table with labels: CSV, TSV or JSON Lines, also gzip'd; - is standard input.", valueName: "file"),
    completion: .file())
  var file: String?

  @Option(
    help: .init("What the columns mean: a recipe's name (see garimpo recipe list) or its file.", valueName: "recipe"),
    completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String?

  @Option(
    help: .init(
      "A result.json that --output wrote: it is played again as it says, on the same table, and compared byte for byte.",
      valueName: "result"),
    completion: .file(extensions: ["json"]))
  var again: String?

  @Option(
    help: .init(
      "What learns: \(SimulationOptions.learners.joined(separator: ", ")). May be repeated (default: elas-u4).",
      valueName: "learner"),
    completion: .list(SimulationOptions.learners))
  var learner: [String] = []

  @Option(
    help: .init(
      "How it asks: \(SimulationOptions.strategies.joined(separator: ", ")), or a mix. May be repeated (default: certainty).",
      valueName: "ways"),
    completion: .list(SimulationOptions.strategies))
  var ask: [String] = []

  @Option(
    help: .init(
      "A stopping rule to watch, which ends nothing: \(SimulationOptions.stoppingRules.joined(separator: ", ")). May be "
        + "repeated.", valueName: "rule"),
    completion: .list(SimulationOptions.stoppingRules))
  var stopping: [String] = []

  @Option(
    parsing: .unconditional,
    help: .init("How often each is played (default: 10, or 1 where nothing is drawn).", valueName: "n"))
  var repeats: Int?

  @Option(
    parsing: .unconditional,
    help: .init("How many items are asked before it learns again (default: 1).", valueName: "n"))
  var batch: Int?

  @Option(
    help: .init(
      "What is known from the start: numbers of yes and no, drawn anew in each repetition; items:ID,ID; or rows:206,163, "
        + "the first row of data being 0 (default: 1+1).",
      valueName: "what"))
  var priors: String?

  @Option(
    help: .init(
      "When a run ends: all-found, never (everything is asked), or a number of questions (default: all-found).",
      valueName: "when"))
  var stop: String?

  @Option(
    help: .init(
      "What is asked before both answers are known: random, in-order as the table has it, or typiclust (default: "
        + "random where nothing is known from the start).",
      valueName: "how"),
    completion: .list(["random", "in-order", "typiclust"]))
  var coldStart: String?

  @Option(parsing: .unconditional, help: .init("The seed of everything random (default: 0).", valueName: "n"))
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: .init("How many threads work; the result is the same for any (default: one a processor).", valueName: "n"))
  var threads: Int?

  @Option(
    help: .init("When the rows were observed, where the recipe says import time (default: today).", valueName: "date"))
  var observed: String?

  @Option(
    help: .init(
      "A folder for result.json, report.html, curves.svg, runs.csv, curves.csv and times.csv; it is made.",
      valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Replace the files of --output if they exist.")
  var force = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  @OptionGroup(title: "Reading the table") var table: TableOptionGroup
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    guard again == nil else { return }
    if file == nil { throw ValidationError("Missing expected argument '<file>'") }
    if recipe == nil { throw ValidationError("Missing expected argument '--recipe <recipe>'") }
  }

  func run() throws {
    let options = try options()
    let progress = CountedProgress(console.console, of: "runs")
    defer { progress.clear() }
    let reply = try Interruption.holding { isCancelled in
      try options.run(isCancelled: isCancelled) { progress.show($0, of: $1) }
    }
    progress.clear()
    if json {
      try Console.write(try reply.json())
    } else if !console.quiet {
      try Console.write(reply.text(console.console.style(for: 1)))
    }
    guard let again = reply.again, !again.isSame else { return }
    if json || console.quiet { Console.tell("\(again.sentence)\n") }
    throw ExitCode(65)
  }

  /// What is wished on the command line, or what the result file says.
  private func options() throws -> SimulationOptions {
    var options: SimulationOptions
    if let again {
      if let option = given.first {
        throw Failure(.usage, "\(option): \(again) says it already; leave it out beside --again")
      }
      options = try SimulationOptions(again: again, table: file)
    } else {
      options = SimulationOptions(table: file ?? "", recipe: recipe ?? "")
      options.reading = table.reading
      options.learners = learner
      if !ask.isEmpty { options.asking = ask }
      options.stopping = stopping
      options.repetitionCount = repeats
      if let batch { options.batchSize = batch }
      if let priors { options.priors = priors }
      if let stop { options.stop = stop }
      options.coldStart = coldStart
      options.seed = seed
      options.observed = observed
    }
    options.threadCount = threads
    options.output = output
    options.replacesExisting = force
    return options
  }

  /// The options on the command line that a result file holds as well.
  private var given: [String] {
    let all: [(name: String, isGiven: Bool)] = [
      ("--recipe", recipe != nil), ("--learner", !learner.isEmpty), ("--ask", !ask.isEmpty),
      ("--stopping", !stopping.isEmpty), ("--repeats", repeats != nil), ("--batch", batch != nil),
      ("--priors", priors != nil), ("--stop", stop != nil), ("--cold-start", coldStart != nil),
      ("--seed", seed != nil), ("--observed", observed != nil),
    ]
    return all.filter(\.isGiven).map(\.name) + table.given
  }
}
