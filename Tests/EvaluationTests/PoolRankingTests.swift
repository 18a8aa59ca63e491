import GarimpoEvaluation
import GarimpoKernels
import Testing

@Suite struct PoolRankingTests {
  /// A pool in reading order: whether each item is a yes, and whether the model chose it.
  struct Pool {
    var isPositive: [Bool]
    var isCertain: [Bool]

    var frame: [Int] { isCertain.indices.filter { !isCertain[$0] } }
    var certain: [AskedItem] { items(isCertain.indices.filter { isCertain[$0] }) }

    func items(_ indices: [Int]) -> [AskedItem] {
      indices.map { AskedItem(rank: $0 + 1, isPositive: isPositive[$0]) }
    }

    /// From the definition: the sum of precisions over the yes, and their number.
    var totals: (precisions: Double, positives: Int) {
      let sums = isPositive.indices.filter { isPositive[$0] }.map { place in
        Double(isPositive[...place].count { $0 }) / Double(place + 1)
      }
      return (sums.reduce(0, +), sums.count)
    }

    var averagePrecision: Double { totals.precisions / Double(totals.positives) }

    func recall(at k: Int) -> Double { Double(isPositive[..<k].count { $0 }) / Double(totals.positives) }

    /// The totals estimated from one draw, pair by pair from their chances to be drawn.
    func naiveTotals(_ drawn: [Int]) -> (precisions: Double, positives: Double) {
      let n = Double(drawn.count)
      let all = Double(frame.count)
      func chance(_ item: Int) -> Double { isCertain[item] ? 1 : n / all }
      let found = (isCertain.indices.filter { isCertain[$0] } + drawn).filter { isPositive[$0] }
      var precisions = 0.0
      for item in found {
        var before = 1 / chance(item)
        for other in found where other < item {
          let both = !isCertain[item] && !isCertain[other]
          before += 1 / (both ? n * (n - 1) / (all * (all - 1)) : chance(item) * chance(other))
        }
        precisions += before / Double(item + 1)
      }
      return (precisions, found.map { 1 / chance($0) }.reduce(0, +))
    }
  }

  /// Every pool of up to 6 items with every choice of the certain part, and every number of items drawn.
  @Test func `Totals are those of all pairs, and over all draws their mean is the truth`() {
    for count in 1...6 {
      for bits in 0..<1 << (2 * count) {
        let pool = Pool(
          isPositive: (0..<count).map { bits >> $0 & 1 == 1 },
          isCertain: (0..<count).map { bits >> ($0 + count) & 1 == 1 })
        let frame = pool.frame
        for drawn in 0...frame.count where drawn == frame.count || drawn > 1 {
          let subsets = NaiveDraw.subsets(frame: frame.count, drawn: drawn)
          var precisions = 0.0
          var positives = 0.0
          var found = 0.0
          for subset in subsets {
            let items = subset.map { frame[$0] }
            let yes = items.filter { pool.isPositive[$0] }
            let ranked = RankedPositives(
              certain: pool.certain.filter(\.isPositive).map(\.rank), random: yes.map { $0 + 1 }, drawnCount: drawn,
              frameCount: frame.count)
            let once = [Int](repeating: 1, count: yes.count)
            let totals = ranked.precisionTotals(once)
            let naive = pool.naiveTotals(items)
            guard
              abs(totals.part - naive.precisions) < 1e-12, abs(totals.positives - naive.positives) < 1e-12
            else {
              Issue.record("\(pool) \(items): \(totals), expected \(naive)")
              return
            }
            precisions += totals.part
            positives += totals.positives
            found += ranked.foundTotals(at: count / 2, once).part
          }
          let draws = Double(subsets.count)
          guard
            abs(precisions / draws - pool.totals.precisions) < 1e-12,
            abs(positives / draws - Double(pool.totals.positives)) < 1e-12,
            abs(found / draws - Double(pool.isPositive[..<(count / 2)].count { $0 })) < 1e-12
          else {
            Issue.record("\(pool), \(drawn) drawn: biased")
            return
          }
        }
      }
    }
  }

  /// 3 of 9 drawn, so that an item counts 3 times and a pair of random ones 12 times.
  @Test func `Of two copies one comes first`() {
    let ranked = RankedPositives(certain: [4], random: [7, 2], drawnCount: 3, frameCount: 9)
    for (late, early) in [(1, 1), (2, 0), (3, 1), (1, 2), (0, 3), (0, 0)] {
      let rows =
        [Int](repeating: 2, count: early) + [4] + [Int](repeating: 7, count: late)
      var precisions = 0.0
      for (place, rank) in rows.enumerated() {
        let own = rank == 4 ? 1.0 : 3
        let before = rows[..<place].map { $0 == 4 ? own : rank == 4 ? 3 : 12 }
        precisions += (own + before.reduce(0, +)) / Double(rank)
      }
      let totals = ranked.precisionTotals([late, early])
      #expect(abs(totals.part - precisions) < 1e-12)
      #expect(totals.positives == Double(1 + 3 * (late + early)))
    }
  }

  @Test func `A pool that is answered throughout has its figures, without a width`() throws {
    let pool = Pool(
      isPositive: [true, false, true, true, false, false, true, false],
      isCertain: [true, true, false, false, false, true, false, false])
    let ranking = try PoolRanking(certain: pool.certain, random: pool.items(pool.frame), frameCount: 5, seed: 0)
    let metrics = try RankingMetrics(scores: (0..<8).map { Double(-$0) }, targets: pool.isPositive)
    #expect(abs(ranking.averagePrecision.value - metrics.averagePrecision) < 1e-12)
    #expect(ranking.averagePrecision.low == ranking.averagePrecision.high)
    #expect(ranking.undefinedCount == 0)
    #expect(!ranking.isRough)
    let recall = try ranking.recall(at: 4)
    #expect(recall == Estimate(value: 0.75, low: 0.75, high: 0.75))
    let all = try PoolRanking(
      certain: pool.items(Array(0..<8)), random: [], frameCount: 0, seed: 0)
    #expect(abs(all.averagePrecision.value - metrics.averagePrecision) < 1e-12 && all.count == 8)
  }

  /// 40 of 250 drawn: 6 copies each and 10 once more. The naive twin makes the pool and draws from it one by one.
  @Test func `Intervals are those of draws from a pool of copies`() throws {
    let pool = RandomPool(count: 270, certain: 20, share: 4, bonus: 20, seed: 3)
    let drawn = pool.draw(40)
    let ranking = try PoolRanking(
      certain: pool.pool.certain, random: pool.pool.items(drawn), frameCount: 250, resamples: 4000, seed: 5)
    let yes = drawn.filter { pool.pool.isPositive[$0] }
    let ranked = RankedPositives(
      certain: pool.pool.certain.filter(\.isPositive).map(\.rank), random: yes.map { $0 + 1 }, drawnCount: 40,
      frameCount: 250)
    var random = SplitMix64(seed: 77)
    var precisions: [Double] = []
    var recalls: [Double] = []
    for _ in 0..<4000 {
      let extra = drawn.shuffled(using: &random).prefix(10)
      let copies = drawn.flatMap { [Int](repeating: $0, count: 6) } + extra
      let sample = copies.shuffled(using: &random).prefix(40)
      let multiplicities = yes.map { item in sample.count { $0 == item } }
      let totals = ranked.precisionTotals(multiplicities)
      let found = ranked.foundTotals(at: 60, multiplicities)
      precisions.append(totals.part / totals.positives)
      recalls.append(found.part / found.positives)
    }
    // The ends of 4,000 draws have a standard error of some 3 % of the width.
    for (estimate, sample) in [(ranking.averagePrecision, precisions), (try ranking.recall(at: 60), recalls)] {
      let margin = 0.12 * (estimate.high - estimate.low)
      #expect(margin > 0.01)
      #expect(abs(estimate.low - PairedBootstrapTests.percentile(sample, 0.025)) < margin)
      #expect(abs(estimate.high - min(1, PairedBootstrapTests.percentile(sample, 0.975))) < margin)
    }
  }

  @Test func `The same seed gives the same interval, another seed another`() throws {
    let pool = RandomPool(count: 400, certain: 30, share: 5, bonus: 15, seed: 8)
    let drawn = pool.pool.items(pool.draw(60))
    let rankings = try [1, 1, 2].map {
      try PoolRanking(certain: pool.pool.certain, random: drawn, frameCount: 370, seed: $0).averagePrecision
    }
    #expect(rankings[0] == rankings[1] && rankings[0] != rankings[2] && rankings[0].value == rankings[2].value)
    #expect(rankings[0].low < rankings[0].value && rankings[0].value < rankings[0].high)
  }

  @Test func `Resamples without a yes are left out and counted`() throws {
    let drawn = (1...10).map { AskedItem(rank: $0, isPositive: $0 == 1) }
    let ranking = try PoolRanking(certain: [], random: drawn, frameCount: 1000, resamples: 2000, seed: 0)
    // One of ten drawn ten times: (9/10)^10 = 0.349, a little less without replacement; five deviations are 107.
    #expect(abs(ranking.undefinedCount - 697) < 107 && ranking.resampleCount == 2000)
    #expect(try ranking.recall(at: 1) == Estimate(value: 1, low: 1, high: 1))
  }

  @Test func `What cannot be estimated throws`() throws {
    let yes = AskedItem(rank: 1, isPositive: true)
    let no = AskedItem(rank: 2, isPositive: false)
    #expect(throws: EstimateError.noRandomItems) {
      try PoolRanking(certain: [yes], random: [], frameCount: 5, seed: 0)
    }
    #expect(throws: EstimateError.oneRandomItem(frameCount: 5)) {
      try PoolRanking(certain: [no], random: [yes], frameCount: 5, seed: 0)
    }
    let other = AskedItem(rank: 3, isPositive: false)
    #expect(throws: EstimateError.noRandomPositives(drawn: 2, frameCount: 5)) {
      try PoolRanking(certain: [yes], random: [no, other], frameCount: 5, seed: 0)
    }
    #expect(throws: EstimateError.noPositives(answered: 2)) {
      try PoolRanking(certain: [no], random: [AskedItem(rank: 1, isPositive: false)], frameCount: 1, seed: 0)
    }
    let ranking = try PoolRanking(certain: [], random: [yes, no], frameCount: 5, seed: 0)
    for k in [-1, 0, 6] {
      #expect(throws: EstimateError.cutOutOfRange(k: k, count: 5)) { try ranking.recall(at: k) }
    }
  }
}
