import Foundation
import GarimpoEvaluation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// When labelling may end.
struct StoppingRulesTests {
  private static func rule(
    _ name: String, _ things: ThingsProject, _ change: (inout StoppingOptions) -> Void = { _ in }
  ) throws -> StoppingAdvice {
    var options = StoppingOptions()
    change(&options)
    let rules = try things.project.stoppingRules(options).rules
    #expect(rules.map(\.name) == ["in-a-row", "found", "settled"] || rules.map(\.name) == ["found"])
    return try #require(rules.first { $0.name == name })
  }

  /// Answers the batch of a round: what is wanted is a yes.
  private static func answerBatch(_ things: ThingsProject, _ round: Int64, only strategy: String? = nil) throws {
    let ids = try things.file.read { snapshot in
      try snapshot.batch(ofRound: round).filter { strategy == nil || $0.strategy == strategy }
        .compactMap { try snapshot.item($0.item)?.key }
    }
    for id in ids { try things.answer(id, ThingsProject.isWanted(Int(id.dropFirst()) ?? 0) ? .yes : .no) }
  }

  @Test func `Before anything was answered no rule can be judged, and each says why`() throws {
    let things = try ThingsProject()
    let rules = try things.project.stoppingRules()
    #expect(rules.rules.map(\.isReached) == [nil, nil, nil])
    #expect(rules.rules.map(\.detail.key) == [.inARowNoYes, .foundNoRound, .settledFewRounds])
    #expect(
      rules.rules.map(\.detail.sentence) == [
        "There is no yes yet: to have found none says nothing of the end.",
        "There is no round yet, and what a round draws at random says how much is left.",
        "There is no round yet, and two are compared.",
      ])
    #expect(
      rules.rules.map(\.claim.sentence) == [
        "The last 50 labels had no yes.", "At least 95 % of the yes are found.",
        "The last two rounds agree which unread items are likely yes (kappa at least 0.90).",
      ])
    #expect(rules.text(TextStyle()).contains("not known"))
  }

  @Test func `A row without a yes is counted from the newest label to the last yes or import`() throws {
    let things = try ThingsProject(count: 60)
    for number in stride(from: 2, to: 14, by: 3) { try things.answer("t\(number)", .no) }
    var rule = try Self.rule("in-a-row", things) { $0.inARow = 5 }
    #expect(rule.isReached == false && rule.detail.numbers == ["count": 4, "wanted": 5])
    #expect(rule.detail.sentence == "4 in a row without a yes, of 5 wanted.")
    try things.answer("t14", .unsure)
    try things.answer("t17", .no)
    rule = try Self.rule("in-a-row", things) { $0.inARow = 5 }
    #expect(rule.isReached == true && rule.claim.numbers == ["wanted": 5])
    try things.answer("t20", .yes)
    #expect(try Self.rule("in-a-row", things) { $0.inARow = 1 }.isReached == false)
  }

  @Test func `Whether enough is found is told from what was drawn at random`() throws {
    let things = try ThingsProject(count: 60)
    try things.round { $0.overrides.random = 0 }
    #expect(try Self.rule("found", things).detail.key == .foundNothingRandom)
    let other = try ThingsProject(count: 60)
    try other.round()
    #expect(try Self.rule("found", other).detail.key == .foundNothingAnswered)
    try Self.answerBatch(other, 1, only: "random")
    var rule = try Self.rule("found", other)
    var numbers = rule.detail.numbers
    let estimate = try other.project.estimate(EstimateOptions())
    #expect(rule.isReached == false && rule.detail.key == .foundDetail)
    #expect(numbers["left"] == estimate.remaining.value)
    #expect(numbers["most"] == estimate.remaining.high + 4, "the hard items are not answered")
    try Self.answerBatch(other, 1, only: "hard")
    numbers = try Self.rule("found", other).detail.numbers
    let found = try other.project.status().labels.yes
    let most = try other.project.estimate(EstimateOptions()).remaining.high
    #expect(numbers["found"] == Double(found) && numbers["most"] == most)
    #expect(numbers["percent"] == Double(found) / (Double(found) + most) * 100)
    #expect(try Self.rule("found", other) { $0.recall = 0.01 }.isReached == true)
    // What nobody can decide may be a yes.
    let open = try #require(
      try other.project.read { snapshot in
        try (1...60).first { try snapshot.currentLabel(ofItem: $0) == nil }
      })
    try other.answer("t\(open - 1)", .unsure)
    numbers = try Self.rule("found", other).detail.numbers
    #expect(numbers["undecided"] == 1)
    #expect(try numbers["most"] == other.project.estimate(EstimateOptions()).remaining.high + 1)
    try other.answer("t\(open - 1)", .no)
    // Everything is read: all of it is found.
    try other.round { ($0.overrides.hard, $0.overrides.random) = (3, 30) }
    try Self.answerBatch(other, 2)
    rule = try Self.rule("found", other)
    #expect(rule.isReached == true && rule.detail.key == .foundAllRead, "\(rule)")
    #expect(try other.project.stoppingRules().rules == [rule], "nothing is left to be asked in a row, or to be settled")
    let yes = try other.project.status().labels.yes
    #expect(rule.detail.sentence == "All 60 items are read, and all yes are found: \(yes).")
    #expect(try other.project.status().text(TextStyle()).contains("nothing; all items are read, \(yes) of them yes\n"))
    #expect(try other.project.roundDefaults().unreadCount == 0)
    // Somebody says the contrary: read it is, decided it is not.
    try other.answer("t0", .yes, by: "rui")
    try other.answer("t0", .no, by: "ana")
    rule = try Self.rule("found", other)
    #expect(rule.detail.key == .foundUndecided && rule.detail.numbers["undecided"] == 1, "\(rule)")
    let kept = try #require(rule.detail.numbers["found"])
    #expect(rule.isReached == (kept / (kept + 1) >= 0.95))
    try other.add(ThingsProject.header + ThingsProject.row(99))
    rule = try Self.rule("found", other)
    #expect(
      rule.isReached == nil && rule.detail.sentence == "1 item came after the round: run another, and answer its batch."
    )
  }

  @Test func `Whether the order is settled is told from the last two rounds`() throws {
    let things = try ThingsProject(count: 120)
    try things.round()
    #expect(try Self.rule("settled", things).detail.sentence == "There is one round, and two are compared.")
    // Both learn from the same answers: that they agree says nothing.
    try things.round()
    var rule = try Self.rule("settled", things)
    #expect(rule.isReached == nil && rule.detail.key == .settledFewAnswers, "the same model twice: \(rule)")
    #expect(rule.detail.numbers == ["first": 1, "second": 2, "answers": 0, "wanted": 10])
    #expect(
      rule.detail.sentence
        == "Between rounds 1 and 2 0 items were decided: an agreement says something after 10.")
    // Nine items, one of them answered twice, and one that nobody could decide.
    let open = Array(stride(from: 2, to: 68, by: 3))
    for number in open.prefix(9) + open.prefix(1) { try things.answer("t\(number)", .no) }
    try things.answer("t\(open[10])", .unsure)
    try things.round()
    #expect(try Self.rule("settled", things).detail.numbers["answers"] == 9)
    for number in open[11...20] { try things.answer("t\(number)", .no) }
    try things.round()
    rule = try Self.rule("settled", things)
    #expect(rule.detail.key == .settledDetail && rule.detail.numbers["items"] == 20, "\(rule)")
    func addRound(moreYes: Int, _ score: @escaping @Sendable (Double) -> Double) throws {
      try things.file.write { transaction in
        var round = try #require(try transaction.snapshot.round(4))
        let scores = try transaction.snapshot.scores(ofRound: 4).map {
          StoredScore(item: $0.item, version: $0.version, score: score($0.score), rank: nil)
        }
        round.labelPosition = try transaction.snapshot.labelPosition()
        round.figures.trainingYesCount += moreYes
        _ = try transaction.add(round, batch: [], scores: scores)
      }
    }
    for number in open[11...20] { try things.answer("t\(number)", .yes) }
    try addRound(moreYes: 0) { $0 }
    #expect(
      try Self.rule("settled", things).detail.sentence
        == "Rounds 4 and 5 learnt from the same answers: what was decided between them was kept apart to measure on.")
    // As another model would have it: the best half is now the worst.
    for number in open[11...20] { try things.answer("t\(number)", .no) }
    try addRound(moreYes: 5) { 1 - $0 }
    rule = try Self.rule("settled", things)
    #expect(rule.isReached == false && (rule.detail.numbers["kappa"] ?? 1) < 0, "\(rule)")
    try things.answer("t71", .no)
    rule = try Self.rule("settled", things)
    #expect(rule.isReached == nil && rule.detail.key == .settledFewItems)
    #expect(rule.detail.sentence == "Rounds 5 and 6 have 19 unread items in common, too few to compare.")
  }

  @Test(arguments: [
    ("in a row", 0.5), ("recall", 0), ("recall", 1.01), ("kappa", -1),
  ]) func `Options that make no sense are refused`(_ name: String, _ value: Double) throws {
    let things = try ThingsProject()
    let error = #expect(throws: Failure.self) {
      _ = try Self.rule("found", things) {
        switch name {
        case "in a row": $0.inARow = Int(value)
        case "recall": $0.recall = value
        default: $0.kappa = value
        }
      }
    }
    #expect(error?.description.contains(name) == true)
  }
}
