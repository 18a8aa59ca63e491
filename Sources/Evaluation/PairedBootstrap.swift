public import GarimpoKernels
import Synchronization

/// How far average precision and ROC AUC might have come out otherwise, for several orders of the same items at once.
///
/// ```swift
/// let bootstrap = try PairedBootstrap(orders: [model, byViews], targets: targets, seed: 0)
/// bootstrap.averagePrecision(of: 0)             // with its 95 % interval
/// bootstrap.averagePrecision(of: 0, minus: 1)   // above 0 throughout: the model is better than the order by views
/// ```
///
/// Items are drawn with replacement, as many as there are, and every order is measured on the same draws: the difference
/// of two orders is then far less uncertain than either (paired). Intervals are the 2.5 and 97.5 % points of the resampled
/// figures: Efron, "Bootstrap methods: another look at the jackknife", 1979; DiCiccio and Efron, "Bootstrap confidence
/// intervals", 1996.
///
/// Items are drawn whatever their label, not yes and no apart: how many yes there are is chance too, and average precision
/// hangs on it. Tried on normal scores (600 data sets of 400 resamples): with 270 items of which 13 % are yes, the
/// interval for average precision held the true value in 91, 93 and 93 % of the sets at a ROC AUC of 0.59, 0.76 and 0.92,
/// and in 95 % with 1,000 items; with yes and no drawn apart in 81, 87, 91 and 92 %. That for ROC AUC: 95, 94, 91, 95 %.
/// So with few yes the intervals are a little narrow, and that for average precision lies a little high (resamples repeat
/// their hits).
///
/// A resample without a yes or without a no has no figures. It is left out and counted in `undefinedCount`; intervals then
/// speak for data that hold both.
///
/// Resample `b` draws from stream `b` of the seed: a result is a function of orders, targets, count and seed, not of the
/// number of threads. Time: `resamples × items × orders`.
public struct PairedBootstrap: Sendable {
  /// How many resamples were drawn.
  public let resampleCount: Int
  /// How many of them held one class only and are left out.
  public let undefinedCount: Int
  /// How many orders are measured.
  public var orderCount: Int { orders.count }

  let orders: [BootstrapOrder]
  let targets: [Bool]
  let seed: UInt64
  /// Which resamples have both classes, ascending.
  let defined: [Int]
  private let actual: [BootstrapOrder.Figures]
  /// Average precision of each order (outer) in each defined resample (inner).
  private let averagePrecisions: [[Double]]
  private let rocAUCs: [[Double]]

  /// Measures `orders` (scores of the same items, higher speaks for yes) against `targets` in `resamples` draws (at least 1).
  ///
  /// Throws `MetricError` for no items, an order of another length, NaN, labels that are all equal, or if no resample holds
  /// both classes.
  public init(
    orders scores: [[Double]], targets: [Bool], resamples: Int = 1000, seed: UInt64, on pool: WorkerPool? = nil
  ) throws(MetricError) {
    precondition(resamples > 0, "there must be a resample")
    let positives = targets.count { $0 }
    guard !targets.isEmpty else { throw .empty }
    guard positives > 0, positives < targets.count else {
      throw .oneClassOnly(positives: positives, negatives: targets.count - positives)
    }
    for order in scores {
      guard order.count == targets.count else {
        throw .unequalLengths(scores: order.count, targets: targets.count)
      }
      if let row = order.firstIndex(where: \.isNaN) { throw .notANumber(row: row) }
    }
    let orders = scores.map { BootstrapOrder(scores: $0, targets: targets) }
    let once = [Int32](repeating: 1, count: targets.count)
    actual = orders.map { $0.figures(once, positives: positives, negatives: targets.count - positives) }
    let blocks = try Self.measure(orders, targets, resamples, seed, pool)
    defined = blocks.flatMap(\.defined)
    guard !defined.isEmpty else {
      throw .noUsableResample(resamples: resamples, positives: positives, negatives: targets.count - positives)
    }
    averagePrecisions = orders.indices.map { order in blocks.flatMap { $0.averagePrecisions[order] } }
    rocAUCs = orders.indices.map { order in blocks.flatMap { $0.rocAUCs[order] } }
    resampleCount = resamples
    undefinedCount = resamples - defined.count
    self.orders = orders
    self.targets = targets
    self.seed = seed
  }
}

extension PairedBootstrap {
  /// The average precision of an order with its interval.
  public func averagePrecision(of order: Int) -> Estimate {
    estimate(actual[order].averagePrecision, averagePrecisions[order])
  }

  /// The ROC AUC of an order with its interval.
  public func rocAUC(of order: Int) -> Estimate {
    estimate(actual[order].rocAUC, rocAUCs[order])
  }

  /// By how much the average precision of `order` exceeds that of `other`, with its interval.
  public func averagePrecision(of order: Int, minus other: Int) -> Estimate {
    estimate(
      actual[order].averagePrecision - actual[other].averagePrecision,
      zip(averagePrecisions[order], averagePrecisions[other]).map { $0 - $1 })
  }

  /// By how much the ROC AUC of `order` exceeds that of `other`, with its interval.
  public func rocAUC(of order: Int, minus other: Int) -> Estimate {
    estimate(actual[order].rocAUC - actual[other].rocAUC, zip(rocAUCs[order], rocAUCs[other]).map { $0 - $1 })
  }

  private func estimate(_ value: Double, _ sample: [Double]) -> Estimate {
    let (low, high) = Percentile.interval95(sample)
    return Estimate(value: value, low: low, high: high)
  }
}

extension PairedBootstrap {
  /// What a run of neighbouring resamples gave.
  private struct Block: Sendable {
    var defined: [Int] = []
    var averagePrecisions: [[Double]]
    var rocAUCs: [[Double]]
  }

  private static func measure(
    _ orders: [BootstrapOrder], _ targets: [Bool], _ resamples: Int, _ seed: UInt64, _ pool: WorkerPool?
  ) throws(MetricError) -> [Block] {
    let length = 64
    let empty = [[Double]](repeating: [], count: orders.count)
    let blockCount = (resamples + length - 1) / length
    let blocks = Mutex([Block](repeating: Block(averagePrecisions: empty, rocAUCs: empty), count: blockCount))
    let workers = pool ?? WorkerPool(threadCount: 1)
    try workers.run(count: blockCount) { (unit, _) throws(MetricError) in
      var block = Block(averagePrecisions: empty, rocAUCs: empty)
      var resample = Resample(targets: targets)
      for index in unit * length..<min(resamples, (unit + 1) * length) {
        guard !workers.isCancelled else { throw .cancelled }
        resample.draw(seed: seed, index: index)
        guard resample.positiveCount > 0, resample.positiveCount < targets.count else { continue }
        block.defined.append(index)
        for order in orders.indices {
          let figures = orders[order].figures(
            resample.multiplicities, positives: resample.positiveCount,
            negatives: targets.count - resample.positiveCount)
          block.averagePrecisions[order].append(figures.averagePrecision)
          block.rocAUCs[order].append(figures.rocAUC)
        }
      }
      blocks.withLock { $0[unit] = block }
    }
    return blocks.withLock { $0 }
  }
}
