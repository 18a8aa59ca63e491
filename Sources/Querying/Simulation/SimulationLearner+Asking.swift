import GarimpoEvaluation
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix

extension SimulationLearner {
  /// The members of a committee of bootstrap samples, unless a way of asking says otherwise.
  static let usualMemberCount = 10

  /// What people call it.
  var name: String {
    switch self {
    case .linear(let parameters):
      parameters.loss == .logistic ? "logistic regression" : "a support vector machine"
    case .naiveBayes: "naive Bayes"
    case .forest: "a forest"
    case .calibrated: "a calibrated learner"
    case .ensemble: "an ensemble"
    }
  }

  /// Throws if a way of asking needs what the learner does not have, or has a parameter without an effect.
  func check(_ mix: AskingMix) throws(SimulationError) {
    for strategy in mix.parts.map(\.strategy) {
      let needs = strategy.needs
      func refuse(unless holds: Bool, _ needed: String, _ advice: String) throws(SimulationError) {
        if !holds { throw .unserved(strategy, learner: name, needed: needed, advice: advice) }
      }
      var (isForest, isLogistic) = (false, false)
      switch self {
      case .forest: isForest = true
      case .linear(let parameters): isLogistic = parameters.loss == .logistic
      case .naiveBayes, .calibrated, .ensemble: break
      }
      try refuse(unless: isForest || !needs.contains(.trees), "the trees of a forest", "choose a forest")
      try refuse(
        unless: isLogistic || !needs.contains(.refits), "a logistic regression that is fitted again for each candidate",
        "choose logistic regression")
      try refuse(
        unless: scale != .margin || !needs.contains(.probabilities), "probabilities",
        "choose logistic regression, naive Bayes or a forest")
      try refuse(
        unless: !isForest || strategy.memberCount == nil, "a learner of which a number of members can be made",
        "leave the number out: the members are the trees")
    }
    guard Set(mix.parts.compactMap { $0.strategy.memberCount }).count <= 1 else { throw .twoCommittees(mix) }
  }

  /// Throws if a stopping rule cannot be watched in a simulation of it, or is there twice.
  func check(_ rules: [StoppingRule]) throws(SimulationError) {
    for (place, rule) in rules.enumerated() {
      guard !rules[..<place].contains(rule) else { throw .repeatedRule(rule) }
      switch rule {
      case .metricPlateau:
        throw .unwatched(rule, lacks: "no metric is measured here", advice: "leave it out, or use yield-plateau")
      case .minutes(let minutes, nil):
        throw .unwatched(
          rule, lacks: "nobody looks at the clock here",
          advice: "say how many seconds a label takes, as in \(StoppingRule.minutes(minutes, pace: 20))")
      case .quantCI where scale == .margin:
        throw .unwatched(
          rule, lacks: "\(name) gives no probabilities",
          advice: "choose logistic regression, naive Bayes or a forest, or calibrate the learner, as in platt(svm)")
      default: break
      }
    }
  }

  /// A committee of `memberCount` learners, each fitted to rows drawn with replacement, as many of either answer as there are:
  /// so every member knows both.
  ///
  /// Member m draws from stream m of the seed. Not for forests, whose trees are members already.
  ///
  /// - Complexity: O(members · a fit).
  func committee(
    _ memberCount: Int, known: [Int], _ pile: SimulationPile, seed: UInt64, on workers: WorkerPool
  ) throws(LearningError) -> QueryCommittee {
    let rows = pile.matrix.selecting(rows: known)
    let targets = known.map { pile.targets[$0] }
    var probabilities: [Float] = []
    for member in 0..<memberCount {
      var generator = SplitMix64(seed: seed, stream: UInt64(member))
      var counts = [Double](repeating: 0, count: known.count)
      for answer in [true, false] {
        let places = targets.indices.filter { targets[$0] == answer }
        for _ in places { counts[places[generator.next(below: places.count)]] += 1 }
      }
      let scores = try fit(rows, targets, weights: counts, seed: generator.next(), on: workers)
        .scores(of: pile.matrix, on: workers)
      // A margin has its boundary at 0.
      let shift = scale == .margin ? scores.boundary : 0
      probabilities += scores.values.map { Float(scale.probability(of: $0 - shift)) }
    }
    return QueryCommittee(probabilities: probabilities, itemCount: pile.itemCount)
  }
}
