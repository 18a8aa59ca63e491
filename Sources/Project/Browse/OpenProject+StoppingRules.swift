import GarimpoEvaluation
import GarimpoRecipes
import GarimpoStore

/// When the stopping rules count as reached.
public struct StoppingOptions: Sendable, Hashable {
  /// So many labels in a row without a yes.
  public var inARow = 50
  /// The share of all yes that is to be found at least, with 97.5 % confidence.
  public var recall = 0.95
  /// Cohen's kappa between the last two rounds.
  public var kappa = 0.9

  /// The usual rules.
  public init() {}

  func check() throws(Failure) {
    _ = try RecipeOverrides.checked("in a row", inARow, from: 1, to: 1_000_000)
    for (name, value) in [("recall", recall), ("kappa", kappa)] {
      guard value > 0, value <= 1 else {
        throw .badOption(name, found: Text.shortest(value), expected: "a share above 0 and at most 1, such as 0.95")
      }
    }
  }
}

extension OpenProject {
  /// The reasons to stop, and how things stand with each.
  ///
  /// - `in-a-row`: the newest labels are all no. Says something only of the order in which items were asked.
  /// - `found`: what was drawn at random says that few yes are left (``estimate(_:)``).
  /// - `settled`: the last two rounds agree which unread items are likely yes (a score of at least the recipe's threshold).
  ///   A settled order gets little better by more labels; it may still miss some kind of yes altogether. After Bloodgood
  ///   and Vijay-Shanker, "A method for stopping active learning based on stabilizing predictions", 2009. They compare
  ///   models that learnt from ever more labels: two that learnt from the same ones agree by construction. So nothing is
  ///   said unless at least 10 items were decided between the two rounds, and the later learnt from any of them.
  ///
  /// When everything is read there is nothing more to find, and only `found` is said.
  ///
  /// The last two read the scores of whole pools, a second or two for a million items, and are worked out once for each
  /// state of the log.
  public func stoppingRules(_ options: StoppingOptions = StoppingOptions()) throws(Failure) -> StoppingRules {
    try options.check()
    return try read { snapshot in
      let labels = try browsing.labels(snapshot)
      let key =
        [try snapshot.labelPosition(), try snapshot.newestRound() ?? 0, try snapshot.versionPosition()]
        + [Double(options.inARow), options.recall, options.kappa].map { Int64(bitPattern: $0.bitPattern) }
      return StoppingRules(
        rules: try browsing.rules(key) {
          if let end = try Self.allRead(options.recall, labels, snapshot) { return [end] }
          return [
            .inARow(FoundCurve(labels), wanted: options.inARow),
            try found(options.recall, labels, snapshot),
            try settled(options.kappa, labels, snapshot),
          ]
        })
    }
  }

  // MARK: Found

  /// What is left to say when nothing is unread; nil while something is.
  private static func allRead(
    _ recall: Double, _ labels: LabelIndex, _ snapshot: Snapshot
  ) throws -> StoppingAdvice? {
    let count = try snapshot.itemCount()
    guard count > 0, labels.entries.values.count(where: { $0.label != .skip }) == count else { return nil }
    let yes = labels.entries.values.count { $0.label == .yes }
    let undecided = labels.entries.values.count { $0.label == .unsure || $0.label == .disputed }
    let isReached = undecided == 0 || Double(yes) >= recall * Double(yes + undecided)
    let numbers = ["items": Double(count), "found": Double(yes), "undecided": Double(undecided)]
    return StoppingAdvice(
      name: "found", isReached: isReached, claim: foundClaim(recall),
      detail: undecided == 0
        ? .init(
          key: .foundAllRead, numbers: numbers,
          sentence: "All \(Text.count(count, "item")) are read, and all yes are found: \(Text.grouped(yes)).")
        : .init(
          key: .foundUndecided, numbers: numbers,
          sentence:
            "All \(Text.count(count, "item")) are read: \(Text.grouped(yes)) yes, and \(Text.grouped(undecided)) not "
            + "decided, unsure or disputed."))
  }

  private static func foundClaim(_ recall: Double) -> StoppingAdvice.Phrase {
    .init(
      key: .foundClaim, numbers: ["percent": recall * 100],
      sentence: "At least \(Text.decimal(recall * 100, places: 0)) % of the yes are found.")
  }

  private func found(_ recall: Double, _ labels: LabelIndex, _ snapshot: Snapshot) throws -> StoppingAdvice {
    func rule(_ isReached: Bool?, _ detail: StoppingAdvice.Phrase) -> StoppingAdvice {
      StoppingAdvice(name: "found", isReached: isReached, claim: Self.foundClaim(recall), detail: detail)
    }
    func unknown(_ key: StoppingAdvice.Phrase.Key, _ numbers: [String: Double] = [:], _ sentence: String)
      -> StoppingAdvice
    {
      rule(nil, .init(key: key, numbers: numbers, sentence: sentence))
    }
    guard let newest = try snapshot.newestRound() else {
      return unknown(
        .foundNoRound, [:], "There is no round yet, and what a round draws at random says how much is left.")
    }
    let rest: RemainingPositives
    let slices: RandomSlices
    do {
      slices = try RandomSlices(snapshot, path: path)
      rest = try RemainingPositives(
        slices: slices.slices, removedPositiveCount: slices.removedPositiveCount,
        unlabelledCount: slices.unlabelledCount)
    } catch is NoEstimate {
      let hasRandom = try (1...newest).contains { round in
        try snapshot.batch(ofRound: round).contains { $0.strategy == Strategy.random }
      }
      return hasRandom
        ? unknown(.foundNothingAnswered, [:], "None of the items drawn at random was answered: answer whole batches.")
        : unknown(.foundNothingRandom, [:], "No round has drawn items at random, and only these say how much is left.")
    } catch let error as EstimateError {
      let sentence = "\(error)".split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
      return unknown(.foundNoEstimate, [:], "That cannot be estimated: \(sentence).")
    }
    let later = slices.laterItemCount
    guard later == 0 else {
      return unknown(
        .foundLaterItems, ["count": Double(later)],
        "\(Text.count(later, "item")) came after the round: run another, and answer its batch.")
    }
    let yesCount = labels.entries.values.count { $0.label == .yes }
    // Items that somebody has read without a yes or a no, and hard ones that are not answered and could not be drawn: at
    // their worst all of them are yes.
    let undecided = labels.entries.values.count { $0.label == .unsure || $0.label == .disputed }
    let most = rest.remaining.high + Double(slices.uncoveredHardCount + undecided)
    guard yesCount > 0 || most > 0 else {
      return unknown(.foundNoYes, [:], "There is no yes yet, and none is expected.")
    }
    let low = Double(yesCount) / (Double(yesCount) + most)
    return rule(
      low >= recall,
      .init(
        key: .foundDetail,
        numbers: [
          "found": Double(yesCount), "left": rest.remaining.value, "undecided": Double(undecided), "most": most,
          "percent": low * 100,
        ],
        sentence:
          "\(Text.grouped(yesCount)) found, \(Text.decimal(rest.remaining.value, places: 0)) expected among the "
          + "rest, \(Text.grouped(undecided)) read but not decided, so at most \(Text.decimal(most, places: 0)) left: at "
          + "least \(Text.decimal(low * 100, places: 1)) % are found."
      ))
  }

  // MARK: Settled

  /// Fewer items say nothing of an order.
  private static let fewestItems = 20
  /// Fewer answers between two rounds hardly move a model: that it agrees with itself says nothing.
  private static let fewestAnswers = 10

  /// How many items have another yes or no to learn from in `last` than in `before`.
  private static func answersBetween(
    _ before: RoundRecord, _ last: RoundRecord, _ snapshot: Snapshot
  ) throws -> Int {
    let (old, new) = (
      try snapshot.labels(upTo: before.labelPosition), try snapshot.labels(upTo: last.labelPosition)
    )
    return Set(old.answeredItems + new.answeredItems).count {
      old.label(ofItem: $0)?.target != new.label(ofItem: $0)?.target
    }
  }

  private func settled(_ kappa: Double, _ labels: LabelIndex, _ snapshot: Snapshot) throws -> StoppingAdvice {
    func rule(
      _ isReached: Bool?, _ key: StoppingAdvice.Phrase.Key, _ numbers: [String: Double], _ sentence: String
    ) -> StoppingAdvice {
      StoppingAdvice(
        name: "settled", isReached: isReached,
        claim: .init(
          key: .settledClaim, numbers: ["kappa": kappa],
          sentence: "The last two rounds agree which unread items are likely yes (kappa at least "
            + "\(Text.decimal(kappa, places: 2)))."),
        detail: .init(key: key, numbers: numbers, sentence: sentence))
    }
    let records = try snapshot.rounds(newest: 2)
    let rounds = records.map(\.id)
    guard rounds.count == 2 else {
      return rule(
        nil, .settledFewRounds, ["rounds": Double(rounds.count)],
        "\(rounds.isEmpty ? "There is no round yet" : "There is one round"), and two are compared.")
    }
    let pair = ["first": Double(rounds[1]), "second": Double(rounds[0])]
    let answers = try Self.answersBetween(records[1], records[0], snapshot)
    guard answers >= Self.fewestAnswers else {
      return rule(
        nil, .settledFewAnswers,
        pair.merging(["answers": Double(answers), "wanted": Double(Self.fewestAnswers)]) { $1 },
        "Between rounds \(rounds[1]) and \(rounds[0]) \(Text.count(answers, "item")) \(answers == 1 ? "was" : "were") "
          + "decided: an agreement says something after \(Self.fewestAnswers).")
    }
    let learnt = records.map { [$0.figures.trainingCount, $0.figures.trainingYesCount] }
    guard learnt[0] != learnt[1] else {
      return rule(
        nil, .settledSameTraining, pair,
        "Rounds \(rounds[1]) and \(rounds[0]) learnt from the same answers: what was decided between them was kept "
          + "apart to measure on.")
    }
    let middle = try recipe(snapshot).batch.threshold
    let (last, before) = (try snapshot.scoreList(ofRound: rounds[0]), try snapshot.scoreList(ofRound: rounds[1]))
    var (first, second): ([Bool], [Bool]) = ([], [])
    var place = 0
    // Both lists are in the order of the items.
    for (item, score) in zip(last.items, last.scores) {
      while place < before.items.count, before.items[place] < item { place += 1 }
      guard place < before.items.count, before.items[place] == item, labels.isOpen(item) else { continue }
      first.append(before.scores[place] >= middle)
      second.append(score >= middle)
    }
    let numbers = pair.merging(["items": Double(first.count)]) { $1 }
    guard first.count >= Self.fewestItems else {
      return rule(
        nil, .settledFewItems, numbers,
        "Rounds \(rounds[1]) and \(rounds[0]) have \(Text.count(first.count, "unread item")) in common, too few to compare."
      )
    }
    let agreement = try CohensKappa(first, second)
    guard let value = agreement.kappa else {
      return rule(
        nil, .settledOneAnswer, numbers,
        "Rounds \(rounds[1]) and \(rounds[0]) find \(first[0] ? "all" : "none") of "
          + "\(Text.count(first.count, "unread item")) likely yes: nothing can be compared.")
    }
    let changed = zip(first, second).count { $0 != $1 }
    return rule(
      value >= kappa, .settledDetail, numbers.merging(["kappa": value, "changed": Double(changed)]) { $1 },
      "Rounds \(rounds[1]) and \(rounds[0]) differ on \(Text.grouped(changed)) of "
        + "\(Text.count(first.count, "unread item")): kappa \(Text.decimal(value, places: 2)).")
  }
}

extension StoppingAdvice {
  /// So many labels in a row without a yes.
  static func inARow(_ curve: FoundCurve, wanted: Int) -> StoppingAdvice {
    let isJudged = curve.yesCount > 0
    let numbers = ["count": Double(curve.withoutYes), "wanted": Double(wanted)]
    return StoppingAdvice(
      name: "in-a-row", isReached: isJudged ? curve.withoutYes >= wanted : nil,
      claim: .init(
        key: .inARowClaim, numbers: ["wanted": Double(wanted)],
        sentence: "The last \(Text.grouped(wanted)) labels had no yes."),
      detail: isJudged
        ? .init(
          key: .inARowDetail, numbers: numbers,
          sentence: "\(Text.grouped(curve.withoutYes)) in a row without a yes, of \(Text.grouped(wanted)) wanted.")
        : .init(
          key: .inARowNoYes, numbers: numbers,
          sentence: "There is no yes yet: to have found none says nothing of the end."))
  }
}

/// The reasons to stop, and how things stand with each.
public struct StoppingRules: Reply {
  /// The rules.
  public var rules: [StoppingAdvice]

  /// Two lines for each.
  public func text(_ style: TextStyle) -> String {
    rules.map { rule in
      let mark = rule.isReached == true ? "yes" : rule.isReached == false ? "not yet" : "not known"
      return "\(style.apply(.heading, to: rule.claim.sentence)) \(mark)\n"
        + DisplayText.paragraph(rule.detail.sentence).map { $0 + "\n" }.joined()
    }.joined()
  }
}
