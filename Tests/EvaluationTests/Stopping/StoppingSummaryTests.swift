import Testing

@testable import GarimpoEvaluation

@Suite struct StoppingSummaryTests {
  /// Outcomes of which `held` of `count` found enough.
  private static func outcomes(_ rule: StoppingRule, held: Int, of count: Int) -> [StoppingOutcome] {
    (0..<count).map {
      StoppingOutcome(rule, readCount: 40, foundCount: $0 < held ? 19 : 18, itemCount: 100, positiveCount: 20)
    }
  }

  @Test func `A claim is taken away once its interval lies wholly below what it promises`() {
    for held in 0...100 {
      let summary = StoppingSummary(Self.outcomes(.hypergeometric(), held: held, of: 100))
      let wilson = Estimate.wilson(successes: Double(held), count: 100)
      #expect(summary.held == wilson)
      #expect(summary.isClaimKept == (wilson.high >= 0.95))
      #expect(summary.claim == (wilson.high >= 0.95 ? StoppingRule.hypergeometric().claim : nil))
    }
    #expect(StoppingSummary(Self.outcomes(.hypergeometric(), held: 90, of: 100)).isClaimKept == false)
    #expect(StoppingSummary(Self.outcomes(.hypergeometric(), held: 91, of: 100)).isClaimKept == true)
    // What promises nothing breaks nothing, and the share is told all the same.
    let row = StoppingSummary(Self.outcomes(.inARow(), held: 3, of: 100))
    #expect(row.isClaimKept == nil && row.claim == "The last 50 labels had no yes." && row.held?.value == 0.03)
  }

  @Test func `Orders in which a rule was not reached count where it is known what came of them`() {
    let rule = StoppingRule.sequential()
    let outcomes = [
      StoppingOutcome(rule, readCount: 60, foundCount: 10, itemCount: 100, positiveCount: 20),
      // All found and not all read: it holds, and nobody knows what is saved.
      StoppingOutcome(notReached: rule, foundAll: true, readAll: false),
      // All read: it holds, and nothing is saved.
      StoppingOutcome(notReached: rule, foundAll: true, readAll: true),
      // Ended before.
      StoppingOutcome(notReached: rule, foundAll: false, readAll: false),
    ]
    #expect(outcomes.map(\.recall) == [0.5, 1, 1, nil])
    #expect(outcomes.map(\.workSaved) == [0.4, nil, 0, nil])
    let summary = StoppingSummary(outcomes)
    #expect(summary.runCount == 4 && summary.reachedCount == 1 && summary.targetRecall == 0.95)
    #expect(summary.held == Estimate.wilson(successes: 2, count: 3))
    #expect(summary.meanRecall == 0.5 && summary.leastRecall == 0.5 && summary.meanWorkSaved == 0.2)
    let never = StoppingSummary([outcomes[1], outcomes[2]])
    #expect(never.held?.value == 1 && never.isClaimKept == nil && never.claim == rule.claim)
    let unknown = StoppingSummary([outcomes[3]])
    #expect(unknown.held == nil && unknown.isClaimKept == nil && unknown.meanRecall == nil)
  }
}
