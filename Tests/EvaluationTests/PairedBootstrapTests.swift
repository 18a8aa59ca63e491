import GarimpoEvaluation
import GarimpoKernels
import Synchronization
import Testing

@Suite struct PairedBootstrapTests {
  struct World {
    var orders: [[Double]]
    var targets: [Bool]

    init(count: Int, levels: [Int], share: Int, seed: UInt64) {
      var random = SplitMix64(seed: seed)
      targets = [true, false] + (2..<max(2, count)).map { _ in random.next(below: share) == 0 }
      let targets = targets
      orders = levels.map { level in
        targets.map { Double(random.next(below: level)) + ($0 ? Double(level) / 5 : 0) }
      }
    }

    /// The rows of each resample, drawn as documented: from a stream of its own.
    func resamples(_ count: Int, seed: UInt64) -> [[Int]] {
      (0..<count).map { index in
        var random = SplitMix64(seed: seed, stream: UInt64(index))
        return targets.indices.map { _ in random.next(below: targets.count) }
      }
    }

    func metrics(_ order: Int, _ rows: [Int]) throws -> RankingMetrics {
      try RankingMetrics(scores: rows.map { orders[order][$0] }, targets: rows.map { targets[$0] })
    }
  }

  @Test(arguments: [1, 3]) func `Resampling that is cancelled ends before its next resample`(_ threads: Int) throws {
    let world = World(count: 30, levels: [5], share: 3, seed: 1)
    let looks = Atomic(0)
    let pool = WorkerPool(threadCount: threads) { looks.wrappingAdd(1, ordering: .relaxed).newValue > 2 }
    #expect(throws: MetricError.cancelled) {
      try PairedBootstrap(orders: world.orders, targets: world.targets, resamples: 1_000_000, seed: 1, on: pool)
    }
    #expect((3...(2 + threads)).contains(looks.load(ordering: .relaxed)), "each thread has looked once more at most")
    #expect("\(MetricError.cancelled)" == "metrics: cancelled before all resamples were measured")
  }

  /// numpy's default percentile.
  static func percentile(_ sample: [Double], _ share: Double) -> Double {
    let sorted = sample.sorted()
    let place = Double(sorted.count - 1) * share
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[below] }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
  }

  static func expect(_ found: Estimate, _ value: Double, _ sample: [Double]) {
    #expect(abs(found.value - value) < 1e-12)
    #expect(abs(found.low - percentile(sample, 0.025)) < 1e-12)
    #expect(abs(found.high - percentile(sample, 0.975)) < 1e-12)
  }

  @Test(arguments: [2, 3, 5, 10, 60], [3, 8])
  func `Intervals are those of metrics on the rows drawn`(count: Int, share: Int) throws {
    let world = World(count: count, levels: [4, 1000, 1], share: share, seed: UInt64(count))
    let bootstrap = try PairedBootstrap(orders: world.orders, targets: world.targets, resamples: 100, seed: 9)
    let rows = world.resamples(100, seed: 9).filter { rows in Set(rows.map { world.targets[$0] }).count == 2 }
    #expect(bootstrap.resampleCount == 100 && bootstrap.undefinedCount == 100 - rows.count)
    let all = Array(world.targets.indices)
    for order in 0..<3 {
      let actual = try world.metrics(order, all)
      let metrics = try rows.map { try world.metrics(order, $0) }
      let other = try rows.map { try world.metrics(1, $0) }
      Self.expect(
        bootstrap.averagePrecision(of: order), actual.averagePrecision, metrics.map(\.averagePrecision))
      Self.expect(bootstrap.rocAUC(of: order), actual.rocAUC, metrics.map(\.rocAUC))
      Self.expect(
        bootstrap.averagePrecision(of: order, minus: 1),
        actual.averagePrecision - (try world.metrics(1, all).averagePrecision),
        zip(metrics, other).map { $0.averagePrecision - $1.averagePrecision })
      Self.expect(
        bootstrap.rocAUC(of: order, minus: 1), actual.rocAUC - (try world.metrics(1, all).rocAUC),
        zip(metrics, other).map { $0.rocAUC - $1.rocAUC })
    }
  }

  static func precision(_ metrics: RankingMetrics, at recall: Double) -> Double {
    let curve = metrics.precisionRecallCurve()
    let first = curve.thresholds.indices.last {
      curve.recall[$0] > 0 && curve.recall[$0] >= recall - 1e-9
    }
    return first.map { curve.precision[$0] } ?? -1
  }

  static func truePositiveRate(_ metrics: RankingMetrics, at rate: Double) -> Double {
    let curve = metrics.rocCurve(droppingIntermediate: false)
    let x = curve.falsePositiveRate
    let y = curve.truePositiveRate
    let last = x.lastIndex { $0 <= rate + 1e-9 } ?? 0
    guard last + 1 < x.count else { return y[last] }
    return y[last] + (y[last + 1] - y[last]) * max(0, rate - x[last]) / (x[last + 1] - x[last])
  }

  @Test(arguments: [3, 10, 60])
  func `Bands are those of curves on the rows drawn`(count: Int) throws {
    let world = World(count: count, levels: [4, 1000, 1], share: 4, seed: 21)
    let bootstrap = try PairedBootstrap(orders: world.orders, targets: world.targets, resamples: 60, seed: 2)
    let rows = world.resamples(60, seed: 2).filter { rows in Set(rows.map { world.targets[$0] }).count == 2 }
    let grid = [0, 0.05, 0.1, 0.3, 0.5, 2.0 / 3, 0.9, 1]
    for order in 0..<3 {
      let actual = try world.metrics(order, Array(world.targets.indices))
      let metrics = try rows.map { try world.metrics(order, $0) }
      for (band, curve) in [
        (bootstrap.precisionRecallBand(of: order, at: grid), Self.precision),
        (bootstrap.rocBand(of: order, at: grid), Self.truePositiveRate),
      ] {
        #expect(band.x == grid)
        for (point, x) in grid.enumerated() {
          Self.expect(
            Estimate(value: band.y[point], low: band.low[point], high: band.high[point]), curve(actual, x),
            metrics.map { curve($0, x) })
        }
      }
    }
  }

  @Test func `The number of threads does not matter`() throws {
    let world = World(count: 80, levels: [10, 1000], share: 5, seed: 4)
    let estimates = try [1, 2, 3].map { threads in
      let bootstrap = try PairedBootstrap(
        orders: world.orders, targets: world.targets, resamples: 200, seed: 1, on: WorkerPool(threadCount: threads))
      return [bootstrap.averagePrecision(of: 0), bootstrap.rocAUC(of: 1), bootstrap.rocAUC(of: 0, minus: 1)]
    }
    #expect(estimates[0] == estimates[1] && estimates[0] == estimates[2])
    let other = try PairedBootstrap(orders: world.orders, targets: world.targets, resamples: 200, seed: 2)
    #expect(other.averagePrecision(of: 0) != estimates[0][0])
  }

  @Test func `Resamples of one class are left out and counted`() throws {
    let targets = [true] + [Bool](repeating: false, count: 19)
    let bootstrap = try PairedBootstrap(
      orders: [targets.map { $0 ? 1 : 0 }], targets: targets, resamples: 2000, seed: 0)
    // (19/20)^20 = 0.358; five standard deviations are 107.
    #expect(abs(bootstrap.undefinedCount - 717) < 107)
    #expect(bootstrap.averagePrecision(of: 0) == Estimate(value: 1, low: 1, high: 1))
  }

  @Test func `What is undefined throws`() throws {
    #expect(throws: MetricError.empty) { try PairedBootstrap(orders: [[]], targets: [], seed: 0) }
    #expect(throws: MetricError.oneClassOnly(positives: 1, negatives: 0)) {
      try PairedBootstrap(orders: [[1]], targets: [true], seed: 0)
    }
    #expect(throws: MetricError.unequalLengths(scores: 1, targets: 2)) {
      try PairedBootstrap(orders: [[1, 2], [1]], targets: [true, false], seed: 0)
    }
    #expect(throws: MetricError.notANumber(row: 1)) {
      try PairedBootstrap(orders: [[1, .nan]], targets: [true, false], seed: 0)
    }
    // Half of all draws of two items hold one class only.
    let seeds: [UInt64] = Array(0..<20)
    let oneClass = seeds.first { seed in
      var random = SplitMix64(seed: seed, stream: 0)
      return random.next(below: 2) == random.next(below: 2)
    }
    let seed = try #require(oneClass)
    #expect(throws: MetricError.noUsableResample(resamples: 1, positives: 1, negatives: 1)) {
      try PairedBootstrap(orders: [[1, 2]], targets: [true, false], resamples: 1, seed: seed)
    }
  }
}
