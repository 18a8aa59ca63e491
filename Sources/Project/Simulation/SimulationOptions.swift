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
  /// What learns, each played with each way of asking: `svm cost=0.1`, `mean(forest, platt(svm))` (`LearnerChoice`).
  public var learners = ["elas-u4"]
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
  /// What is asked before both answers are known: `random`, `in-order` as the table has it, or `typiclust`.
  public var coldStart = "random"
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

  /// A simulation on `table` under `recipe`.
  public init(table: String, recipe: String) {
    self.table = table
    self.recipe = recipe
  }

  /// Plays everything and writes the files.
  ///
  /// - Parameter observer: told how many runs are done, of how many.
  public func run(
    observer: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(Failure) -> SimulationReply {
    let threadCount = try RoundOptions.threadCount(threadCount)
    let wishes = try SimulationWishes(self)
    let files = try SimulationFiles(output, replacesExisting: replacesExisting)
    let source = try SimulatedTable(self)
    let priors = try wishes.priors.fixed(in: source)
    try source.check(wishes.learners, wishes.ways.map(\.asking))
    let simulations = try wishes.plans.map { plan throws(Failure) in
      try Failure.wrapping(table) { () throws(SimulationError) in try Simulation(plan, on: source.pile) }
    }

    let repetitionCount = try wishes.repetitionCount(from: priors, of: source.pile)
    let total = simulations.count * repetitionCount
    let runs = Mutex([SimulationRun?](repeating: nil, count: total))
    let done = Atomic(0)
    let name = table
    try WorkerPool(threadCount: threadCount).run(count: total) { unit, _ throws(Failure) in
      let (simulation, repetition) = (simulations[unit / repetitionCount], unit % repetitionCount)
      let run = try Failure.wrapping(name) { () throws(SimulationError) in
        let known =
          if let priors { priors } else {
            try simulation.priors(yes: wishes.priors.yes, no: wishes.priors.no, repetition: repetition)
          }
        return try simulation.run(priors: known, repetition: repetition, on: WorkerPool(threadCount: 1))
      }
      runs.withLock { $0[unit] = run }
      observer(done.wrappingAdd(1, ordering: .relaxed).newValue, total)
    }
    let ways = zip(wishes.ways, simulations.indices).map { way, place in
      let start = place * repetitionCount
      return SimulationReply.Way(
        learner: way.learner.description, asking: way.asking.description,
        runs: runs.withLock { Array($0[start..<start + repetitionCount]) }.compactMap(\.self), seed: wishes.seed)
    }
    let reply = SimulationReply(self, source, ways: ways, repetitionCount: repetitionCount, seed: wishes.seed)
    try files.write(reply, ids: source.ids)
    return reply
  }
}

/// The wishes of a simulation, each read and checked.
struct SimulationWishes {
  /// One learner with one way of asking.
  struct Way {
    var learner: LearnerChoice
    var asking: AskingMix
  }

  let ways: [Way]
  let plans: [SimulationPlan]
  let priors: SimulationPriors
  let seed: UInt64
  var learners: [LearnerChoice] { ways.map(\.learner) }

  private let wishedCount: Int?

  init(_ options: SimulationOptions) throws(Failure) {
    if let count = options.repetitionCount {
      _ = try RecipeOverrides.checked("--repeats", count, from: 1, to: 100_000)
    }
    wishedCount = options.repetitionCount
    _ = try RecipeOverrides.checked("--batch", options.batchSize, from: 1, to: 1_000_000_000)
    var learners: [LearnerChoice] = []
    for text in options.learners {
      let learner: LearnerChoice
      do { learner = try LearnerChoice(text) } catch { throw Failure(.usage, "--\(error)") }
      guard !learners.contains(learner) else {
        throw Failure(.usage, "--learner: \(learner) is there twice; name it once")
      }
      learners.append(learner)
    }
    var mixes: [AskingMix] = []
    for text in options.asking {
      let mix: AskingMix
      do { mix = try AskingMix(text) } catch { throw Failure(.usage, "--ask: \(error)") }
      guard !mixes.contains(mix) else { throw Failure(.usage, "--ask: \(mix) is there twice; name it once") }
      mixes.append(mix)
    }
    var rules: [StoppingRule] = []
    for text in options.stopping {
      let rule: StoppingRule
      do { rule = try StoppingRule(text) } catch { throw Failure(.usage, "--stopping: \(error)") }
      guard !rules.contains(rule) else { throw Failure(.usage, "--stopping: \(rule) is there twice; name it once") }
      rules.append(rule)
    }
    guard !learners.isEmpty, !mixes.isEmpty else {
      throw Failure(.usage, "--learner and --ask: nothing to play; name at least one of each")
    }
    priors = try SimulationPriors(options.priors)
    seed = options.seed ?? 0
    let stop: SimulationPlan.Stop
    switch (options.stop, Int(options.stop)) {
    case ("all-found", _): stop = .allFound
    case ("never", _): stop = .never
    case (_, let count?) where count >= 1: stop = .count(count)
    default:
      throw .badOption("--stop", found: "\"\(options.stop)\"", expected: "all-found, never or a number of questions")
    }
    guard let coldStart = SimulationPlan.ColdStart(rawValue: options.coldStart) else {
      throw .badOption(
        "--cold-start", found: "\"\(options.coldStart)\"",
        expected: Text.alternatives(SimulationPlan.ColdStart.allCases.map(\.rawValue)))
    }
    if options.coldStart != "random", case .drawn(let yes, let no) = priors, yes > 0, no > 0 {
      throw Failure(
        .usage,
        "--cold-start: has no effect, as both answers are known from the start; leave it out, or use --priors 0+0")
    }
    let seed = seed
    ways = learners.flatMap { learner in mixes.map { Way(learner: learner, asking: $0) } }
    plans = ways.map { way in
      var plan = SimulationPlan(learner: way.learner)
      (plan.asking, plan.batchSize, plan.stop, plan.coldStart) = (way.asking, options.batchSize, stop, coldStart)
      (plan.seed, plan.stopping) = (seed, rules)
      return plan
    }
  }

  /// How often each way is played from `known` items, or from drawn ones.
  func repetitionCount(from known: [Int]?, of pile: SimulationPile) throws(Failure) -> Int {
    let knowsBoth = known.map { Set($0.map { pile.targets[$0] }).count == 2 } ?? false
    let isSame =
      known != nil && plans.allSatisfy { !$0.draws && (knowsBoth || $0.coldStart == .inOrder) }
    let count = wishedCount ?? (isSame ? 1 : 10)
    guard count == 1 || !isSame else {
      throw Failure(
        .usage,
        "--repeats: nothing is drawn at random, so that all \(count) repetitions would be the same; leave it out, or have "
          + "the items known from the start drawn, such as --priors 1+1")
    }
    return count
  }
}

/// What is known from the start.
enum SimulationPriors {
  case drawn(yes: Int, no: Int)
  case items([String])
  case rows([Int])

  init(_ text: String) throws(Failure) {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false).map { Int($0) }
    if parts.count == 2, let yes = parts[0], let no = parts[1], yes >= 0, no >= 0 {
      self = .drawn(yes: yes, no: no)
    } else if text.hasPrefix("items:") {
      self = .items(text.dropFirst(6).split(separator: ",").map(String.init))
    } else if text.hasPrefix("rows:") {
      var rows: [Int] = []
      for word in text.dropFirst(5).split(separator: ",", omittingEmptySubsequences: false) {
        guard let row = Int(word), row >= 0 else { throw Self.wrong(text) }
        rows.append(row)
      }
      self = .rows(rows)
    } else {
      throw Self.wrong(text)
    }
  }

  private static func wrong(_ text: String) -> Failure {
    .badOption(
      "--priors", found: "\"\(text)\"", expected: "numbers of yes and no such as 1+1, items:ID,ID, or rows:206,163")
  }

  /// How many are drawn.
  var yes: Int { if case .drawn(let yes, _) = self { yes } else { 0 } }
  var no: Int { if case .drawn(_, let no) = self { no } else { 0 } }

  /// The items that are named, or nil if they are drawn.
  func fixed(in source: SimulatedTable) throws(Failure) -> [Int]? {
    var priors: [Int] = []
    func add(_ item: Int?, _ name: String) throws(Failure) {
      guard let item else {
        throw Failure(
          .data,
          "\(source.path): --priors: \(name) is no labelled item; expected one of the \(source.ids.count) that are")
      }
      guard !priors.contains(item) else { throw Failure(.usage, "--priors: \(name) is there twice; name it once") }
      priors.append(item)
    }
    switch self {
    case .drawn: return nil
    case .items(let ids): for id in ids { try add(source.ids.firstIndex(of: id), "item \(id)") }
    case .rows(let rows): for row in rows { try add(source.rows.firstIndex(of: row), "row \(row)") }
    }
    return priors
  }
}
