import GarimpoEvaluation
import GarimpoKernels
import Testing

/// What rules claim, held against worlds in which the truth is known.
@Suite struct StoppingSimulationTests {
  /// A pile in the order of a score that says `signal` standard deviations of what an item is.
  private static func order(_ count: Int, share: Double, signal: Double, _ generator: inout SplitMix64) -> [Bool] {
    let items = (0..<count).map { _ in
      let isPositive = generator.nextUnit() < share
      // A sum of uniform numbers is near enough to a normal one.
      let noise = (0..<12).reduce(-6.0) { sum, _ in sum + generator.nextUnit() }
      return (isPositive, noise + (isPositive ? signal : 0))
    }
    return items.sorted { $0.1 > $1.1 }.map(\.0)
  }

  /// What comes of reading in order and, after 12 no in a row, at random.
  private static func outcomes(
    _ rules: [StoppingRule], _ order: [Bool], tailed: Bool, _ generator: inout SplitMix64
  ) -> [StoppingOutcome] {
    var order = order
    var watch = StoppingWatch(rules, pileCount: order.count)
    var isTail = false
    for place in order.indices {
      if tailed, !isTail, watch.record.negativesInARow >= 12, watch.record.foundCount > 0 { isTail = true }
      if isTail { order.swapAt(place, place + generator.next(below: order.count - place)) }
      watch.take(StoppingAnswer(item: place, isPositive: order[place], isRandom: isTail))
    }
    let all = order.count { $0 }
    return watch.standings.map { standing in
      standing.firstReached.map { read in
        StoppingOutcome(
          standing.rule, readCount: read, foundCount: order[..<read].count { $0 }, itemCount: order.count,
          positiveCount: all)
      } ?? StoppingOutcome(notReached: standing.rule, foundAll: true, readAll: true)
    }
  }

  private static func summaries(
    _ rules: [StoppingRule], worlds: Int, tailed: Bool, signal: Double, share: Double = 0.08, seed: UInt64
  ) -> [StoppingSummary] {
    var generator = SplitMix64(seed: seed)
    let runs = (0..<worlds).map { _ in
      let order = Self.order(250, share: share, signal: signal, &generator)
      return outcomes(rules, order, tailed: tailed, &generator)
    }
    return rules.indices.map { place in StoppingSummary(runs.map { $0[place] }) }
  }

  @Test(arguments: [0, 1, 2, 3], [0.03, 0.15])
  func `Tests on a random tail keep their claim, however good the order before it`(signal: Int, share: Double) {
    let promise = RecallPromise(recall: 0.9, risk: 0.1)
    let rules: [StoppingRule] = [.sequential(promise), .hypergeometric(promise)]
    let summaries = Self.summaries(
      rules, worlds: 300, tailed: true, signal: Double(signal), share: share, seed: 11 + UInt64(signal))
    for summary in summaries {
      #expect(summary.isClaimKept == true && summary.reachedCount > 150)
      // Three standard errors below what is promised.
      #expect((summary.held?.value ?? 0) >= 0.9 - 0.052)
    }
  }

  @Test func `In random order the quasi test keeps its claim, and rows of no and bends have no right to one`() {
    let rules: [StoppingRule] = [
      .quasiHypergeometric(), .sequential(), .hypergeometric(), .inARow(30), .knee(), .yieldPlateau(0.05, labels: 30),
    ]
    let summaries = Self.summaries(rules, worlds: 200, tailed: false, signal: 0, seed: 5)
    #expect(summaries[0].isClaimKept == true)
    // There is no random tail: nothing was ever said.
    #expect(summaries[1].reachedCount == 0 && summaries[2].reachedCount == 0)
    #expect(summaries[3].isClaimKept == nil && (summaries[3].held?.high ?? 1) < 0.5)
    #expect((summaries[3].meanRecall ?? 1) < 0.9)
  }

  @Test func `A claim is marked where an order hides some yes till the end`() {
    // Half of the yes first, and the other half last: worse than chance, so that the quasi test is deceived.
    let rules: [StoppingRule] = [.quasiHypergeometric(), .inARow(30)]
    var generator = SplitMix64(seed: 2)
    let runs = (0..<40).map { _ in
      let order =
        [Bool](repeating: true, count: 10) + [Bool](repeating: false, count: 230) + [Bool](repeating: true, count: 10)
      return Self.outcomes(rules, order, tailed: false, &generator)
    }
    let summary = StoppingSummary(runs.map { $0[0] })
    #expect(summary.isClaimKept == false && summary.claim == nil && summary.held?.value == 0)
    // With a random tail they are found out.
    let tailed = (0..<200).map { _ in
      let order =
        [Bool](repeating: true, count: 10) + [Bool](repeating: false, count: 230) + [Bool](repeating: true, count: 10)
      return Self.outcomes([.sequential()], order, tailed: true, &generator)[0]
    }
    #expect(StoppingSummary(tailed).isClaimKept == true)
  }
}
