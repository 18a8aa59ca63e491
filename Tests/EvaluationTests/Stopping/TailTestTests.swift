import GarimpoEvaluation
import GarimpoKernels
import Testing

/// Tests on a random tail, and whether they keep their risk.
@Suite struct TailTestTests {
  static let promises = [0.5, 0.8, 0.95, 1].map { RecallPromise(recall: $0, risk: 0.2) }

  @Test(arguments: promises)
  func `Figures are those of the formulas in all orders of up to 9 items, for all tails`(promise: RecallPromise) {
    let rules: [StoppingRule] = [.hypergeometric(promise), .quasiHypergeometric(promise), .sequential(promise)]
    for read in 1...9 {
      for answers in NaiveStopping.orders(read) {
        for (count, tail) in [(read, 1), (read + 1, read), (read + 4, (read + 1) / 2), (read + 30, 0)] {
          let verdicts = NaiveStopping.watch(rules, answers, of: count, tail: tail).standings.map(\.verdict)
          guard answers.contains(true) else {
            #expect(verdicts.allSatisfy { $0.isReached == nil && $0.reason == .noYes })
            continue
          }
          let quasi = NaiveStopping.quasi(answers, of: count, promise)
          #expect(abs((verdicts[1].figure ?? .nan) - quasi) < 1e-12)
          if (quasi - promise.risk).magnitude > 1e-9 { #expect(verdicts[1].isReached == (quasi < promise.risk)) }
          guard tail > 0 else {
            #expect(verdicts[0].reason == .noTail && verdicts[2].reason == .noTail)
            continue
          }
          let test = NaiveStopping.tail(answers, of: count, drawn: tail, promise)
          #expect(abs((verdicts[0].figure ?? .nan) - test) < 1e-12)
          let sequential = NaiveStopping.sequential(answers, of: count, drawn: tail, promise)
          #expect(abs((verdicts[2].figure ?? .nan) - sequential) < 1e-12)
          if (test - promise.risk).magnitude > 1e-9 { #expect(verdicts[0].isReached == (test < promise.risk)) }
        }
      }
    }
  }

  /// An order in which `lead` yes come first and a random tail after them: for each step of the tail the two figures, and the
  /// recall then.
  private static func figures(
    _ lead: Int, _ tail: [Bool], _ promise: RecallPromise
  ) -> [(test: Double, sequential: Double, recall: Double)] {
    let all = lead + tail.count { $0 }
    var watch = StoppingWatch([.hypergeometric(promise), .sequential(promise)], pileCount: lead + tail.count)
    for item in 0..<lead { watch.take(StoppingAnswer(item: item, isPositive: true, isRandom: false)) }
    return tail.enumerated().map { place, isPositive in
      watch.take(StoppingAnswer(item: lead + place, isPositive: isPositive, isRandom: true))
      let verdicts = watch.standings.map(\.verdict)
      return (verdicts[0].figure ?? 1, verdicts[1].figure ?? 1, Double(watch.record.foundCount) / Double(max(1, all)))
    }
  }

  @Test(arguments: [0.5, 0.8, 0.95])
  func `In all orders of up to 8 items the test errs at most as often as it says at each length of the tail`(
    recall: Double
  ) {
    let promise = RecallPromise(recall: recall)
    var worst = 0.0
    for frame in 1...8 {
      for lead in [0, 1, 3, 9] {
        var orders: [Int: [[(test: Double, sequential: Double, recall: Double)]]] = [:]
        for tail in NaiveStopping.orders(frame) {
          orders[tail.count { $0 }, default: []].append(Self.figures(lead, tail, promise))
        }
        for (positives, figures) in orders where lead + positives > 0 {
          for risk in [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7] {
            for drawn in 0..<frame {
              let wrong = figures.count { $0[drawn].test < risk && $0[drawn].recall < recall - 1e-9 }
              let share = Double(wrong) / Double(figures.count)
              #expect(share <= risk, "\(frame) items, \(positives) yes, \(lead) before, \(drawn + 1) drawn")
              worst = max(worst, share / risk)
            }
          }
        }
      }
    }
    // The level is used, not only kept.
    #expect(worst > 0.8)
  }

  @Test(arguments: [0.5, 0.8, 0.95])
  func `In all orders of up to 12 items the sequential test errs at most as often as it says, ever`(recall: Double) {
    let promise = RecallPromise(recall: recall)
    var (sequential, single) = (0.0, 0.0)
    for frame in [1, 2, 3, 5, 8, 12] {
      for lead in [0, 1, 3, 9] {
        var orders: [Int: [[(test: Double, sequential: Double, recall: Double)]]] = [:]
        for tail in NaiveStopping.orders(frame) {
          orders[tail.count { $0 }, default: []].append(Self.figures(lead, tail, promise))
        }
        for (positives, figures) in orders where lead + positives > 0 {
          for risk in [0.05, 0.1, 0.2, 0.3, 0.5, 0.7] {
            let wrong = figures.count { $0.contains { $0.sequential <= risk && $0.recall < recall - 1e-9 } }
            let share = Double(wrong) / Double(figures.count)
            #expect(share <= risk, "\(frame) items, \(positives) yes, \(lead) before")
            sequential = max(sequential, share / risk)
            // The other test stops where it is first below its risk.
            let early = figures.count { figures in
              figures.first { $0.test < risk }.map { $0.recall < recall - 1e-9 } ?? false
            }
            single = max(single, Double(early) / Double(figures.count) / risk)
          }
        }
      }
    }
    #expect(sequential > 0.3)
    // Looked at after every draw, the test of a single look errs more often than it says, but for low targets.
    #expect(recall == 0.5 || single > 1)
  }

  /// How often a rule that is looked at after every draw stops while recall is below the target, exactly: the chance of each
  /// number of yes is carried from draw to draw, and what stops is taken out.
  private static func error(_ rule: StoppingRule, lead: Int, frame: Int, positives: Int) -> Double {
    guard let promise = rule.promise else { return .nan }
    var chances = [Double](repeating: 0, count: positives + 1)
    chances[0] = 1
    var wrong = 0.0
    for drawn in 1...frame {
      var next = [Double](repeating: 0, count: positives + 1)
      for found in 0...positives where chances[found] > 0 {
        let share = Double(positives - found) / Double(frame - drawn + 1)
        if found < positives { next[found + 1] += chances[found] * share }
        next[found] += chances[found] * max(0, 1 - share)
      }
      for found in 0...positives where next[found] > 1e-15 {
        // The figure hangs on the counts alone.
        let answers =
          [Bool](repeating: true, count: lead) + [Bool](repeating: true, count: min(found, drawn))
          + [Bool](repeating: false, count: max(0, drawn - found))
        guard found <= drawn else { continue }
        let watch = NaiveStopping.watch([rule], answers, of: lead + frame, tail: drawn)
        guard watch.standings[0].verdict.isReached == true else { continue }
        if Double(lead + found) < promise.recall * Double(lead + positives) - 1e-9 { wrong += next[found] }
        next[found] = 0
      }
      chances = next
    }
    return wrong
  }

  @Test func `Looked at after every draw, the sequential test keeps its risk in larger frames and the other does not`()
  {
    var (sequential, single) = (0.0, 0.0)
    for lead in [10, 100] {
      for positives in [1, 2, 6, 8, 12] {
        sequential = max(
          sequential, Self.error(.sequential(), lead: lead, frame: 120, positives: positives))
        single = max(single, Self.error(.hypergeometric(), lead: lead, frame: 120, positives: positives))
      }
    }
    #expect(sequential <= 0.05 && sequential > 0.005)
    #expect(single > 0.05 && single < 0.08)
  }
}
