import GarimpoEvaluation
import Testing

@Suite struct RemainingPositivesTests {
  static func estimate(frame: Int, drawn: Int, found: Int, undecided: Int = 0) throws -> RemainingPositives {
    let slice = RandomSlice(
      frameCount: frame, positiveCount: found, negativeCount: drawn - found - undecided, undecidedCount: undecided)
    return try RemainingPositives(slices: [slice], removedPositiveCount: 0, unlabelledCount: frame - drawn)
  }

  @Test func `Limits are those of trying every number on every subset`() throws {
    for frame in 1...10 {
      for drawn in 1...frame {
        let ways = (0...frame).map { NaiveDraw.ways(frame: frame, positives: $0, drawn: drawn) }
        for found in 0...drawn {
          let rest = try Self.estimate(frame: frame, drawn: drawn, found: found)
          // 1/40 is 2.5 %; whole numbers know no rounding.
          let kept = (found...(frame - drawn + found)).filter { positives in
            let all = ways[positives].reduce(0, +)
            return ways[positives][found...].reduce(0, +) * 40 >= all
              && ways[positives][...found].reduce(0, +) * 40 >= all
          }
          #expect(rest.positives.low == kept.first.map(Double.init))
          #expect(rest.positives.high == kept.last.map(Double.init))
          #expect(abs(rest.positives.value - Double(found * frame) / Double(drawn)) < 1e-12)
          #expect(rest.remaining.low == rest.positives.low - Double(found))
          #expect(rest.remaining.high == rest.positives.high - Double(found))
          #expect(abs(rest.remaining.value - (rest.positives.value - Double(found))) < 1e-12)
          #expect(rest.prevalence.high == rest.positives.high / Double(frame))
        }
      }
    }
  }

  /// From every number of yes in every small frame, over all subsets.
  @Test(arguments: [0.5, 0.8, 0.95])
  func `One slice holds the truth as often as promised`(level: Double) throws {
    var least = 1.0
    for frame in 1...10 {
      for drawn in 1...frame {
        let intervals = try (0...drawn).map { found in
          try RemainingPositives(
            slices: [RandomSlice(frameCount: frame, positiveCount: found, negativeCount: drawn - found)],
            removedPositiveCount: 0, unlabelledCount: frame - drawn, level: level
          ).positives
        }
        for positives in 0...frame {
          let ways = NaiveDraw.ways(frame: frame, positives: positives, drawn: drawn)
          let held = (0...drawn).filter {
            intervals[$0].low <= Double(positives) && Double(positives) <= intervals[$0].high
          }
          let share = Double(held.map { ways[$0] }.reduce(0, +)) / Double(ways.reduce(0, +))
          #expect(share >= level - 1e-9)
          least = min(least, share)
        }
      }
    }
    // And not because the intervals hold everything.
    #expect(least < level + 0.06)
  }

  /// scipy 1.17.1: `from scipy.stats import hypergeom`; of the `K` from `found` to `frame − drawn + found` the least with
  /// `hypergeom.sf(found − 1, frame, K, drawn) > 0.025` and the greatest with `hypergeom.cdf(found, frame, K, drawn) > 0.025`.
  static let golden: [(frame: Int, drawn: Int, found: Int, low: Double, high: Double)] = [
    (900, 100, 3, 7, 73),
    (50, 10, 3, 5, 31),
    (100, 30, 0, 0, 9),
    (100, 30, 30, 91, 100),
    (2_000, 40, 7, 149, 652),
    (10_000, 500, 1, 1, 108),
    (1_000_000, 1_000, 25, 16_247, 36_678),
    (10_000_000, 3_000, 1_200, 3_824_103, 4_177_850),
  ]

  @Test(arguments: golden.indices)
  func `Limits are those of scipy's tails`(index: Int) throws {
    let row = Self.golden[index]
    let rest = try Self.estimate(frame: row.frame, drawn: row.drawn, found: row.found)
    #expect(rest.positives.low == row.low && rest.positives.high == row.high)
  }

  @Test func `The ends of what can be drawn are exact`() throws {
    let census = try Self.estimate(frame: 40, drawn: 40, found: 9)
    #expect(census.positives == Estimate(value: 9, low: 9, high: 9))
    #expect(census.remaining == Estimate(value: 0, low: 0, high: 0))
    let nothing = try Self.estimate(frame: 1_000, drawn: 1, found: 0)
    #expect(nothing.positives == Estimate(value: 0, low: 0, high: 975))
    let all = try Self.estimate(frame: 1_000, drawn: 1, found: 1)
    #expect(all.positives == Estimate(value: 1_000, low: 25, high: 1_000))
  }

  @Test func `Undecided items count as no below and as yes above`() throws {
    let rest = try Self.estimate(frame: 900, drawn: 100, found: 3, undecided: 5)
    #expect(rest.positives.low == (try Self.estimate(frame: 900, drawn: 100, found: 3)).positives.low)
    #expect(rest.positives.high == (try Self.estimate(frame: 900, drawn: 100, found: 8)).positives.high)
    #expect(abs(rest.positives.value - 900 * 3 / 95) < 1e-9)
    #expect(rest.remaining.low == rest.positives.low - 3 && rest.remaining.high == rest.positives.high - 8)
  }

  @Test func `Unanswered items count as not drawn`() throws {
    let answered = RandomSlice(frameCount: 900, positiveCount: 3, negativeCount: 57)
    let partly = RandomSlice(frameCount: 900, positiveCount: 3, negativeCount: 57, unansweredCount: 40)
    #expect(partly.drawnCount == 100)
    let estimates = try [answered, partly].map {
      try RemainingPositives(slices: [$0], removedPositiveCount: 0, unlabelledCount: 840)
    }
    #expect(estimates[0] == estimates[1])
  }

  @Test func `What remains fits into the items that are left`() throws {
    let slice = RandomSlice(frameCount: 100, positiveCount: 9, negativeCount: 1)
    let rest = try RemainingPositives(slices: [slice], removedPositiveCount: 70, unlabelledCount: 15)
    #expect(rest.foundCount == 79)
    #expect(rest.remaining.high == 15 && rest.remaining.value == 11 && rest.remaining.low == 0)
    let none = try RemainingPositives(slices: [slice], removedPositiveCount: 20, unlabelledCount: 0)
    #expect(none.remaining == Estimate(value: 0, low: 0, high: 0))
  }

  @Test func `A higher level is a wider interval`() throws {
    let slice = RandomSlice(frameCount: 900, positiveCount: 6, negativeCount: 94)
    let intervals = try [0.5, 0.8, 0.9, 0.95, 0.999].map {
      try RemainingPositives(slices: [slice], removedPositiveCount: 0, unlabelledCount: 800, level: $0).positives
    }
    for (narrow, wide) in zip(intervals, intervals.dropFirst()) {
      #expect(wide.low < narrow.low && narrow.high < wide.high && narrow.value == wide.value)
    }
  }

  @Test func `Several slices are pooled by the totals that they find`() throws {
    for frames in [(6, 3), (6, 4), (7, 4), (5, 1)] {
      for drawn in [(1, 1), (2, 1), (2, 0)] where frames.1 <= frames.0 - drawn.0 {
        for removed in 0...(frames.0 - drawn.0 - frames.1) {
          let total = SliceTotal(stages: [
            .init(frameCount: frames.0, drawnCount: drawn.0, removedPositiveCount: 0),
            .init(frameCount: frames.1, drawnCount: drawn.1, removedPositiveCount: removed),
          ])
          for positives in 0...frames.0 {
            let naive = NaiveDraw.totals(frames, drawn: drawn, positives: positives, removed: removed)
            for count in naive.indices {
              let found = total.probability(ofAtMost: count, positives: positives)
              #expect(abs(found - naive[...count].reduce(0, +)) < 1e-13)
              // Monotonic, which the search by halves needs.
              #expect(found <= total.probability(ofAtMost: count, positives: max(0, positives - 1)) + 1e-13)
            }
          }
        }
      }
    }
  }

  @Test func `Two slices of one frame are one larger slice`() throws {
    let first = RandomSlice(frameCount: 500, positiveCount: 4, negativeCount: 36)
    let second = RandomSlice(frameCount: 460, positiveCount: 2, negativeCount: 38)
    let both = RandomSlice(frameCount: 500, positiveCount: 6, negativeCount: 74)
    let apart = try RemainingPositives(slices: [first, second], removedPositiveCount: 0, unlabelledCount: 420)
    let joined = try RemainingPositives(slices: [both], removedPositiveCount: 0, unlabelledCount: 420)
    #expect(apart.positives.low == joined.positives.low && apart.positives.high == joined.positives.high)
    #expect(abs(apart.remaining.value - joined.remaining.value) < 1e-9)
  }

  /// A frame of 7 items; after 2 random ones, whoever looks on takes away a yes if the slice held one (or else a no), and 2
  /// more are drawn. The mean over all draws is the truth.
  @Test(arguments: 1...7)
  func `The value is unbiased though what is removed hangs on what was drawn`(positives: Int) {
    var values: [Double] = []
    for first in NaiveDraw.subsets(frame: 7, drawn: 2) {
      let found = first.count { $0 < positives }
      var left = (0..<7).filter { !first.contains($0) }
      let target = found > 0 ? left.startIndex : left.index(before: left.endIndex)
      let removed = left.remove(at: target) < positives ? 1 : 0
      for second in NaiveDraw.subsets(frame: 4, drawn: 2) {
        let more = second.count { left[$0] < positives }
        let slices = [
          RandomSlice(frameCount: 7, positiveCount: found, negativeCount: 2 - found),
          RandomSlice(frameCount: 4, positiveCount: more, negativeCount: 2 - more, removedPositiveCount: removed),
        ]
        values.append(RemainingPositives.unbiased(slices).positives)
      }
    }
    #expect(abs(values.reduce(0, +) / Double(values.count) - Double(positives)) < 1e-12)
  }
}
