import GarimpoEvaluation
import GarimpoStore

extension OpenProject {
  /// How many yes are left to find, and how well the order finds them, from the items drawn at random alone.
  public func estimate(_ options: EstimateOptions) throws(Failure) -> PoolEstimate {
    switch try possibleEstimate(options) {
    case .success(let estimate): return estimate
    case .failure(let none): throw none.failure
    }
  }

  /// ``estimate(_:)``, or what it lacks yet. It fails only where something is wrong, or there is no round.
  public func possibleEstimate(_ options: EstimateOptions) throws(Failure) -> Result<PoolEstimate, NoEstimate> {
    try options.check()
    let found = try read { snapshot -> Result<(RandomSlices, Int), NoEstimate> in
      do {
        return .success((try RandomSlices(snapshot, path: path), try UnreadItems(snapshot).count))
      } catch let none as NoEstimate {
        return .failure(none)
      }
    }
    let slices: RandomSlices
    let allUnreadCount: Int
    switch found {
    case .success(let parts): (slices, allUnreadCount) = parts
    case .failure(let none): return .failure(none)
    }
    let rest: RemainingPositives
    do throws(EstimateError) {
      rest = try RemainingPositives(
        slices: slices.slices, removedPositiveCount: slices.removedPositiveCount,
        unlabelledCount: slices.unlabelledCount, level: options.level)
    } catch {
      let failure = Failure(error, path: path)
      guard case .nothingDecided = error else { throw failure }
      return .failure(NoEstimate(.nothingDecided, failure))
    }
    let drawnCount = slices.slices.reduce(0) { $0 + $1.drawnCount }
    let openCount = slices.slices.reduce(0) { $0 + $1.unansweredCount }
    let isWide = (rest.remaining.high - rest.remaining.low) * 2 > Double(slices.unlabelledCount)
    var estimate = PoolEstimate(
      project: path, round: Int(slices.rounds[0].record.id),
      slices: zip(slices.rounds, slices.slices).map {
        .init(
          round: Int($0.record.id), frameCount: $1.frameCount, drawnCount: $1.drawnCount, yesCount: $1.positiveCount,
          noCount: $1.negativeCount, undecidedCount: $1.undecidedCount, unansweredCount: $1.unansweredCount)
      },
      level: options.level, frameCount: rest.frameCount, unreadCount: slices.unlabelledCount,
      allUnreadCount: allUnreadCount, foundCount: rest.foundCount, remaining: rest.remaining, positives: rest.positives,
      prevalence: rest.prevalence,
      uncoveredHardCount: slices.uncoveredHardCount, laterItemCount: slices.laterItemCount,
      droppedRoundCount: slices.droppedRoundCount, isTooFew: 2 * openCount >= drawnCount || isWide)
    do throws(EstimateError) {
      try addRanking(to: &estimate, slices, options)
    } catch {
      // The sentence begins with where it comes from, which the text says otherwise.
      estimate.rankingNote = "\(error)".split(separator: ": ", maxSplits: 1).last.map(String.init)
    }
    return .success(estimate)
  }

  /// Adds how well the newest of the rounds orders its pool: an item of its batch was in no training set of its model.
  private func addRanking(
    to estimate: inout PoolEstimate, _ slices: RandomSlices, _ options: EstimateOptions
  ) throws(EstimateError) {
    let round = slices.rounds[slices.rounds.count - 1]
    let record = round.record
    // Hard items without a yes or no are left out of the pool, and the ranks closed up.
    let left = round.hard.filter { slices.target(of: $0.item) == nil }.map(\.rank).sorted()
    func asked(_ items: [BatchItem], _ target: (BatchItem) -> Bool?) -> [AskedItem] {
      items.compactMap { item in
        target(item).map { AskedItem(rank: item.rank - left.count { $0 < item.rank }, isPositive: $0) }
      }
    }
    let ranking = try PoolRanking(
      certain: asked(round.hard) { slices.target(of: $0.item) },
      random: asked(round.random) { round.answered[$0.item]?.target },
      frameCount: record.figures.askableCount - round.hard.count,
      seed: RandomPurpose.intervals.seed(from: record.seed))
    var recalls: [PoolEstimate.Recall] = []
    let cuts = Set(options.cuts).sorted()
    for cut in cuts where cut <= ranking.count {
      recalls.append(.init(k: cut, recall: try ranking.recall(at: cut)))
    }
    estimate.ranking = .init(
      round: Int(record.id), count: ranking.count, averagePrecision: ranking.averagePrecision, recall: recalls,
      randomYesCount: ranking.randomPositiveCount, isRough: ranking.isRough)
    let beyond = cuts.filter { $0 > ranking.count }
    if !beyond.isEmpty {
      estimate.rankingNote =
        "The pool has \(Text.count(ranking.count, "item")): no recall at "
        + "\(Text.alternatives(beyond.map(Text.grouped)))."
    }
  }
}
