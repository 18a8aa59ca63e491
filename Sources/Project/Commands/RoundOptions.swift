import GarimpoRecipes
import GarimpoTabular

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A round as a face asks for it, in plain values: no type of the rooms below shows.
///
/// ```swift
/// var options = RoundOptions(table: "videos.csv", recipe: "youtube-watch-page")
/// options.files.batch = "to_label.csv"
/// let round = try options.run()
/// print(RoundSummary(round).text)
/// ```
public struct RoundOptions: Sendable {
  /// The path of the table, or `-` for standard input.
  public var table: String
  /// The name of a built-in recipe, or the path of a recipe file.
  public var recipe: String
  /// Batches of earlier rounds with their answers filled in.
  public var answers: [String] = []
  /// How the table is read.
  public var reading = TableReading()
  /// What is wished otherwise than the recipe has it.
  public var overrides = RecipeOverrides()
  /// The seed of everything random; nil: the recipe's, else 0.
  public var seed: UInt64?
  /// The number of threads, at least 1; nil: one for each processor. The result does not depend on it.
  public var threadCount: Int?
  /// The number of bootstrap resamples behind the intervals, at least 100: fewer give no 95 % interval.
  public var resampleCount = 1000
  /// The day (ISO 8601) that the rows were observed on, where the recipe says `import time`; nil: now.
  public var observed: String?
  /// The command that makes the report again, which the report shows; nil: one with file, recipe and seed.
  public var command: String?
  /// The files to write.
  public var files = RoundFiles()

  /// A round on `table` under `recipe`.
  public init(table: String, recipe: String) {
    self.table = table
    self.recipe = recipe
  }

  /// Runs the round and writes its files.
  ///
  /// All options and files are checked before anything is read; the files are written last, each as a whole or not at all.
  ///
  /// - Parameter observer: told of each step as it begins.
  public func run(observer: @escaping @Sendable (RoundStep) -> Void = { _ in }) throws(Failure) -> FinishedRound {
    let request = try request()
    try files.check(inputs: [(table, "table"), (recipe, "recipe")] + answers.map { ($0, "file of answers") })
    let outcome = try Round(request, observer: observer).run()
    let started = ContinuousClock.now
    observer(.write)
    try files.write(outcome, command: command)
    var timings = outcome.timings
    if !files.isEmpty {
      timings.append(StepTiming(step: RoundStep.write.rawValue, seconds: (.now - started) / .seconds(1)))
    }
    return FinishedRound(
      result: outcome.result, timings: timings, files: files, labelColumn: request.recipe.label?.source.column)
  }

  /// The request of the use case, every option checked.
  func request() throws(Failure) -> RoundRequest {
    let threadCount = try Self.threadCount(threadCount)
    _ = try RecipeOverrides.checked("--resamples", resampleCount, from: 100, to: 1_000_000)
    let tableOptions = try reading.options()
    guard table != "-" || recipe != "-" else {
      throw Failure(.usage, "--recipe: the table is read from standard input already; give the recipe's file")
    }
    guard !answers.contains("-") else {
      throw Failure(.usage, "--labels: answers are read from files only; give the name of the batch that was filled in")
    }
    var recipe = try RecipeSource(recipe).load()
    try overrides.apply(to: &recipe)
    guard (recipe.batch.hard ?? 1) > 0 || recipe.batch.random > 0 else { throw .nothingAsked }
    var request = RoundRequest(
      tablePath: table, recipe: recipe, seed: seed ?? recipe.seed ?? 0, threadCount: threadCount,
      importTime: try Self.importTime(observed, of: recipe, now: Date()))
    request.tableOptions = tableOptions
    request.answerPaths = answers
    request.resampleCount = resampleCount
    return request
  }

  /// The observation time of rows where a recipe says `import time`: what is wished, else `now`.
  static func importTime(_ observed: String?, of recipe: Recipe, now: Date) throws(Failure) -> Timestamp {
    guard let observed else { return now.timestamp }
    guard let moment = Timestamp(iso8601: observed) else {
      throw .badOption("--observed", found: "\"\(observed)\"", expected: "a date such as 2019-12-03")
    }
    guard recipe.observed == .importTime else {
      throw Failure(
        .usage, "--observed: recipe \(recipe.name) says itself when its rows were observed; change it there")
    }
    return moment
  }

  /// The number of threads to work with: what is wished, else one for each processor.
  public static func threadCount(_ wished: Int?) throws(Failure) -> Int {
    guard let wished else { return processorCount }
    return try RecipeOverrides.checked("--threads", wished, from: 1, to: 1024)
  }

  /// The processors that this process may use, at least 1.
  private static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

/// A round that is over, in the values that a face shows.
public struct FinishedRound: Sendable {
  /// What the round found out.
  public let result: RoundResult
  /// How long each step took.
  public let timings: [StepTiming]
  /// The files that were written.
  public let files: RoundFiles
  /// The column of the table, and of the batch file, that holds the answers.
  public let labelColumn: String?
}
