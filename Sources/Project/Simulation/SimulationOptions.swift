import GarimpoEvaluation
import GarimpoKernels
import GarimpoLearning
import GarimpoQuerying
import GarimpoRecipes
import Synchronization

/// A simulation as a face asks for it, in plain values.
///
/// ```swift
/// var options = SimulationOptions(table: "papers.csv", recipe: "papers")
/// options.repetitionCount = 30
/// print(try options.run().text(TextStyle()))
/// ```
public struct SimulationOptions: Sendable {
  /// The names of learners.
  public static var learners: [String] { LearnerChoice.names }
  /// The names of stopping rules.
  public static var stoppingRules: [String] { StoppingRule.names }
  /// The names of ways of asking.
  public static var strategies: [String] { QueryStrategy.allCases.map(\.name) }

  /// The path of a table with labels, or `-` for standard input.
  public var table: String
  /// The name of a built-in recipe, or the path of a recipe file.
  public var recipe: String
  /// How the table is read.
  public var reading = TableReading()
  /// What learns, each played with each way of asking: `svm cost=0.1`, `mean(forest, platt(svm))` (`LearnerChoice`);
  /// none: `elas-u4`.
  public var learners: [String] = []
  /// How it asks: `certainty`, or a mix as `certainty 95%, random 5%`.
  public var asking = ["certainty"]
  /// The stopping rules that are watched: `in-a-row 50`, `hypergeometric recall=95% risk=5%` (`StoppingRule`). They end nothing.
  public var stopping: [String] = []
  /// How often each is played, 1 or more; nil: 10 times, or once where nothing is drawn.
  public var repetitionCount: Int?
  /// How many items are asked before it learns again, 1 or more.
  public var batchSize = 1
  /// What is known from the start: `1+1` for one yes and one no, drawn anew in each repetition and the same for every way;
  /// `items:ID,ID` for these items; `rows:206,163` for these rows of the table, the first row of data being 0.
  public var priors = "1+1"
  /// When a run ends: `all-found`, `never` (everything is asked), or a number of questions.
  public var stop = "all-found"
  /// What is asked before both answers are known: `random`, `in-order` as the table has it, or `typiclust`; nil: `random`,
  /// where nothing is known from the start.
  public var coldStart: String?
  /// The day (ISO 8601) that the rows were observed on, where the recipe says `import time`; nil: today.
  public var observed: String?
  /// The seed of everything random; nil: 0.
  public var seed: UInt64?
  /// The number of threads, at least 1; nil: one for each processor. The result does not depend on it.
  public var threadCount: Int?
  /// The folder for the files, which is made; nil: none are written.
  public var output: String?
  /// Whether files that are there are replaced.
  public var replacesExisting = false
  static let usualLearners = ["elas-u4"]
  static let usualColdStart = "random"
  /// The result file that is played again; nil: none.
  var recorded: RecordedSimulation?

  /// A simulation on `table` under `recipe`.
  public init(table: String, recipe: String) {
    self.table = table
    self.recipe = recipe
  }

  /// Plays everything and writes the files. With an output folder, runs that are done are kept there while others are played, and
  /// taken over by the next call with the same options: the result is that of a call that was not interrupted.
  ///
  /// - Parameters:
  ///   - isCancelled: asked now and then, from any thread, whether to end early; nil: never.
  ///   - observer: told how many runs are done, of how many.
  /// - Throws: `Failure`, also when it ended early: how to go on.
  public func run(
    isCancelled: (@Sendable () -> Bool)? = nil,
    observer: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(Failure) -> SimulationReply {
    let threadCount = try RoundOptions.threadCount(threadCount)
    guard output != nil || !replacesExisting else {
      throw Failure(.usage, "--force: has no effect without --output; leave it out, or name a folder with --output")
    }
    let wishes = try SimulationWishes(self)
    let files = try SimulationFiles(output, replacesExisting: replacesExisting)
    let source = try SimulatedTable(self)
    let priors = try wishes.priors.fixed(in: source)
    try source.check(wishes.learners, wishes.ways.map(\.asking))
    let simulations = try wishes.plans.map { plan throws(Failure) in
      try Failure.wrapping(table) { () throws(SimulationError) in try Simulation(plan, on: source.pile) }
    }
    if recorded == nil { try wishes.check(self, known: priors, of: source.pile) }
    let repetitionCount = try wishes.repetitionCount(from: priors, of: source.pile)
    let kept = try files.keptRuns(
      KeptRuns.Header(
        tableSHA256: source.sha256,
        wishes: SimulationReply.Wishes(self, source, repetitionCount: repetitionCount, seed: wishes.seed)))

    let total = simulations.count * repetitionCount
    let runs = Mutex((0..<total).map { kept?.runs[$0] })
    let open = (0..<total).filter { kept?.runs[$0] == nil }
    let done = Atomic(total - open.count)
    let name = table
    do {
      try WorkerPool(threadCount: threadCount).run(count: open.count) { place, _ throws(Failure) in
        let unit = open[place]
        let (simulation, repetition) = (simulations[unit / repetitionCount], unit % repetitionCount)
        let run = try Failure.wrapping(name) { () throws(SimulationError) in
          let known =
            if let priors { priors } else {
              try simulation.priors(yes: wishes.priors.yes, no: wishes.priors.no, repetition: repetition)
            }
          return try PlayedRun(simulation, priors: known, repetition: repetition, isCancelled: isCancelled)
        }
        try kept?.append(run, at: unit)
        runs.withLock { $0[unit] = run }
        observer(done.wrappingAdd(1, ordering: .relaxed).newValue, total)
      }
    } catch {
      kept?.flush()
      throw error == .cancelled ? interruption(after: done.load(ordering: .relaxed), of: total, kept) : error
    }
    let played = runs.withLock { $0.compactMap(\.self) }
    var reply = SimulationReply(self, source, wishes, played, repetitionCount: repetitionCount)
    reply.keptRunCount = total - open.count
    reply.again = try recorded?.comparison(with: reply)
    try files.write(reply, ids: source.ids)
    kept?.remove()
    return reply
  }

  /// That it ended early, and how to go on.
  private func interruption(after done: Int, of total: Int, _ kept: KeptRuns?) -> Failure {
    guard let kept else {
      return Failure(
        .system,
        "interrupted; nothing was kept: with --output FOLDER runs that are done are kept there, and the same command goes on"
      )
    }
    return done == 0
      ? Failure(.system, "interrupted before the first run was done; nothing was kept")
      : Failure(
        .system,
        "interrupted; \(Text.grouped(done)) of \(Text.grouped(total)) runs are kept in \(kept.path): the same command goes on "
          + "from there")
  }
}
