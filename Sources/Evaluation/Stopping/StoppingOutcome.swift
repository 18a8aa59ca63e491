/// What a stopping rule would have meant for an order of reading that was played to see.
public struct StoppingOutcome: Sendable, Hashable, Codable {
  /// The rule.
  public let rule: StoppingRule
  /// How many items were read when it was first reached; nil: it was not.
  public let readCount: Int?
  /// How many yes were found by then; nil: it was not reached.
  public let foundCount: Int?
  /// The share of all yes that were found when it was reached; 1 if it was not and all were found in the end, as whenever it
  /// stops later, all are found. nil: not known, as the order ended before either.
  public let recall: Double?
  /// The share of the items that need not be read; 0 if everything was read and it was not reached. nil: not known.
  public let workSaved: Double?

  /// It was reached after `readCount` of `itemCount` items, with `foundCount` of `positiveCount` yes.
  public init(_ rule: StoppingRule, readCount: Int, foundCount: Int, itemCount: Int, positiveCount: Int) {
    self.rule = rule
    self.readCount = readCount
    self.foundCount = foundCount
    recall = positiveCount > 0 ? Double(foundCount) / Double(positiveCount) : 1
    workSaved = itemCount > 0 ? Double(itemCount - readCount) / Double(itemCount) : 0
  }

  /// It was not reached by the end of an order, at which all yes were found or not, and all items were read or not.
  public init(notReached rule: StoppingRule, foundAll: Bool, readAll: Bool) {
    self.rule = rule
    (readCount, foundCount) = (nil, nil)
    recall = foundAll || readAll ? 1 : nil
    workSaved = readAll ? 0 : nil
  }
}

/// How a stopping rule did over several orders of reading, and whether it keeps what it promises.
public struct StoppingSummary: Sendable, Hashable, Codable {
  /// The rule.
  public let rule: StoppingRule
  /// What it claims; nil if it does not keep that here (``isClaimKept``): a rule is not to be shown with such a claim.
  public let claim: String?
  /// The number of orders.
  public let runCount: Int
  /// In how many of them it was reached.
  public let reachedCount: Int
  /// The share of the yes that is asked for: that of its promise, or 95 %.
  public let targetRecall: Double
  /// The share of the orders in which at least `targetRecall` was found when it was reached, or it was not reached before all was
  /// found, with its 95 % Wilson interval. nil without an order of which that is known.
  public let held: Estimate?
  /// Whether the promise is kept: false if the interval of `held` lies wholly below 1 − risk, else true, as nothing speaks
  /// against it. nil without a promise, or if the rule was never reached: what is never said is neither kept nor broken.
  public let isClaimKept: Bool?
  /// The mean recall when it was reached; nil if it never was.
  public let meanRecall: Double?
  /// The least recall when it was reached; nil if it never was.
  public let leastRecall: Double?
  /// The mean share of the items that need not be read, over the orders of which it is known.
  public let meanWorkSaved: Double?

  /// The summary of outcomes of one rule, at least one.
  public init(_ outcomes: [StoppingOutcome]) {
    precondition(Set(outcomes.map(\.rule)).count == 1, "outcomes of one rule")
    let rule = outcomes[0].rule
    self.rule = rule
    runCount = outcomes.count
    let target = rule.promise?.recall ?? RecallPromise().recall
    targetRecall = target
    let reached = outcomes.filter { $0.readCount != nil }.compactMap(\.recall)
    reachedCount = reached.count
    // A share such as 19 of 20 meets 0.95.
    let judged = outcomes.compactMap(\.recall)
    let held =
      judged.isEmpty
      ? nil : Estimate.wilson(successes: Double(judged.count { $0 >= target - 1e-9 }), count: judged.count)
    self.held = held
    let isKept: Bool? =
      if let promise = rule.promise, let held, !reached.isEmpty { held.high >= 1 - promise.risk } else { nil }
    isClaimKept = isKept
    claim = isKept == false ? nil : rule.claim
    meanRecall = Self.mean(reached)
    leastRecall = reached.min()
    meanWorkSaved = Self.mean(outcomes.compactMap(\.workSaved))
  }

  private static func mean(_ figures: [Double]) -> Double? {
    figures.isEmpty ? nil : figures.reduce(0, +) / Double(figures.count)
  }
}
