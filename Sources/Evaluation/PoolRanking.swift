/// How well a model orders a whole pool of which only some items are answered.
///
/// ```swift
/// let ranking = try PoolRanking(certain: chosen, random: drawn, frameCount: 930, seed: 0)
/// ranking.averagePrecision         // of all 1,000 items, with its 95 % interval
/// try ranking.recall(at: 200)      // the share of yes that the first 200 hold
/// ```
///
/// The pool has a certain part, of which every item is answered (those that the model chose), and a frame of `R` further
/// items, `n` of which were drawn at random and answered. Sums over the pool are estimated with weights (`RankedPositives`)
/// and divided by the estimated number of yes (Hájek, "Comment on a paper by D. Basu", 1971). The sums are unbiased; their
/// ratio is nearly so with many yes, and too low with few: the yes before a yes are counted in pairs of random yes.
///
/// **Items without a yes or no.** A random one is left out, as if it had not been drawn; one of the certain part is left
/// out of the pool, and the ranks closed up.
///
/// **Intervals** are the 2.5 and 97.5 % points over draws from a pool made of copies of the random items (`PoolResample`),
/// the certain part as it is; widened to the value where it lies outside, and kept within `[0, 1]`. They are too narrow
/// when few of the random items are yes. Tried on 2,000 simulated pools of 200 to 1,000 items (6 to 33 % yes, 20 items to a
/// quarter drawn, 300 resamples), they held the truth:
///
/// | yes among the random items | average precision | its mean error | recall in the first quarter |
/// |---|---|---|---|
/// | 1 to 4 | 68 % | −0.31 | 66 % |
/// | 5 to 9 | 92 % | −0.10 | 84 % |
/// | 10 to 19 | 94 % | −0.03 | 90 % |
/// | 20 and more | 94 % | −0.01 | 94 % |
///
/// So `isRough` marks those with fewer than 10. (Part of the error is the choice of rows: few yes are drawn by bad luck,
/// too.) Where no yes below the cut was drawn, recall is 1 without a width.
///
/// A census (`n = R`) has intervals without width, for nothing is left to chance.
///
/// Resample `b` draws from stream `b` of the seed: deterministic. Time: `resamples × (n + yes)` for each figure.
public struct PoolRanking: Sendable {
  /// The pool's average precision: over its yes, the mean share of yes among the items up to and with it.
  public let averagePrecision: Estimate
  /// Items in the pool.
  public let count: Int
  /// Yes among the random items, on which the intervals rest.
  public let randomPositiveCount: Int
  /// How many resamples are drawn.
  public let resampleCount: Int
  /// How many of them hold no yes at all and are left out.
  public let undefinedCount: Int

  /// Whether the interval holds the truth too seldom and the value is likely too low: fewer than 10 of the random items are
  /// yes, and there was more to draw. To be said beside the figure.
  public var isRough: Bool { randomPositiveCount < 10 && drawnCount < frameCount }

  private let positives: RankedPositives
  private let drawnCount: Int
  private let frameCount: Int
  private let seed: UInt64

  /// The estimate from the `certain` items and the `random` ones drawn from `frameCount` others, in `resamples` draws (at
  /// least 1). Ranks are distinct and at most `certain.count + frameCount`.
  ///
  /// Throws `EstimateError` if no item is a yes, or if the frame is not fully drawn and the random part has fewer than two
  /// items or no yes: then nothing is known of the yes that the model did not choose.
  public init(
    certain: [AskedItem], random: [AskedItem], frameCount: Int, resamples: Int = 1000, seed: UInt64
  ) throws(EstimateError) {
    precondition(resamples > 0 && random.count <= frameCount, "a resample, and a draw without replacement")
    let ranks = (certain + random).map(\.rank).sorted()
    precondition(zip(ranks, ranks.dropFirst()).allSatisfy { $0 < $1 }, "ranks are distinct")
    precondition((ranks.last ?? 0) <= certain.count + frameCount, "ranks are those of the pool")
    let found = random.filter(\.isPositive)
    if random.count < frameCount {
      guard !random.isEmpty else { throw .noRandomItems }
      guard random.count > 1 else { throw .oneRandomItem(frameCount: frameCount) }
      guard !found.isEmpty else { throw .noRandomPositives(drawn: random.count, frameCount: frameCount) }
    }
    guard !found.isEmpty || certain.contains(where: \.isPositive) else {
      throw .noPositives(answered: certain.count + random.count)
    }
    positives = RankedPositives(
      certain: certain.filter(\.isPositive).map(\.rank), random: found.map(\.rank), drawnCount: random.count,
      frameCount: frameCount)
    count = certain.count + frameCount
    randomPositiveCount = found.count
    resampleCount = resamples
    drawnCount = random.count
    self.frameCount = frameCount
    self.seed = seed
    let positives = positives
    let sample = Self.resampled(
      resamples, PoolResample(positiveCount: found.count, drawnCount: random.count, frameCount: frameCount), seed
    ) { positives.precisionTotals($0) }
    averagePrecision = Self.estimate(
      positives.precisionTotals([Int](repeating: 1, count: found.count)), sample)
    undefinedCount = resamples - sample.count
  }

  /// The share of the pool's yes that are among its first `k` items.
  ///
  /// Throws `EstimateError.cutOutOfRange` unless `k` is in `1 ... count`.
  public func recall(at k: Int) throws(EstimateError) -> Estimate {
    guard k >= 1, k <= count else { throw .cutOutOfRange(k: k, count: count) }
    let sample = Self.resampled(
      resampleCount,
      PoolResample(positiveCount: randomPositiveCount, drawnCount: drawnCount, frameCount: frameCount), seed
    ) { positives.foundTotals(at: k, $0) }
    return Self.estimate(positives.foundTotals(at: k, [Int](repeating: 1, count: randomPositiveCount)), sample)
  }
}

extension PoolRanking {
  /// The ratio of the two totals in each resample that has a yes.
  private static func resampled(
    _ count: Int, _ start: PoolResample, _ seed: UInt64, _ totals: ([Int]) -> (part: Double, positives: Double)
  ) -> [Double] {
    var resample = start
    var ratios: [Double] = []
    for index in 0..<count {
      resample.draw(seed: seed, index: index)
      let (part, positives) = totals(resample.multiplicities)
      if positives > 0 { ratios.append(part / positives) }
    }
    return ratios
  }

  /// A share with the interval of its resamples; without any, the share alone.
  private static func estimate(_ totals: (part: Double, positives: Double), _ sample: [Double]) -> Estimate {
    let value = min(totals.part / totals.positives, 1)
    guard !sample.isEmpty else { return Estimate(value: value, low: value, high: value) }
    let (low, high) = Percentile.interval95(sample)
    return Estimate(value: value, low: min(low, value), high: min(max(high, value), 1))
  }
}
