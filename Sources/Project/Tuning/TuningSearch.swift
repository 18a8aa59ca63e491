import GarimpoEvaluation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import Synchronization

/// Successive halving: all candidates are compared on one fold, the better half on the next as well, and so on.
///
/// Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016; here the folds are
/// the resource. Who has the greater mean over the folds that were played is better; of equal ones the earlier candidate. The
/// recipe itself is never dropped, so that the gain over it is known.
struct TuningSearch {
  let items: Items
  let folds: TuningFolds
  let metric: TuningMetric
  let seed: UInt64
  let path: String

  /// A candidate with its figure in each fold that it was played in.
  struct Played: Sendable {
    var place: Int
    var figures: [Double] = []
    var mean: Double { figures.reduce(0, +) / Double(figures.count) }
  }

  /// What came of a search.
  struct Outcome {
    /// Those that were played in all folds, the best first.
    var finalists: [Played]
    /// How many models were fitted.
    var fitCount: Int
    /// Candidates that could not be fitted, with the reason.
    var refusals: [(place: Int, reason: String)]
  }

  /// Plays `candidates`, of which the first is the recipe.
  func run(
    _ candidates: [TuningSpace.Candidate], on workers: WorkerPool, observer: @escaping @Sendable (Int, Int) -> Void
  ) throws(Failure) -> Outcome {
    var open = candidates.indices.map { Played(place: $0) }
    var outcome = Outcome(finalists: [], fitCount: 0, refusals: [])
    let total = Self.fitCount(candidates.count, foldCount: folds.divisions.count)
    for (fold, division) in folds.divisions.enumerated() {
      if fold > 0 {
        let ordered = Self.ordered(open)
        let recipe = ordered.filter { $0.place == 0 }
        let others = ordered.filter { $0.place != 0 }
        open = recipe + others.prefix((open.count + 1) / 2)
      }
      let before = outcome.fitCount
      let results = try play(open.map { candidates[$0.place] }, division, on: workers) { observer(before + $0, total) }
      outcome.fitCount += open.count
      var kept: [Played] = []
      for (var played, result) in zip(open, results) {
        switch result {
        case .success(let figure):
          played.figures.append(figure)
          kept.append(played)
        case .failure(let reason): outcome.refusals.append((played.place, reason.text))
        }
      }
      open = kept
      guard open.contains(where: { $0.place == 0 }) else {
        throw Failure(
          .data,
          "\(path): the recipe itself cannot be learnt: \(outcome.refusals.first { $0.place == 0 }?.reason ?? "")")
      }
    }
    outcome.finalists = Self.ordered(open)
    return outcome
  }

  /// The models that a search of so many candidates fits, at most.
  static func fitCount(_ candidateCount: Int, foldCount: Int) -> Int {
    var (open, sum) = (candidateCount, candidateCount)
    for _ in 1..<max(1, foldCount) {
      open = min(open, (open + 1) / 2 + 1)
      sum += open
    }
    return sum
  }

  private static func ordered(_ played: [Played]) -> [Played] {
    played.sorted { ($0.mean, $1.place) > ($1.mean, $0.place) }
  }

  private struct Reason: Error { var text: String }

  /// The figure of each candidate in one fold. Features are made once for all learners that share them.
  private func play(
    _ candidates: [TuningSpace.Candidate], _ division: LabelledDivision, on workers: WorkerPool,
    observer: @escaping @Sendable (Int) -> Void
  ) throws(Failure) -> [Result<Double, Reason>] {
    let groups = Self.groups(candidates)
    let results = Mutex([Result<Double, Reason>?](repeating: nil, count: candidates.count))
    let done = Atomic(0)
    let targets = division.validation.map { items.labels[$0] == true }
    try workers.run(count: groups.count) { group, _ throws(Failure) in
      let made = features(candidates[groups[group][0]].features, division)
      for index in groups[group] {
        if workers.isCancelled { throw .cancelled }
        let result = made.flatMap { figure($0, candidates[index].learner, division, targets) }
        results.withLock { $0[index] = result }
        observer(done.wrappingAdd(1, ordering: .relaxed).newValue)
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  /// The indices of the candidates that share their features, in the order of the first of each.
  private static func groups(_ candidates: [TuningSpace.Candidate]) -> [[Int]] {
    var groups: [[Int]] = []
    var places: [[FeatureSpec]: Int] = [:]
    for (index, candidate) in candidates.enumerated() {
      if let place = places[candidate.features] {
        groups[place].append(index)
      } else {
        places[candidate.features] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  private struct Features {
    let training: CSRMatrix
    let validation: CSRMatrix
    let names: [String]
  }

  private func features(_ specs: [FeatureSpec], _ division: LabelledDivision) -> Result<Features, Reason> {
    do {
      let (pipeline, training) = try FeaturePipeline(specs: specs).fitTransform(items, rows: division.training)
      let validation = try pipeline.transform(items, rows: division.validation)
      return .success(Features(training: training, validation: validation, names: pipeline.featureNames))
    } catch {
      return .failure(Reason(text: "\(error)"))
    }
  }

  private func figure(
    _ features: Features, _ learner: LearnerChoice, _ division: LabelledDivision, _ targets: [Bool]
  ) -> Result<Double, Reason> {
    do {
      let known = division.training.map { items.labels[$0] == true }
      try RoundLearner(learner, targets: known).checkScale(features.training, features.names)
      let one = WorkerPool(threadCount: 1)
      let scores = try learner.fit(features.training, known, seed: seed, on: one).scores(
        of: features.validation, on: one)
      return .success(metric.figure(try RankingMetrics(scores: scores.values, targets: targets)))
    } catch {
      return .failure(Reason(text: "\(error)"))
    }
  }
}

/// By what candidates are compared.
enum TuningMetric: String, CaseIterable {
  case averagePrecision = "average-precision"
  case rocAUC = "roc-auc"

  func figure(_ metrics: RankingMetrics) -> Double {
    switch self {
    case .averagePrecision: metrics.averagePrecision
    case .rocAUC: metrics.rocAUC
    }
  }

  /// What a person calls it.
  var words: String {
    switch self {
    case .averagePrecision: "average precision"
    case .rocAUC: "ROC AUC"
    }
  }

  /// The figure of an order, and by how much it exceeds another's.
  func estimates(_ bootstrap: PairedBootstrap, of order: Int, minus other: Int) -> (of: Estimate, gain: Estimate) {
    switch self {
    case .averagePrecision:
      (bootstrap.averagePrecision(of: order), bootstrap.averagePrecision(of: order, minus: other))
    case .rocAUC: (bootstrap.rocAUC(of: order), bootstrap.rocAUC(of: order, minus: other))
    }
  }
}
