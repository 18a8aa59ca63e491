import GarimpoEvaluation
import GarimpoLearning
import GarimpoQuerying

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
    for text in options.learners.isEmpty ? SimulationOptions.usualLearners : options.learners {
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
    guard !mixes.isEmpty else { throw Failure(.usage, "--ask: nothing to play; name at least one way of asking") }
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
    guard let coldStart = SimulationPlan.ColdStart(rawValue: options.coldStart ?? SimulationOptions.usualColdStart)
    else {
      throw .badOption(
        "--cold-start", found: "\"\(options.coldStart ?? "")\"",
        expected: Text.alternatives(SimulationPlan.ColdStart.allCases.map(\.rawValue)))
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

  /// Whether every repetition would be the same: nothing is drawn.
  func isSame(from known: [Int]?, of pile: SimulationPile) -> Bool {
    let knowsBoth = known.map { Set($0.map { pile.targets[$0] }).count == 2 } ?? false
    return known != nil && plans.allSatisfy { !$0.draws && (knowsBoth || $0.coldStart == .inOrder) }
  }

  /// How often each way is played from `known` items, or from drawn ones.
  func repetitionCount(from known: [Int]?, of pile: SimulationPile) throws(Failure) -> Int {
    let isSame = isSame(from: known, of: pile)
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
