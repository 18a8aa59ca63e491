import GarimpoEvaluation
import GarimpoKernels

/// Keeps, in the course of a simulation, when each stopping rule was first reached and what had been found by then.
///
/// **Random tails.** Rules that test a random tail cannot be judged on questions that a model chose. Where questions are not all
/// drawn at random, each such rule is judged on a branch: once so many answers in a row are no as the rule says, the rest is drawn
/// at random until the rule is reached. The questions of the run itself stay what they are.
///
/// **After the last yes.** A run may end when all yes are found. Every later answer is no, whatever is asked, so that rules that
/// look at answers alone are judged on to the end. Of rules that look at models it is known only that they hold.
struct StoppingJudge {
  private var watch: StoppingWatch
  private let targets: [Bool]
  private let positiveCount: Int
  /// Whether all questions are drawn at random: then the whole run is a random tail.
  private let drawsAll: Bool
  private let tailSeed: SplitMix64
  /// What came of the branch of a rule; nil: it has not begun.
  private var branches: [StoppingOutcome?]

  init(_ plan: SimulationPlan, targets: [Bool], priors: [Int], repetition: Int) {
    // Far from the numbers by which questions are drawn.
    var seeds = SplitMix64(seed: plan.seed ^ 0x5709_9106_7A11, stream: UInt64(repetition))
    watch = StoppingWatch(plan.stopping, pileCount: targets.count, priors: priors, seed: seeds.next())
    tailSeed = SplitMix64(seed: seeds.next())
    self.targets = targets
    positiveCount = targets.count { $0 } - priors.count { targets[$0] }
    drawsAll = plan.asking.parts.allSatisfy { $0.strategy == .random } && plan.coldStart == .random
    branches = plan.stopping.map { _ in nil }
  }

  /// Whether a rule that is not yet reached looks at what models think.
  var looksAtModels: Bool { awaits(\.looksAtModels) }
  /// Whether one looks at their probabilities.
  var looksAtProbabilities: Bool { awaits(\.looksAtProbabilities) }

  private func awaits(_ what: KeyPath<StoppingRule, Bool>) -> Bool {
    watch.rules.indices.contains { watch.firstReached[$0] == nil && watch.rules[$0][keyPath: what] }
  }

  /// Takes an answer.
  mutating func take(_ item: Int, isRandom: Bool) {
    watch.take(StoppingAnswer(item: item, isPositive: targets[item], isRandom: isRandom))
    for (place, rule) in watch.rules.enumerated() {
      guard let after = rule.tailAfter, !drawsAll, branches[place] == nil, watch.firstReached[place] == nil else {
        continue
      }
      guard watch.record.foundCount > 0, watch.record.negativesInARow >= after else { continue }
      branches[place] = branch(rule)
    }
  }

  /// Takes what a model thinks: the scores of all items. O(N) where a rule looks at them.
  mutating func take(_ candidates: QueryCandidates) {
    guard looksAtModels else { return }
    let scale = candidates.scale
    var opinion = StoppingOpinion(predictions: candidates.scores.map { $0 >= scale.boundary })
    if looksAtProbabilities, scale != .margin {
      opinion.probabilities = candidates.scores.map(scale.probability)
    }
    watch.take(opinion)
  }

  /// Draws the rest at random until `rule` is reached.
  private func branch(_ rule: StoppingRule) -> StoppingOutcome {
    var generator = tailSeed
    var tail = StoppingWatch([rule], continuing: watch.record)
    var open = targets.indices.filter { watch.record.isUnread($0) }
    while !open.isEmpty {
      let place = generator.next(below: open.count)
      open.swapAt(place, open.count - 1)
      let item = open.removeLast()
      tail.take(StoppingAnswer(item: item, isPositive: targets[item], isRandom: true))
      if let outcome = outcome(tail, 0) { return outcome }
    }
    return StoppingOutcome(notReached: rule, foundAll: true, readAll: true)
  }

  /// The outcome of a rule that was reached just now.
  private func outcome(_ watch: StoppingWatch, _ place: Int) -> StoppingOutcome? {
    watch.firstReached[place].map {
      StoppingOutcome(
        watch.rules[place], readCount: $0, foundCount: watch.record.found(among: $0), itemCount: watch.record.itemCount,
        positiveCount: positiveCount)
    }
  }

  /// The outcome of each rule at the end of a run. Nothing may be taken afterwards.
  mutating func outcomes() -> [StoppingOutcome] {
    let foundAll = watch.record.foundCount == positiveCount
    let readAll = watch.record.unreadCount == 0
    if foundAll {
      for item in targets.indices where watch.record.isUnread(item) { take(item, isRandom: drawsAll) }
    }
    return watch.rules.indices.map { place in
      let rule = watch.rules[place]
      if let branch = branches[place] { return branch }
      if let outcome = outcome(watch, place) { return outcome }
      return StoppingOutcome(
        notReached: rule, foundAll: foundAll, readAll: readAll || (foundAll && !rule.looksAtModels))
    }
  }
}
