import Foundation
import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

struct LearnerChoiceTests {
  private static let workers = WorkerPool(threadCount: 2)

  /// Every value that a word stands for, one changed at a time, and some changed together.
  private static let choices: [LearnerChoice] = {
    var choices: [LearnerChoice] = []
    for loss in [LinearLoss.logistic, .squaredHinge] {
      for balance in [ClassBalance.none, .balanced, .ratio(9.8), .ratio(0.1 + 0.2)] {
        for cost in [0.11, 1, 1e-7, 1e300, 1.0 / 3] {
          choices.append(.linear(LinearClassifier(loss, cost: cost, balance: balance)))
        }
        for kind in [NaiveBayes.Kind.multinomial, .complement] {
          choices.append(.naiveBayes(NaiveBayes(kind, smoothing: 0.01, balance: balance)))
          choices.append(.naiveBayes(NaiveBayes(kind, balance: balance)))
        }
      }
      for penalty in [LinearClassifier.Penalty.squared, .absolute] {
        for intercept in [LinearClassifier.Intercept.free, .penalised, .none] {
          var parameters = LinearClassifier(loss)
          (parameters.penalty, parameters.intercept) = (penalty, intercept)
          (parameters.tolerance, parameters.maxIterations) = (1e-9, 17)
          choices.append(.linear(parameters))
        }
      }
    }
    for weight in [ClassWeight.none, .balanced, .balancedSubsample] {
      for features in [MaxFeatures.squareRoot, .log2, .share(0.5), .share(1), .share(1e-5), .count(1), .count(.max)] {
        for limits in [TreeLimits(), TreeLimits(minSamplesLeaf: 3, minSamplesSplit: 9, maxDepth: 4)] {
          choices.append(.forest(RandomForest(classWeight: weight, maxFeatures: features, limits: limits)))
          var trees = RandomForest.extraTrees(
            treeCount: 7, classWeight: weight, maxFeatures: features, limits: limits)
          choices.append(.forest(trees))
          (trees.bootstrap, trees.scoresOutOfBag) = (true, true)
          choices.append(.forest(trees))
        }
      }
    }
    for method in Calibration.Method.allCases {
      for learner in [choices[0], choices[90]] {
        choices.append(.calibrated(Calibration(method, of: learner)))
        choices.append(.calibrated(Calibration(method, of: learner, foldCount: 12)))
      }
      choices.append(.calibrated(Calibration(method, of: choices[choices.count - 1], foldCount: 2)))
    }
    for combination in Ensemble.Combination.allCases {
      for weights in [[1.0, 1], [2, 1], [0.1 + 0.2, 1e-9]] {
        let members = [
          Ensemble.Member(.calibrated(Calibration(.platt, of: choices[0], foldCount: 3)), weight: weights[0]),
          Ensemble.Member(.naiveBayes(NaiveBayes(.complement)), weight: weights[1]),
        ]
        choices.append(.ensemble(Ensemble(combination, of: members)))
      }
    }
    choices.append(.ensemble(Ensemble(.ranks, of: choices[0..<9].map { Ensemble.Member($0) })))
    return choices + LearnerName.allCases.map(\.standard)
  }()

  @Test func `Every learner is read again from its text, and from JSON`() throws {
    #expect(Set(Self.choices.map(\.description)).count == Set(Self.choices).count)
    for choice in Self.choices {
      #expect(try LearnerChoice(choice.description) == choice, "\(choice)")
      let json = try JSONEncoder().encode([choice])
      #expect(try JSONDecoder().decode([LearnerChoice].self, from: json) == [choice])
    }
    #expect(try JSONEncoder().encode([LearnerChoice.elasU4]) == Data(#"["elas-u4"]"#.utf8))
    do {
      _ = try JSONDecoder().decode([LearnerChoice].self, from: Data(#"["svm cost"]"#.utf8))
      Issue.record("half a parameter was read")
    } catch DecodingError.dataCorrupted(let context) {
      #expect(
        context.debugDescription
          == "learner: \"cost\" after svm; expected parameters with their values, as in svm name=value")
    }
  }

  @Test(
    arguments: [
      ("forest", "forest"), ("  svm \t cost=0.11   ratio=9.8\n", "elas-u4"), ("svm cost=0.110 ratio=9.8", "elas-u4"),
      ("elas-u4", "elas-u4"), ("svm ratio=9.8", "svm ratio=9.8"), ("svm balance=balanced cost=1e0", "svm"),
      ("logistic steps=9 cost=2.0", "logistic cost=2 steps=9"),
      ("logistic penalty=absolute intercept=none", "logistic penalty=absolute intercept=none"),
      ("naive-bayes balance=none smoothing=.5", "naive-bayes smoothing=0.5 balance=none"),
      ("complement-naive-bayes balance=balanced", "complement-naive-bayes balance=balanced"),
      ("extra-trees trees=500 features=log2 leaf=2", "extra-trees trees=500 features=log2 leaf=2"),
      (
        "forest features=0.5 split=4 depth=7 bootstrap=no balance=subsample",
        "forest balance=subsample features=0.5 split=4 depth=7 bootstrap=no"
      ),
      ("forest features=1 depth=none", "forest features=1"), ("forest features=1.0", "forest features=1.0"),
      ("extra-trees out-of-bag=yes bootstrap=yes", "extra-trees bootstrap=yes out-of-bag=yes"),
      ("platt ( svm cost=2 )folds=3", "platt(svm cost=2) folds=3"), ("isotonic(forest)", "isotonic(forest)"),
      ("mean(forest, logistic cost=2) weights=2.0:1", "mean(forest, logistic cost=2) weights=2:1"),
      ("mean(forest,logistic ,naive-bayes) weights=1:1:1", "mean(forest, logistic, naive-bayes)"),
      ("ranks(svm, ranks(svm, mean(forest, platt(svm))))", "ranks(svm, ranks(svm, mean(forest, platt(svm))))"),
      ("platt(isotonic(platt(platt(svm)))) folds=5", "platt(isotonic(platt(platt(svm))))"),
    ])
  func `A learner has one text`(text: String, canonical: String) throws {
    #expect(try LearnerChoice(text).description == canonical)
  }

  @Test func `A name alone is what a simulation plays`() throws {
    #expect(
      LearnerChoice.names
        == ["elas-u4", "svm", "logistic", "naive-bayes", "complement-naive-bayes", "forest", "extra-trees"])
    #expect(try LearnerChoice("svm") == .linear(LinearClassifier(.squaredHinge, balance: .balanced)))
    #expect(try LearnerChoice("logistic") == .linear(LinearClassifier(.logistic, balance: .balanced)))
    #expect(try LearnerChoice("naive-bayes") == .naiveBayes(NaiveBayes(.multinomial, balance: .balanced)))
    #expect(try LearnerChoice("complement-naive-bayes") == .naiveBayes(NaiveBayes(.complement)))
    #expect(try LearnerChoice("forest") == .forest(RandomForest(treeCount: 100, classWeight: .balanced)))
    #expect(try LearnerChoice("extra-trees") == .forest(.extraTrees(treeCount: 100, classWeight: .balanced)))
  }

  private static let names =
    "elas-u4, svm, logistic, naive-bayes, complement-naive-bayes, forest, extra-trees, "
    + "platt(LEARNER), isotonic(LEARNER), mean(LEARNER, LEARNER) or ranks(LEARNER, LEARNER)"

  @Test(
    arguments: [
      ("", "nothing where a name belongs; expected \(names)"),
      ("cost=1", "\"cost=1\" where a name belongs; expected \(names)"),
      ("oracle", "\"oracle\" is not known; expected \(names)"),
      ("SVM", "\"SVM\" is not known; expected \(names)"),
      (
        "svm trees=3",
        "svm has no parameter \"trees\"; expected cost, balance, ratio, penalty, intercept, tolerance or steps"
      ),
      ("naive-bayes cost=3", "naive-bayes has no parameter \"cost\"; expected smoothing, balance or ratio"),
      (
        "forest ratio=2",
        "forest has no parameter \"ratio\"; expected trees, balance, features, leaf, split, depth, bootstrap or out-of-bag"
      ),
      ("elas-u4 cost=1", "elas-u4 has no parameter \"cost\"; it has none, leave it out"),
      ("svm cost", "\"cost\" after svm; expected parameters with their values, as in svm name=value"),
      ("svm =3", "\"=3\" after svm; expected parameters with their values, as in svm name=value"),
      ("svm forest", "\"forest\" after svm; expected parameters with their values, as in svm name=value"),
      ("svm cost=", "cost of svm is \"\", expected a number above 0"),
      ("svm cost=0", "cost of svm is \"0\", expected a number above 0"),
      ("svm cost=nan", "cost of svm is \"nan\", expected a number above 0"),
      ("svm cost=inf", "cost of svm is \"inf\", expected a number above 0"),
      ("svm cost=1=2", "cost of svm is \"1=2\", expected a number above 0"),
      ("svm ratio=-1", "ratio of svm is \"-1\", expected a number above 0"),
      ("svm balance=9.8", "balance of svm is \"9.8\", expected none or balanced"),
      ("logistic penalty=l1", "penalty of logistic is \"l1\", expected squared or absolute"),
      ("logistic intercept=0", "intercept of logistic is \"0\", expected free, penalised or none"),
      ("logistic steps=0", "steps of logistic is \"0\", expected a whole number, 1 or more"),
      ("forest trees=1000001", "trees of forest is \"1000001\", expected a whole number, 1 to 1000000"),
      ("forest split=1", "split of forest is \"1\", expected a whole number, 2 or more"),
      ("forest depth=0", "depth of forest is \"0\", expected a whole number, 1 or more, or none"),
      (
        "forest features=1.5",
        "features of forest is \"1.5\", expected sqrt, log2, a whole number, 1 or more, or a share above 0 as 0.5"
      ),
      (
        "forest features=0",
        "features of forest is \"0\", expected sqrt, log2, a whole number, 1 or more, or a share above 0 as 0.5"
      ),
      ("forest bootstrap=true", "bootstrap of forest is \"true\", expected no or yes"),
      ("svm cost=1 cost=1", "cost of svm is there twice; give it one value"),
      ("svm ratio=2 balance=none", "balance and ratio of svm contradict each other; leave one out"),
      ("svm(forest)", "\"(\" after svm; expected parameters with their values, as in svm name=value"),
      ("svm, forest", "\",\" after svm; expected parameters with their values, as in svm name=value"),
      ("platt(svm))", "\")\" after platt; expected parameters with their values, as in platt name=value"),
      ("platt", "platt without learners; expected platt(LEARNER)"),
      ("isotonic folds=3", "isotonic without learners; expected isotonic(LEARNER)"),
      ("platt()", "\")\" where a name belongs; expected \(names)"),
      ("platt(svm,", "nothing where a name belongs; expected \(names)"),
      ("platt(svm", "the end after a learner in platt; expected a comma or a closing parenthesis"),
      ("platt(svm (", "\"(\" after a learner in platt; expected a comma or a closing parenthesis"),
      ("platt(svm, forest)", "2 learners in platt, expected one"),
      ("mean", "mean without learners; expected mean(LEARNER, LEARNER)"),
      ("mean(forest)", "learners together is 1, expected 2 or more"),
      (
        "mean(forest, logistic) weights=1",
        "weights of mean is \"1\", expected a number above 0 for each learner, as in 2:1"
      ),
      (
        "ranks(forest, logistic) weights=1:0",
        "weights of ranks is \"1:0\", expected a number above 0 for each learner, as in 2:1"
      ),
      (
        "mean(forest, svm cost=2)",
        "svm cost=2 gives no probabilities: calibrate it, as in platt(svm cost=2), or take the mean of ranks"
      ),
      (
        "mean(forest, ranks(forest, forest))",
        "ranks(forest, forest) scores rows by their places among others, which are no probabilities and cannot become some: calibrate the learners within it, and take their mean"
      ),
      (
        "platt(ranks(forest, svm))",
        "ranks(forest, svm) scores rows by their places among others, which are no probabilities and cannot become some: calibrate the learners within it, and take their mean"
      ),
      ("platt(svm) folds=1", "folds of platt is \"1\", expected a whole number, 2 or more"),
      ("platt(svm) cost=1", "platt has no parameter \"cost\"; expected folds"),
      (
        "platt(platt(platt(platt(platt(svm)))))",
        "learners within learners are more than 4 deep; expected at most 4"
      ),
      (
        "extra-trees out-of-bag=yes",
        "out-of-bag=yes and bootstrap=no of extra-trees contradict each other; leave one out"
      ),
    ])
  func `A text that names no learner is refused with a sentence`(text: String, message: String) {
    do {
      let learner = try LearnerChoice(text)
      Issue.record("\(learner) was read")
    } catch { #expect(error.description == "learner: " + message) }
  }

  private static func positive(_ seed: UInt64) -> World {
    var world = World.random(rowCount: 40, columnCount: 12, seed: seed)
    world.rows = world.rows.map { $0.map { abs($0) / 500 } }
    return world
  }

  private static let named = LearnerName.allCases.map(\.standard)

  @Test(arguments: named)
  func `A learner gives the scores of the model that it stands for`(learner: LearnerChoice) throws {
    let world = Self.positive(4)
    // Trees that see all rows know these by heart.
    let others = Self.positive(9).matrix
    let workers = Self.workers
    let model = try learner.fit(world.matrix, world.targets, seed: 6, on: workers)
    let scores = model.scores(of: others, on: workers)
    let expected: (scores: [Double], boundary: Double, probabilities: [Float]?) =
      switch learner {
      case .linear(let parameters):
        try {
          let model = try parameters.fit(world.matrix, world.targets, on: workers)
          let probabilities = parameters.loss == .logistic ? model.probabilities(of: others, on: workers) : nil
          return (model.decisionValues(of: others, on: workers), 0, probabilities)
        }()
      case .naiveBayes(let parameters):
        try {
          let model = try parameters.fit(world.matrix, world.targets)
          return (
            model.decisionValues(of: others, on: workers), 0, model.probabilities(of: others, on: workers)
          )
        }()
      case .forest(let parameters):
        try {
          let found = try parameters.fit(world.matrix, world.targets, seed: 6, on: workers)
            .probabilities(of: others, on: workers)
          return (found.map(Double.init), 0.5, found)
        }()
      default: ([], 0, nil)
      }
    #expect(scores == ModelScores(expected.scores, boundary: expected.boundary))
    #expect(Set(scores.values).count > 10)
    #expect(model.probabilities(of: others, on: workers).map { $0.map { Float($0) } } == expected.probabilities)
    #expect(learner.givesProbabilities == (expected.probabilities != nil))
    #expect(model.learner == learner && model.columnCount == 12)
    #expect(try learner.fit(world.matrix, world.targets, seed: 6, on: WorkerPool(threadCount: 1)) == model)
    #expect((try learner.fit(world.matrix, world.targets, seed: 7, on: workers) != model) == learner.draws)
  }

  @Test(arguments: named)
  func `A row of weight 0 is not there, and weights reach every learner`(learner: LearnerChoice) throws {
    let world = Self.positive(5)
    let rows = (0..<40).filter { $0 % 4 != 3 }
    func scores(_ weights: [Double]?, _ rows: [Int]) throws -> ModelScores {
      try learner.fit(
        world.matrix.selecting(rows: rows), rows.map { world.targets[$0] }, weights: weights, seed: 1,
        on: Self.workers
      ).scores(of: Self.positive(9).matrix, on: Self.workers)
    }
    let all = Array(0..<40)
    #expect(try scores(all.map { $0 % 4 == 3 ? 0 : 2 }, all) == scores(rows.map { _ in 2 }, rows))
    #expect(try scores(all.map { Double(1 + $0 % 3) }, all) != scores(nil, all))
    #expect(
      throws: LearningError.oneClassOnly(isPositive: false, rowCount: world.targets.count { !$0 }),
      "a class that weighs nothing is not there"
    ) { try scores(world.targets.map { $0 ? 0 : 1 }, all) }
    #expect(throws: LearningError.noRows) { try scores(all.map { _ in 0 }, all) }
  }

  @Test func `A linear model starts from the last, other learners begin anew`() throws {
    let world = Self.positive(6)
    for learner in Self.named {
      let cold = try learner.fit(world.matrix, world.targets, seed: 3, on: Self.workers)
      let warm = try learner.fit(world.matrix, world.targets, seed: 3, from: cold, on: Self.workers)
      if case .linear(let model) = warm { #expect(model.iterationCount == 0) } else { #expect(warm == cold) }
    }
    let forest = try Self.named[5].fit(world.matrix, world.targets, seed: 3, on: Self.workers)
    let svm = try Self.named[0].fit(world.matrix, world.targets, seed: 3, from: forest, on: Self.workers)
    #expect(svm == (try Self.named[0].fit(world.matrix, world.targets, seed: 3, on: Self.workers)))
  }
}
