import GarimpoKernels
import Testing

@testable import GarimpoEvaluation

/// Rules that look at what models think.
@Suite struct ModelRulesTests {
  /// What each model thinks of all items; a model comes after every answer.
  private static func standings(_ rule: StoppingRule, _ models: [[Bool]]) -> [StoppingVerdict] {
    var watch = StoppingWatch([rule], pileCount: models[0].count)
    return models.enumerated().map { place, model in
      if place > 0 { watch.take(StoppingAnswer(item: place - 1, isPositive: true, isRandom: false)) }
      watch.take(StoppingOpinion(predictions: model))
      return watch.standings[0].verdict
    }
  }

  @Test func `Kappa and the change of F are those of all pairs of judgements of 4 items`() throws {
    let comparison = ModelComparison(windows: 1, every: 1)
    for one in NaiveStopping.orders(4) {
      for other in NaiveStopping.orders(4) {
        let kappa = Self.standings(.kappa(0.9, comparison), [one, other])
        #expect(kappa[0].reason == .fewModels)
        let wanted = try CohensKappa(one, other).kappa
        #expect(kappa[1].figure == wanted && kappa[1].isReached == wanted.map { $0 >= 0.9 })
        #expect(wanted != nil || kappa[1].reason == .undefined)
        let change = Self.standings(.deltaF(0.3, comparison), [one, other])
        let both = zip(one, other).count { $0 && $1 }
        let precision = Double(both) / Double(other.count { $0 })
        let recall = Double(both) / Double(one.count { $0 })
        let single = zip(one, other).count { $0 != $1 }
        let isSame = single == 0 && Set(one).count == 1
        let f = isSame ? nil : both > 0 ? 2 / (1 / precision + 1 / recall) : 0
        #expect((change[1].figure == nil) == (f == nil))
        if let f { #expect(abs((change[1].figure ?? .nan) - (1 - f)) < 1e-12) }
        #expect(change[1].isReached == f.map { 1 - $0 < 0.3 - 1e-12 })
      }
    }
  }

  @Test func `The mean of the last kappas counts, and each of the last changes`() {
    let base = [true, true, true, true, false, false, false, false]
    let flipped = [true, true, false, false, false, false, false, false]
    let models = [base, base, flipped, flipped, flipped, flipped]
    // Kappa: 1, 0.5, 1, 1, 1. Change of F: 0, 1/3, 0, 0, 0.
    let kappa = Self.standings(.kappa(0.9, ModelComparison(windows: 2, every: 1)), models)
    #expect(kappa.map(\.figure) == [nil, nil, 0.75, 0.75, 1, 1])
    #expect(kappa.map(\.isReached) == [nil, nil, false, false, true, true])
    let change = Self.standings(.deltaF(0.1, ModelComparison(windows: 3, every: 1)), models)
    #expect(change.map(\.isReached) == [nil, nil, nil, false, false, true])
    // A window without a value says nothing.
    let none = [Bool](repeating: false, count: 8)
    let gap = Self.standings(.kappa(0.9, ModelComparison(windows: 2, every: 1)), [base, base, none, none, base, base])
    #expect(gap.map(\.isReached) == [nil, nil, false, nil, nil, false])
  }

  @Test func `Models are compared that are far enough apart, on a set of the size asked for`() {
    let count = 500
    let rule = StoppingRule.kappa(0.5, ModelComparison(windows: 1, every: 10, items: 60))
    var watch = StoppingWatch([rule], pileCount: count, priors: Array(0..<100), seed: 3)
    // The models disagree on the items known from the start alone: no stop set has these.
    func model(_ turn: Int) -> StoppingOpinion {
      StoppingOpinion(predictions: (0..<count).map { $0 < 100 ? ($0 + turn) % 2 == 0 : $0 % 3 == 0 })
    }
    watch.take(model(0))
    for item in 100..<120 {
      watch.take(StoppingAnswer(item: item, isPositive: false, isRandom: false))
      watch.take(model(item))
      #expect(watch.standings[0].verdict.figure == (item < 109 ? nil : 1))
    }
    #expect(watch.standings[0].firstReached == 10)
  }

  @Test func `The stop set is a function of the seed`() {
    let count = 300
    func figure(_ seed: UInt64) -> Double? {
      var watch = StoppingWatch(
        [.kappa(0.5, ModelComparison(windows: 1, every: 1, items: 50))], pileCount: count, seed: seed)
      watch.take(StoppingOpinion(predictions: (0..<count).map { $0 % 2 == 0 }))
      watch.take(StoppingAnswer(item: 0, isPositive: true, isRandom: false))
      watch.take(StoppingOpinion(predictions: (0..<count).map { $0 % 3 == 0 }))
      return watch.standings[0].verdict.figure
    }
    #expect(figure(1) == figure(1))
    #expect(Set((0..<5).map { figure($0) }).count > 1)
  }

  @Test func `The recall by probabilities is that of the formula`() {
    var generator = SplitMix64(seed: 4)
    for promise in [RecallPromise(), RecallPromise(recall: 0.6, risk: 0.3)] {
      for _ in 0..<200 {
        let count = 2 + generator.next(below: 12)
        let probabilities = (0..<count).map { _ in generator.nextUnit() * generator.nextUnit() }
        let priors = generator.next(below: 2)
        var watch = StoppingWatch([.quantCI(promise)], pileCount: count, priors: Array(0..<priors))
        let read = Array((priors..<count).dropFirst(generator.next(below: count - priors)))
        for item in read { watch.take(StoppingAnswer(item: item, isPositive: item == 3, isRandom: false)) }
        watch.take(StoppingOpinion(predictions: probabilities.map { $0 > 0.5 }, probabilities: probabilities))
        let a = read.reduce(0) { $0 + probabilities[$1] }
        let t = probabilities[priors...].reduce(0, +)
        let all = probabilities[priors...].reduce(0) { $0 + $1 * (1 - $1) }
        let known = read.reduce(0) { $0 + probabilities[$1] * (1 - probabilities[$1]) }
        let variance = a * a / (t * t * t * t) * all + 1 / (t * t) * known
        let z = promise.risk == 0.05 ? 1.959963984540054 : 1.0364333894937898
        let low = a / t - z * variance.squareRoot()
        let verdict = watch.standings[0].verdict
        #expect(abs((verdict.figure ?? .nan) - low) < 1e-9)
        #expect(verdict.isReached == (low >= promise.recall))
      }
    }
  }

  @Test func `Without probabilities or with none above 0 nothing is said`() {
    var watch = StoppingWatch([.quantCI()], pileCount: 2)
    #expect(watch.standings[0].verdict.reason == .fewModels)
    watch.take(StoppingOpinion(predictions: [true, false]))
    #expect(watch.standings[0].verdict.reason == .noProbabilities)
    watch.take(StoppingOpinion(predictions: [true, false], probabilities: [0, 0]))
    #expect(watch.standings[0].verdict.reason == .undefined)
    watch.take(StoppingAnswer(item: 0, isPositive: true, isRandom: false))
    watch.take(StoppingAnswer(item: 1, isPositive: true, isRandom: false))
    watch.take(StoppingOpinion(predictions: [true, true], probabilities: [1, 1]))
    #expect(watch.standings[0].firstReached == 2)
  }

  @Test func `Each reason has its sentence`() {
    let sentences = StoppingVerdict.Reason.allCases.map(\.sentence)
    #expect(Set(sentences).count == 8 && sentences.allSatisfy { $0.hasSuffix(".") })
    #expect(sentences[0] == "There is no yes yet: to have found none says nothing of the end.")
    #expect(sentences[1] == "The newest item was not drawn at random: ask at random from all that is unread.")
    #expect(sentences[2] == "Too few models were fitted to compare them.")
    #expect(sentences[3] == "The models say the same of all items that are compared: nothing can be compared.")
    #expect(sentences[4] == "The learner gives no probabilities: calibrate it.")
    #expect(sentences[5] == "The metric was measured too seldom.")
    #expect(sentences[6] == "Too few items were read.")
    #expect(sentences[7] == "The time is not known.")
  }
}
