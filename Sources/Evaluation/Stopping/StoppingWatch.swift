/// Stopping rules side by side, fed with every answer and every model.
///
/// ```swift
/// var watch = StoppingWatch([.inARow(50), .knee(), .kappa()], pileCount: 2019, priors: [287, 1232])
/// watch.take(StoppingOpinion(predictions: scores.map { $0 >= 0 }))
/// watch.take(StoppingAnswer(item: 4, isPositive: true, isRandom: false))
/// for standing in watch.standings where standing.verdict.isReached == true { print(standing.rule.claim) }
/// ```
///
/// A function of what it was fed and the seed, which draws the items that models are compared on. Each answer costs what the
/// rules cost that are not reached yet, and each model O(N).
public struct StoppingWatch: Sendable {
  /// How things stand with a rule.
  public struct Standing: Sendable, Hashable {
    /// The rule.
    public let rule: StoppingRule
    /// How things stand now.
    public let verdict: StoppingVerdict
    /// How many items were read when it was first reached; nil: it was not yet. A rule may be reached and, a yes later, be so no
    /// more.
    public let firstReached: Int?
  }

  /// What was read.
  public private(set) var record: StoppingRecord
  /// The rules.
  public let rules: [StoppingRule]
  private var tests: [any StoppingTest]
  /// How many items were read when each rule was first reached; nil: it was not yet.
  public private(set) var firstReached: [Int?]

  /// Rules for a pile of `pileCount` items, of which `priors` are known from the start: rules look at the others alone.
  public init(_ rules: [StoppingRule], pileCount: Int, priors: [Int] = [], seed: UInt64 = 0) {
    self.init(rules, continuing: StoppingRecord(pileCount: pileCount, priors: priors), seed: seed)
  }

  /// Rules that have not been looked at so far, for a pile of which something was read.
  package init(_ rules: [StoppingRule], continuing record: StoppingRecord, seed: UInt64 = 0) {
    self.record = record
    self.rules = rules
    tests = rules.map { $0.test(record, seed: seed) }
    firstReached = rules.map { _ in nil }
  }

  /// Takes an answer.
  public mutating func take(_ answer: StoppingAnswer) {
    record.take(answer)
    look { !$0.looksAtModels }
  }

  /// Takes what a model thinks that was fitted to all answers so far.
  public mutating func take(_ opinion: StoppingOpinion) {
    precondition(opinion.predictions.count == record.isPrior.count, "one prediction for each item")
    for place in tests.indices where tests[place].looksAtModels { tests[place].take(opinion, record) }
    look { $0.looksAtModels }
  }

  /// Takes a measurement of the metric, of which more is better.
  public mutating func take(metric: Double) {
    for place in tests.indices { tests[place].take(metric: metric) }
    look { !$0.looksAtModels }
  }

  private mutating func look(_ isMeant: (any StoppingTest) -> Bool) {
    for place in tests.indices where firstReached[place] == nil && isMeant(tests[place]) {
      if tests[place].verdict(record).isReached == true { firstReached[place] = record.readCount }
    }
  }

  /// How things stand with the rule at `place` of the list.
  public func standing(_ place: Int) -> Standing {
    Standing(rule: rules[place], verdict: tests[place].verdict(record), firstReached: firstReached[place])
  }

  /// How things stand with each rule.
  public var standings: [Standing] { rules.indices.map(standing) }
}
