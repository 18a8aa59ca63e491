import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct EnsembleTests {
  private static let workers = WorkerPool(threadCount: 2)

  private static func world(_ seed: UInt64) -> World {
    var world = World.random(rowCount: 60, columnCount: 12, seed: seed)
    world.rows = world.rows.map { $0.map { abs($0) / 500 } }
    return world
  }

  /// The place of a score among all, counted one by one.
  private static func place(_ score: Double, _ all: [Double]) -> Double {
    guard all.count > 1 else { return 0.5 }
    let below = Double(all.count { $0 < score })
    let equal = Double(all.count { $0 == score })
    return min(1, max(0, (below + (equal - 1) / 2) / Double(all.count - 1)))
  }

  @Test func `Every small world of scores has the places that counting gives`() {
    for count in 0...5 {
      var world = [Int](repeating: 0, count: count)
      for code in 0..<(0..<count).reduce(1, { product, _ in product * 4 }) {
        var rest = code
        for place in 0..<count {
          world[place] = rest % 4
          rest /= 4
        }
        let values = world.map { Double($0) * 3 - 4 }
        for boundary in [-5, -4, -2, -1, 1.5, 5, 9] {
          let ranked = ModelScores(values, boundary: boundary).ranked
          for (score, rank) in zip(values, ranked.values) { #expect(abs(rank - Self.place(score, values)) < 1e-12) }
          #expect(abs(ranked.boundary - Self.place(boundary, values)) < 1e-12)
        }
      }
    }
    let ranked = ModelScores([7, 3, 3, -1, 9], boundary: 3).ranked
    #expect(ranked.values == [0.75, 0.375, 0.375, 0, 1] && ranked.boundary == 0.375)
  }

  @Test(arguments: Ensemble.Combination.allCases, [[1.0, 1, 1], [3, 0.5, 1]])
  func `The score is the weighted mean of what the members say`(
    combination: Ensemble.Combination, weights: [Double]
  ) throws {
    let (world, others) = (Self.world(1), Self.world(2))
    let learners: [LearnerChoice] = [
      .forest(RandomForest(treeCount: 12)), .linear(LinearClassifier(.logistic)), .naiveBayes(NaiveBayes(.multinomial)),
    ]
    let ensemble = Ensemble(combination, of: zip(learners, weights).map { Ensemble.Member($0, weight: $1) })
    let rowWeights = world.targets.indices.map { Double(1 + $0 % 2) }
    let fitted = try LearnerChoice.ensemble(ensemble).fit(
      world.matrix, world.targets, weights: rowWeights, seed: 4, on: Self.workers)
    guard case .ensemble(let model) = fitted else {
      Issue.record("no ensemble")
      return
    }
    #expect(fitted.learner == .ensemble(ensemble) && fitted.columnCount == 12)
    var expected = [Double](repeating: 0, count: 60)
    var boundary = 0.0
    for (place, learner) in learners.enumerated() {
      var seeds = SplitMix64(seed: 4, stream: (0xE25E_3B1E << 32) + UInt64(place))
      let alone = try learner.fit(
        world.matrix, world.targets, weights: rowWeights, seed: seeds.next(), on: Self.workers)
      #expect(model.members[place].model == alone)
      let scores = alone.scores(of: others.matrix, on: Self.workers)
      let probabilities = try #require(alone.probabilities(of: others.matrix, on: Self.workers))
      let share = weights[place] / weights.reduce(0, +)
      for row in 0..<60 {
        expected[row] +=
          share * (combination == .ranks ? Self.place(scores.values[row], scores.values) : probabilities[row])
      }
      boundary += share * (combination == .ranks ? Self.place(scores.boundary, scores.values) : 0.5)
    }
    let found = fitted.scores(of: others.matrix, on: Self.workers)
    for row in 0..<60 { #expect(abs(found.values[row] - expected[row]) < 1e-12) }
    #expect(abs(found.boundary - boundary) < 1e-12 && Set(found.values).count > 30)
    let probabilities = fitted.probabilities(of: others.matrix, on: Self.workers)
    #expect(probabilities == (combination == .ranks ? nil : found.values))
    #expect(
      try LearnerChoice.ensemble(ensemble).fit(
        world.matrix, world.targets, weights: rowWeights, seed: 4, on: WorkerPool(threadCount: 1)) == fitted)
  }

  @Test func `Two forests with the same parameters are two, and learners without chance stay the same`() throws {
    let world = Self.world(3)
    func members(_ text: String) throws -> [FittedModel] {
      let fitted = try LearnerChoice(text).fit(world.matrix, world.targets, seed: 1, on: Self.workers)
      if case .ensemble(let model) = fitted { return model.members.map(\.model) } else { return [] }
    }
    let forests = try members("mean(forest trees=5, forest trees=5)")
    #expect(forests.count == 2 && forests[0] != forests[1])
    let machines = try members("ranks(svm, svm)")
    #expect(machines.count == 2 && machines[0] == machines[1])
    #expect(try LearnerChoice("ranks(svm, svm)").draws == false)
    #expect(try LearnerChoice("ranks(svm, forest)").draws)
    #expect(try LearnerChoice("ranks(forest, extra-trees)").isSensitiveToScale == false)
    #expect(try LearnerChoice("ranks(forest, svm)").isSensitiveToScale)
    #expect(try LearnerChoice("ranks(forest, svm)").scoresByPlace)
    #expect(try LearnerChoice("mean(forest, logistic)").scoresByPlace == false)
  }

  @Test func `An ensemble can be calibrated, and calibrated learners be an ensemble`() throws {
    let world = Self.world(5)
    for text in ["platt(mean(forest trees=9, logistic)) folds=3", "mean(platt(svm) folds=3, forest trees=9)"] {
      let model = try LearnerChoice(text).fit(world.matrix, world.targets, seed: 1, on: Self.workers)
      let found = try #require(model.probabilities(of: world.matrix, on: Self.workers))
      #expect(found.allSatisfy { $0 > 0 && $0 < 1 } && model.learner.description == text)
    }
  }

  @Test func `What cannot score together is refused with a sentence`() {
    let world = Self.world(6)
    func said(_ learner: LearnerChoice) -> String {
      do {
        _ = try learner.fit(world.matrix, world.targets, seed: 0, on: Self.workers)
        return "no error"
      } catch { return error.description }
    }
    let forest = LearnerChoice.forest(RandomForest(treeCount: 2))
    func of(_ weights: [Double]) -> LearnerChoice {
      .ensemble(Ensemble(.ranks, of: weights.map { Ensemble.Member(forest, weight: $0) }))
    }
    #expect(said(of([])) == "learners together is 0, expected 2 or more")
    #expect(said(of([1])) == "learners together is 1, expected 2 or more")
    #expect(
      said(of([1, 0])) == "weight of forest trees=2 balance=none is 0.0, expected a number above 0")
    #expect(said(of([.infinity, 1])) == "weight of forest trees=2 balance=none is inf, expected a number above 0")
    #expect(said(of([2, 1])) == "no error")
    #expect(
      said(.ensemble(Ensemble(.probabilities, of: [Ensemble.Member(forest), Ensemble.Member(.elasU4)])))
        == "elas-u4 gives no probabilities: calibrate it, as in platt(elas-u4), or take the mean of ranks")
    #expect(
      said(.calibrated(Calibration(.platt, of: of([1, 1]))))
        == "ranks(forest trees=2 balance=none, forest trees=2 balance=none) scores rows by their places among others, which are no probabilities and cannot become some: calibrate the learners within it, and take their mean"
    )
  }
}
