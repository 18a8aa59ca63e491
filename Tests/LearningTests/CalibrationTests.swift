import Foundation
import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct CalibrationTests {
  private static let workers = WorkerPool(threadCount: 2)

  // MARK: Folds

  @Test func `Every fold has its share of rows, of yes and of no`() throws {
    for positives in 2...7 {
      for negatives in 2...7 {
        for count in 2...min(positives, negatives) {
          var shuffled = (0..<(positives + negatives)).map { $0 < positives }
          var generator = SplitMix64(seed: UInt64(positives * negatives))
          shuffled.shuffle(using: &generator)
          let folds = try StratifiedFolds(shuffled, count: count, seed: 3)
          func sizes(_ rows: [Int]) -> [Int] { (0..<count).map { fold in rows.count { folds.folds[$0] == fold } } }
          let all = Array(shuffled.indices)
          for rows in [all, all.filter { shuffled[$0] }, all.filter { !shuffled[$0] }] {
            let sizes = sizes(rows)
            #expect(sizes.reduce(0, +) == rows.count && (sizes.max() ?? 0) - (sizes.min() ?? 9) <= 1)
            #expect(sizes.allSatisfy { $0 > 0 })
          }
        }
      }
    }
    let targets = (0..<40).map { $0 % 3 == 0 }
    #expect(try StratifiedFolds(targets, count: 4, seed: 1).folds == StratifiedFolds(targets, count: 4, seed: 1).folds)
    #expect(try StratifiedFolds(targets, count: 4, seed: 1).folds != StratifiedFolds(targets, count: 4, seed: 2).folds)
  }

  @Test func `Each row is in each fold as often as in the others`() throws {
    let targets = [true, true, false, true, false, false, true]
    var counts = [[Int]](repeating: [0, 0, 0], count: 7)
    for seed in 0..<3000 {
      for (row, fold) in try StratifiedFolds(targets, count: 3, seed: UInt64(seed)).folds.enumerated() {
        counts[row][fold] += 1
      }
    }
    // 4 yes are dealt to folds 0, 1, 2, 0; 3 no to 1, 2, 0: shares of 1/2, 1/4, 1/4 and of a third each.
    for (row, isPositive) in targets.enumerated() {
      let shares: [Double] = isPositive ? [0.5, 0.25, 0.25] : [1 / 3.0, 1 / 3.0, 1 / 3.0]
      for (fold, share) in shares.enumerated() {
        let deviation = (3000 * share * (1 - share)).squareRoot()
        #expect(abs(Double(counts[row][fold]) - 3000 * share) < 5 * deviation)
      }
    }
  }

  // MARK: Sigmoid

  /// Scores that say something about the answers, with ties.
  private static func sample(_ count: Int, seed: UInt64, isBlind: Bool = false) -> (scores: [Double], targets: [Bool]) {
    var generator = SplitMix64(seed: seed, stream: 5)
    let scores = (0..<count).map { _ in Double(generator.next(below: 40)) / 8 - 2 }
    var targets = scores.map { isBlind ? generator.next(below: 2) == 0 : generator.nextUnit() < 1 / (1 + exp(-$0)) }
    targets[0] = true
    targets[1] = false
    return (scores, targets)
  }

  /// Platt's loss in the words of his paper.
  private static func loss(_ curve: (Double) -> Double, _ scores: [Double], _ targets: [Bool], _ weights: [Double])
    -> Double
  {
    let yes = zip(targets, weights).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
    let no = weights.reduce(0, +) - yes
    return scores.indices.reduce(0) { sum, row in
      let target = targets[row] ? (yes + 1) / (yes + 2) : 1 / (no + 2)
      let found = curve(scores[row])
      return sum - weights[row] * (target * log(found) + (1 - target) * log(1 - found))
    }
  }

  @Test(arguments: [2, 3, 5, 10, 60, 400], [1e-6, 1, 500])
  func `The sigmoid is where Platt's loss is least`(count: Int, size: Double) {
    for seed in 0..<4 as Range<UInt64> {
      let (plain, targets) = Self.sample(count, seed: seed)
      let scores = plain.map { $0 * size }
      for weights in [nil, targets.indices.map { 0.25 + Double($0 % 4) }] {
        let curve = SigmoidCurve(scores, targets, weights: weights)
        let ones = weights ?? targets.map { _ in 1 }
        let least = Self.loss(curve.probability, scores, targets, ones)
        // The loss is convex: no neighbour is lower, however near or far.
        for distance in [1e-4, 1e-2, 1] {
          for (right, up) in [(1.0, 0.0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)] {
            let other = SigmoidCurve(
              slope: curve.slope + right * distance / size, intercept: curve.intercept + up * distance)
            #expect(Self.loss(other.probability, scores, targets, ones) >= least - 1e-9 * max(1, least))
          }
        }
        // The derivatives are 0: the mean of P is that of the targets, and so it is weighted by the scores.
        let yes = zip(targets, ones).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
        let no = ones.reduce(0, +) - yes
        let excess = scores.indices.map {
          ones[$0] * (curve.probability(scores[$0]) - (targets[$0] ? (yes + 1) / (yes + 2) : 1 / (no + 2)))
        }
        #expect(abs(excess.reduce(0, +)) < 1e-7 * (yes + no))
        #expect(abs(zip(excess, plain).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-7 * (yes + no))
      }
    }
  }

  @Test func `Equal scores have the smoothed share of yes, and perfect ones stay away from 0 and 1`() {
    for score in [0, 3.5, -1e9] {
      let curve = SigmoidCurve([score, score, score, score], [true, false, false, false], weights: nil)
      // One of 2/3 and three of 1/5.
      #expect(abs(curve.probability(score) - (2.0 / 3 + 3.0 / 5) / 4) < 1e-6)
    }
    let perfect = SigmoidCurve([-2, -1, 1, 2], [false, false, true, true], weights: nil)
    #expect(perfect.slope > 0)
    #expect([-2.0, 2].map(perfect.probability).allSatisfy { $0 > 0.1 && $0 < 0.9 })
    let reversed = SigmoidCurve([-2, -1, 1, 2], [true, true, false, false], weights: nil)
    #expect(abs(reversed.slope + perfect.slope) < 1e-9)
    #expect(SigmoidCurve(slope: 1, intercept: 0).probability(-1e6) == 0)
    #expect(SigmoidCurve(slope: 1, intercept: 0).probability(1e6) == 1)
  }

  // MARK: Isotonic

  /// The least squares that do not descend, by the formula: the largest over the starts of the smallest mean over the ends.
  private static func naive(_ scores: [Double], _ targets: [Bool], _ weights: [Double]) -> [Double: Double] {
    let levels = Set(scores).sorted()
    func mean(_ low: Double, _ high: Double) -> Double {
      let rows = scores.indices.filter { scores[$0] >= low && scores[$0] <= high }
      return rows.reduce(0) { $0 + (targets[$1] ? weights[$1] : 0) } / rows.reduce(0) { $0 + weights[$1] }
    }
    var found: [Double: Double] = [:]
    for level in levels {
      found[level] = levels.filter { $0 <= level }.map { start in
        levels.filter { $0 >= level }.map { mean(start, $0) }.min() ?? 0
      }.max()
    }
    return found
  }

  @Test(arguments: [2, 3, 5, 10, 60])
  func `The isotonic curve is the naive one`(count: Int) throws {
    for seed in 0..<6 as Range<UInt64> {
      let (scores, targets) = Self.sample(count, seed: seed, isBlind: seed % 2 == 0)
      for weights in [nil, targets.indices.map { 0.25 + Double($0 % 4) }] {
        let curve = IsotonicCurve(scores, targets, weights: weights)
        let naive = Self.naive(scores, targets, weights ?? targets.map { _ in 1 })
        for score in scores { #expect(abs(curve.probability(score) - (naive[score] ?? .nan)) < 1e-12) }
        #expect(zip(curve.scores, curve.scores.dropFirst()).allSatisfy { $0 < $1 })
        #expect(zip(curve.probabilities, curve.probabilities.dropFirst()).allSatisfy { $0 <= $1 })
        // In between and beyond it ascends.
        let walk = stride(from: -4.0, through: 4, by: 0.03).map(curve.probability)
        #expect(zip(walk, walk.dropFirst()).allSatisfy { $0 <= $1 } && walk.allSatisfy { (0...1).contains($0) })
      }
    }
  }

  @Test func `Every small world of answers has the naive curve`() {
    for count in 1...6 {
      for bits in 0..<(1 << count) {
        let targets = (0..<count).map { bits >> $0 & 1 == 1 }
        let worlds: [[Double]] = [
          (0..<count).map { Double($0) }, (0..<count).map { Double($0 / 2) }, (0..<count).map { _ in 7.0 },
        ]
        for scores in worlds {
          let curve = IsotonicCurve(scores, targets, weights: nil)
          let naive = Self.naive(scores, targets, targets.map { _ in 1 })
          for score in scores { #expect(abs(curve.probability(score) - (naive[score] ?? .nan)) < 1e-12) }
        }
      }
    }
  }

  @Test func `An isotonic curve goes straight between its pools and stays beyond its ends`() {
    // Pools: 0 at 1; 1/2 at 2 to 4; 1 at 8.
    let curve = IsotonicCurve([4, 1, 2, 8], [false, false, true, true], weights: nil)
    #expect(curve.scores == [1, 2, 4, 8] && curve.probabilities == [0, 0.5, 0.5, 1])
    let asked: [Double] = [-9, 1, 1.5, 2, 3, 4, 5, 7, 8, 99]
    #expect(asked.map(curve.probability) == [0, 0, 0.25, 0.5, 0.5, 0.5, 0.625, 0.875, 1, 1])
  }

  // MARK: Cross-fitting

  private static func world(_ count: Int, seed: UInt64) -> World {
    // Features that say the same several times over, at which naive Bayes is far too sure.
    var generator = SplitMix64(seed: seed, stream: 31)
    var world = World(rows: [], targets: [], name: "repeated")
    for _ in 0..<count {
      let isYes = generator.next(below: 4) == 0
      let says = generator.next(below: 10) < (isYes ? 7 : 2)
      let also = generator.next(below: 10) < (isYes ? 6 : 3)
      world.rows.append(
        (0..<12).map { $0 < 6 ? (says ? 1 : 0) : $0 < 9 ? (also ? 1 : 0) : Float(generator.next(below: 3)) })
      world.targets.append(isYes)
    }
    return world
  }

  private static let learners: [LearnerChoice] = [
    .linear(LinearClassifier(.squaredHinge, balance: .balanced)), .naiveBayes(NaiveBayes(.multinomial)),
    .forest(RandomForest(treeCount: 15)),
  ]

  @Test(arguments: Calibration.Method.allCases, learners)
  func `The curve is fitted to scores of rows that the model had not seen`(
    method: Calibration.Method, learner: LearnerChoice
  ) throws {
    let world = Self.world(80, seed: 2)
    let matrix = world.matrix
    for weights in [nil, world.targets.indices.map { Double(1 + $0 % 3) }] {
      let choice = LearnerChoice.calibrated(Calibration(method, of: learner, foldCount: 4))
      let fitted = try choice.fit(matrix, world.targets, weights: weights, seed: 9, on: Self.workers)
      guard case .calibrated(let found) = fitted else {
        Issue.record("no calibrated model")
        return
      }
      #expect(found.model == (try learner.fit(matrix, world.targets, weights: weights, seed: 9, on: Self.workers)))
      #expect(fitted.learner == choice && fitted.columnCount == 12 && found.foldCount == 4)

      var seeds = SplitMix64(seed: 9, stream: 0xCA11_B8A7 << 32)
      let folds = try StratifiedFolds(world.targets, count: 4, seed: seeds.next()).folds
      var scores = [Double](repeating: .nan, count: 80)
      for fold in 0..<4 {
        let rest = (0..<80).filter { folds[$0] != fold }
        let model = try learner.fit(
          CSRMatrix(dense: rest.map { world.rows[$0] }), rest.map { world.targets[$0] },
          weights: weights.map { weights in rest.map { weights[$0] } }, seed: seeds.next(), on: Self.workers)
        let all = model.scores(of: matrix, on: Self.workers).values
        for row in 0..<80 where folds[row] == fold { scores[row] = all[row] }
      }
      func expected(_ score: Double) -> Double {
        switch method {
        case .platt: SigmoidCurve(scores, world.targets, weights: weights).probability(score)
        case .isotonic: IsotonicCurve(scores, world.targets, weights: weights).probability(score)
        }
      }
      let inner = found.model.scores(of: matrix, on: Self.workers).values
      let probabilities = fitted.scores(of: matrix, on: Self.workers)
      for (probability, score) in zip(probabilities.values, inner) {
        #expect(abs(probability - expected(score)) < 1e-9)
      }
      #expect(probabilities.boundary == 0.5)
      #expect(fitted.probabilities(of: matrix, on: Self.workers) == probabilities.values)
      let one = WorkerPool(threadCount: 1)
      #expect(try choice.fit(matrix, world.targets, weights: weights, seed: 9, on: one) == fitted)
      #expect(try choice.fit(matrix, world.targets, weights: weights, seed: 10, on: one) != fitted)
    }
  }

  @Test(arguments: Calibration.Method.allCases)
  func `On new rows calibration makes probabilities better`(method: Calibration.Method) throws {
    let (world, others) = (Self.world(600, seed: 4), Self.world(2000, seed: 5))
    func losses(_ learner: LearnerChoice) throws -> (logarithm: Double, brier: Double) {
      let model = try learner.fit(world.matrix, world.targets, seed: 1, on: Self.workers)
      let found = try #require(model.probabilities(of: others.matrix, on: Self.workers))
      var sums = (logarithm: 0.0, brier: 0.0)
      for (probability, isYes) in zip(found, others.targets) {
        let likelihood = isYes ? probability : 1 - probability
        sums.logarithm -= log(max(likelihood, 1e-9)) / 2000
        sums.brier += (1 - likelihood) * (1 - likelihood) / 2000
      }
      return sums
    }
    for learner in [
      LearnerChoice.naiveBayes(NaiveBayes(.multinomial)), .linear(LinearClassifier(.logistic, balance: .balanced)),
      .forest(RandomForest(treeCount: 30, classWeight: .balanced)),
    ] {
      let plain = try losses(learner)
      let calibrated = try losses(.calibrated(Calibration(method, of: learner)))
      #expect(calibrated.logarithm < plain.logarithm, "\(learner): \(calibrated) for \(plain)")
      #expect(calibrated.brier < plain.brier, "\(learner): \(calibrated) for \(plain)")
    }
    // One that is right already is not made worse by more than the noise of 600 rows.
    let plain = try losses(.linear(LinearClassifier(.logistic)))
    let calibrated = try losses(.calibrated(Calibration(method, of: .linear(LinearClassifier(.logistic)))))
    #expect(calibrated.brier < plain.brier + 0.005)
    // An isotonic curve says 0 and 1 at its ends: one row for which that is wrong has a logarithm as large as can be.
    if method == .platt { #expect(calibrated.logarithm < plain.logarithm + 0.01) }
  }

  @Test(
    arguments: [
      (1, 9, 5, "5 folds need 5 training rows of either answer, and 1 is labelled yes: label more items"),
      (
        3, 9, 5,
        "5 folds need 5 training rows of either answer, and 3 are labelled yes: label more items, or have 3 folds at most"
      ),
      (
        9, 2, 3,
        "3 folds need 3 training rows of either answer, and 2 are labelled no: label more items, or have 2 folds at most"
      ),
      (5, 5, 1, "folds is 1, expected 2 or more"), (0, 0, 5, "no training rows: label some items first"),
      (
        0, 6, 5,
        "all 6 training rows are labelled no: a model needs both answers; label items until there is at least one yes"
      ),
      (5, 5, 5, "no error"),
    ])
  func `What cannot be dealt into folds is refused with a sentence`(
    positives: Int, negatives: Int, folds: Int, message: String
  ) {
    let rows = (0..<(positives + negatives)).map { [Float($0), 1] }
    let learner = LearnerChoice.calibrated(
      Calibration(.platt, of: .linear(LinearClassifier(.logistic)), foldCount: folds))
    do {
      _ = try learner.fit(
        CSRMatrix(dense: rows, columnCount: 2), rows.indices.map { $0 < positives }, seed: 0, on: Self.workers)
      #expect(message == "no error")
    } catch { #expect(error.description == message) }
  }

  @Test func `Rows of weight 0 are in no fold, and learners lie at most four deep`() throws {
    let world = Self.world(40, seed: 1)
    let learner = LearnerChoice.calibrated(Calibration(.platt, of: .naiveBayes(NaiveBayes(.multinomial))))
    let kept = (0..<40).filter { $0 % 5 != 0 }
    let some = try learner.fit(
      world.matrix, world.targets, weights: (0..<40).map { $0 % 5 == 0 ? 0 : 1 }, seed: 3, on: Self.workers)
    let fewer = try learner.fit(
      world.matrix.selecting(rows: kept), kept.map { world.targets[$0] }, weights: kept.map { _ in 1 }, seed: 3,
      on: Self.workers)
    #expect(some == fewer)
    var deep = learner
    for _ in 0..<4 { deep = .calibrated(Calibration(.platt, of: deep, foldCount: 2)) }
    do {
      _ = try deep.fit(world.matrix, world.targets, seed: 0, on: Self.workers)
      Issue.record("five deep were fitted")
    } catch { #expect(error.description == "learners within learners is 5 deep, expected at most 4") }
  }
}
