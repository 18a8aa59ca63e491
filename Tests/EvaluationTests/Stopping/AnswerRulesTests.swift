import GarimpoEvaluation
import Testing

/// Rules that look at the answers alone.
@Suite struct AnswerRulesTests {
  @Test func `Rows of no, bends, budgets and plateaus are those of their formulas in all orders of up to 11 items`() {
    let rules: [StoppingRule] = [.inARow(3), .knee(), .kneeBudget, .yieldPlateau(0.34, labels: 4), .budget(6)]
    for length in 1...11 {
      for order in NaiveStopping.orders(length) {
        var watch = StoppingWatch(rules, pileCount: length)
        var first = [Int?](repeating: nil, count: rules.count)
        for read in 1...length {
          watch.take(StoppingAnswer(item: read - 1, isPositive: order[read - 1], isRandom: false))
          let answers = Array(order[..<read])
          let found = answers.count { $0 }
          let ratio = NaiveStopping.slopeRatio(answers)
          let row = answers.reversed().prefix { !$0 }.count
          let new = answers.suffix(4).count { $0 }
          let threeQuarters = Double(read) >= 0.75 * Double(length)
          let budget = Double(read) >= 10 * Double(length) / Double(found) && ratio >= 6
          let wanted: [Bool?] =
            found == 0
            ? [nil, nil, threeQuarters ? true : nil, nil, read >= 6]
            : [
              row >= 3, ratio >= Double(156 - min(found, 150)), threeQuarters || budget,
              read < 4 ? nil : Double(new) / Double(found) <= 0.34, read >= 6,
            ]
          let standings = watch.standings
          #expect(standings.map(\.verdict.isReached) == wanted)
          if found > 0 {
            #expect(standings[0].verdict.figure == Double(row))
            #expect(abs((standings[1].verdict.figure ?? .nan) - ratio) < 1e-12)
          }
          for place in rules.indices where first[place] == nil && wanted[place] == true { first[place] = read }
          #expect(standings.map(\.firstReached) == first)
        }
      }
    }
  }

  @Test func `A sharp bend is found in a long curve, and many yes need a less sharp one`() {
    // 200 yes in a row, then none: the bound is 6.
    var answers = [Bool](repeating: true, count: 200) + [Bool](repeating: false, count: 5)
    #expect(NaiveStopping.watch([.knee()], answers, of: 9000).standings[0].verdict.isReached == false)
    answers.append(false)
    let verdict = NaiveStopping.watch([.knee()], answers, of: 9000).standings[0].verdict
    #expect(verdict.isReached == true && verdict.figure == 6 && verdict.bound == 6)
    #expect(NaiveStopping.watch([.knee(least: 1000)], answers, of: 9000).standings[0].verdict.reason == .fewAnswers)
    // 10 yes in a row: 146 no.
    answers = [Bool](repeating: true, count: 10) + [Bool](repeating: false, count: 146)
    #expect(NaiveStopping.watch([.knee()], answers, of: 9000).standings[0].firstReached == 156)
    // The budget: 10 · 1000/200 are 50 items; the bend must come too.
    answers = [Bool](repeating: true, count: 200) + [Bool](repeating: false, count: 20)
    #expect(NaiveStopping.watch([.kneeBudget], answers, of: 1000).standings[0].firstReached == 206)
    #expect(NaiveStopping.watch([.kneeBudget], answers, of: 9000).standings[0].firstReached == nil)
    answers += [Bool](repeating: false, count: 300)
    #expect(NaiveStopping.watch([.kneeBudget], answers, of: 9000).standings[0].firstReached == 450)
  }

  @Test func `A metric's plateau counts the rise of the last measurements`() {
    var watch = StoppingWatch([.metricPlateau(0.01, windows: 2)], pileCount: 3)
    var seen: [Bool?] = []
    for metric in [0.5, 0.4, 0.505, 0.6, 0.3, 0.609, 0.55, 0.2] {
      watch.take(metric: metric)
      seen.append(watch.standings[0].verdict.isReached)
    }
    // The best of the last two less the best before: 0.505 − 0.5, 0.6 − 0.5, 0.6 − 0.505, twice 0.609 − 0.6, 0.55 − 0.609.
    #expect(seen == [nil, nil, true, false, false, true, true, true])
    #expect(watch.standings[0].firstReached == 0)
  }

  @Test func `Time is that of the clock, or of a pace`() {
    var watch = StoppingWatch([.minutes(2), .minutes(2, pace: 40)], pileCount: 9)
    watch.take(StoppingAnswer(item: 0, isPositive: false, isRandom: false))
    #expect(watch.standings[0].verdict.reason == .noClock)
    #expect(watch.standings[1].verdict.isReached == false)
    for item in 1...2 { watch.take(StoppingAnswer(item: item, isPositive: false, isRandom: false)) }
    #expect(watch.standings.map(\.firstReached) == [nil, 3])
    watch.take(StoppingAnswer(item: 3, isPositive: false, isRandom: false, minutes: 1.9))
    #expect(watch.standings.map(\.verdict.figure) == [1.9, 1.9])
    watch.take(StoppingAnswer(item: 4, isPositive: false, isRandom: false, minutes: 2))
    #expect(watch.standings.map(\.firstReached) == [5, 3])
  }

  @Test func `Items known from the start are no part of what rules look at`() {
    var watch = StoppingWatch([.kneeBudget, .inARow(1)], pileCount: 8, priors: [0, 2, 4, 6])
    #expect(watch.record.itemCount == 4)
    for item in [1, 3, 5] { watch.take(StoppingAnswer(item: item, isPositive: item == 1, isRandom: false)) }
    #expect(watch.record.readCount == 3 && watch.record.foundCount == 1 && watch.record.negativesInARow == 2)
    #expect(watch.standings.map(\.firstReached) == [3, 2])
  }
}
