import GarimpoEvaluation
import GarimpoKernels
import Testing

@Suite struct SplitTests {
  static let day: Int64 = 86_400
  static let april2019: Int64 = 1_554_076_800

  @Test func `Items before the date train and the others validate`() throws {
    let days: [Int64?] = [-2, 0, -1, 5, nil, 1]
    let split = try Split.before(
      Self.april2019, times: days.map { $0.map { Self.april2019 + $0 * Self.day } },
      targets: [true, true, false, false, true, false])
    #expect(split.training == [0, 2] && split.validation == [1, 3, 5] && split.leftOut == [4])
    #expect(split.trainingPositiveCount == 1 && split.validationPositiveCount == 1)
  }

  @Test func `The latest share validates and equal dates stay together in every small world`() throws {
    for code in 0..<4096 {
      let times = (0..<6).map { Int64(code >> (2 * $0) & 3) }
      for share in [0.1, 0.3, 0.5, 0.9] {
        // Labels alternate within a date, so that a part of two items can hold both classes.
        let targets = times.indices.map { row in times[..<row].count { $0 == times[row] } % 2 == 0 }
        guard let split = try? Split.latest(validationShare: share, times: times, targets: targets) else { continue }
        let latest = split.training.map { times[$0] }.max() ?? 9
        let first = split.validation.map { times[$0] }.min() ?? -1
        #expect(latest < first && (split.training + split.validation).sorted() == Array(0..<6))
        let possible = Set(times).map { time in times.count { $0 >= time } }.filter { $0 < 6 }
        let best = possible.map { abs(Double($0) - share * 6) }.min() ?? -1
        #expect(abs(abs(Double(split.validation.count) - share * 6) - best) < 1e-12)
      }
    }
  }

  @Test(arguments: 0..<50)
  func `No group is on both sides and the share is near`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let groups = (0..<400).map { _ in random.next(below: 40) * 17 - 100 }
    let targets = (0..<400).map { _ in random.next(below: 4) == 0 }
    let split = try Split.groups(groups, validationShare: 0.3, targets: targets, seed: seed)
    #expect(Set(split.training.map { groups[$0] }).isDisjoint(with: split.validation.map { groups[$0] }))
    #expect((split.training + split.validation).sorted() == Array(0..<400))
    #expect(abs(split.validation.count - 120) <= 10)
    let renamed = try Split.groups(groups.map { -3 * $0 }, validationShare: 0.3, targets: targets, seed: seed)
    #expect(renamed == split)
  }

  @Test func `A group larger than the share does not swallow the training items`() throws {
    let groups = [Int](repeating: 1, count: 60) + [Int](repeating: 2, count: 40)
    let targets = groups.indices.map { $0 % 3 == 0 }
    for seed in 0..<20 {
      let split = try Split.groups(groups, validationShare: 0.1, targets: targets, seed: UInt64(seed))
      #expect(split.validation.count == 40)
    }
  }

  @Test(arguments: [0.01, 0.2, 0.5, 0.99], 0..<5)
  func `A random split keeps the share of yes`(share: Double, seed: Int) throws {
    let targets = (0..<300).map { $0 % 6 == 0 }
    let split = try Split.random(validationShare: share, targets: targets, seed: UInt64(seed))
    #expect((split.training + split.validation).sorted() == Array(0..<300))
    #expect(split.validationPositiveCount == min(49, max(1, Int((share * 50).rounded()))))
    #expect(split.validation.count - split.validationPositiveCount == min(249, max(1, Int((share * 250).rounded()))))
    #expect(try Split.random(validationShare: share, targets: targets, seed: UInt64(seed)) == split)
    if share == 0.5 {
      #expect(try Split.random(validationShare: share, targets: targets, seed: UInt64(seed) + 100) != split)
    }
  }

  @Test func `Every item is as likely to validate as another of its class`() throws {
    let targets = [true, true, true, false, false, false, false]
    var counts = [Int](repeating: 0, count: 7)
    for seed in 0..<7000 {
      for row in try Split.random(validationShare: 0.4, targets: targets, seed: UInt64(seed)).validation {
        counts[row] += 1
      }
    }
    // 1 of 3 yes and 2 of 4 no; five standard deviations are 210.
    for row in 0..<3 { #expect(abs(counts[row] - 7000 / 3) < 210) }
    for row in 3..<7 { #expect(abs(counts[row] - 3500) < 210) }
  }
}
