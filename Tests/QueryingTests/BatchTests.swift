import GarimpoKernels
import GarimpoQuerying
import Testing

@Suite struct BatchTests {
  /// Every pool of up to `largest` items with the scores 0, 0.25, 0.5 and 1.
  static func pools(upTo largest: Int) -> [[Float]] {
    (1...largest).flatMap { count in
      (0..<(1 << (2 * count))).map { code in (0..<count).map { [0, 0.25, 0.5, 1][code >> (2 * $0) & 3] } }
    }
  }

  static let requests: [BatchRequest] = [0, 1, 2, 9].flatMap { random in
    [
      BatchRequest(hard: .closest(to: 0.5, count: 0), randomCount: random),
      BatchRequest(hard: .closest(to: 0.5, count: 2), randomCount: random),
      BatchRequest(hard: .closest(to: 0.3, count: 9), randomCount: random),
      BatchRequest(hard: .band(0.25...1), randomCount: random),
      BatchRequest(hard: .closestInBand(0.25...0.75, to: 0.5, count: 1), randomCount: random),
    ]
  }

  static func candidates(_ request: BatchRequest, _ pool: [Float]) -> (rows: [Int], wanted: Int, middle: Float) {
    switch request.hard {
    case .closest(let middle, let count): (Array(pool.indices), count, Float(middle))
    case .band(let band): (pool.indices.filter { band.contains(Double(pool[$0])) }, .max, 0)
    case .closestInBand(let band, let middle, let count):
      (pool.indices.filter { band.contains(Double(pool[$0])) }, count, Float(middle))
    }
  }

  @Test(arguments: requests)
  func `A batch keeps its promises in every small pool`(_ request: BatchRequest) throws {
    for pool in Self.pools(upTo: 4) {
      let batch: Batch
      do {
        batch = try Batch(drawing: request, from: pool, seed: 7)
      } catch .nothingAsked {
        #expect(request.randomCount == 0)
        continue
      } catch .emptyBand {
        #expect(request.randomCount == 0 && Self.candidates(request, pool).rows.isEmpty)
        continue
      }
      let (rows, wanted, middle) = Self.candidates(request, pool)
      let hard = batch.items.filter { $0.reason == .hard }
      if case .closest = request.hard, request.randomCount > 0, wanted + request.randomCount > pool.count {
        // All of it, in the proportion that was asked for.
        #expect(batch.items.count == pool.count && batch.randomCount >= 1)
        let share = Double(request.randomCount) / Double(wanted + request.randomCount) * Double(pool.count)
        #expect(batch.randomCount == max(1, Int(share.rounded())), "\(request) of \(pool)")
        #expect(batch.hardCount <= wanted && batch.randomCount <= request.randomCount)
      } else {
        #expect(batch.hardCount == min(wanted, rows.count))
        #expect(batch.randomCount == min(request.randomCount, pool.count - hard.count))
      }
      #expect(Set(batch.items.map(\.row)).count == batch.items.count && batch.poolCount == pool.count)
      #expect(batch.items.map(\.reason) == hard.map(\.reason) + batch.items.dropFirst(hard.count).map { _ in .random })
      // No candidate that was passed over is closer than one that was taken.
      if wanted < .max, let farthest = hard.map({ abs($0.score - middle) }).max() {
        let taken = Set(hard.map(\.row))
        for row in rows where !taken.contains(row) { #expect(abs(pool[row] - middle) >= farthest) }
      }
      for part in [hard, Array(batch.items.dropFirst(hard.count))] {
        #expect(part.map(\.rank) == part.map(\.rank).sorted())
      }
      for item in batch.items {
        let before = pool.indices.count { pool[$0] > item.score || (pool[$0] == item.score && $0 < item.row) }
        #expect(item.rank == before + 1 && item.score == pool[item.row])
        #expect(item.inclusionProbability > 0 && item.inclusionProbability <= 1)
      }
      if batch.items.count == pool.count { #expect(batch.items.allSatisfy { $0.inclusionProbability == 1 }) }
      #expect(try Batch(drawing: request, from: pool, seed: 7) == batch)
    }
  }

  @Test(arguments: [
    (BatchRequest(hard: .closest(to: 0.5, count: 3), randomCount: 2), [0.5, 0.25, 0.75, 0.75, 1, 0, 0, 0.125]),
    (BatchRequest(hard: .closest(to: 0.5, count: 2), randomCount: 1), [0.5, 0.5, 0.5, 0.5, 0.5]),
    (BatchRequest(hard: .closest(to: 0.5, count: 2), randomCount: 0), [0.25, 0.5, 0.75, 0.25]),
    (BatchRequest(hard: .closest(to: 0.5, count: 0), randomCount: 3), [0.25, 0.5, 0.75, 0.25, 1, 1, 0]),
    (BatchRequest(hard: .band(0.26...1), randomCount: 2), [0.25, 0.5, 0.75, 0.25, 0.125, 0]),
    (BatchRequest(hard: .closestInBand(0.2...1, to: 0.5, count: 1), randomCount: 1), [0.25, 0.75, 0, 0.125]),
  ])
  func `Items are drawn as often as their probability says`(_ request: BatchRequest, _ pool: [Float]) throws {
    let seeds = 20_000
    var counts = [Int](repeating: 0, count: pool.count)
    var stated = [Double?](repeating: nil, count: pool.count)
    for seed in 0..<UInt64(seeds) {
      for item in try Batch(drawing: request, from: pool, seed: seed).items {
        counts[item.row] += 1
        // The same for an item whichever way it came in.
        if let known = stated[item.row] { #expect(known == item.inclusionProbability) }
        stated[item.row] = item.inclusionProbability
      }
    }
    for row in pool.indices {
      let probability = stated[row] ?? 0
      let spread = (probability * (1 - probability) * Double(seeds)).squareRoot()
      #expect(abs(Double(counts[row]) - probability * Double(seeds)) <= 4.5 * spread)
    }
    let size = try Batch(drawing: request, from: pool, seed: 0).items.count
    #expect(abs(stated.compactMap { $0 }.reduce(0, +) - Double(size)) < 1e-9)
  }

  @Test func `Pairs of the rest are drawn as often as each other`() throws {
    let pool: [Float] = [0.5, 0.1, 0.2, 0.8, 0.9]
    var counts: [Int: Int] = [:]
    for seed in 0..<12_000 {
      let request = BatchRequest(hard: .closest(to: 0.5, count: 1), randomCount: 2)
      let rows = try Batch(drawing: request, from: pool, seed: UInt64(seed)).items.dropFirst().map(\.row).sorted()
      counts[rows[0] * 10 + rows[1], default: 0] += 1
    }
    // Six pairs, 2,000 each; five standard deviations are 204.
    #expect(counts.count == 6)
    for count in counts.values { #expect(abs(count - 2000) < 204) }
  }

  @Test(arguments: [(27, 19, 8), (1, 0, 1), (2, 1, 1), (99, 69, 30), (100, 70, 30), (101, 70, 30)])
  func `A pool that is too small is shared out as asked, and is a census`(_ count: Int, _ hard: Int, _ random: Int)
    throws
  {
    let pool = (0..<count).map { Float($0 % 7) / 7 }
    let batch = try Batch(drawing: BatchRequest(), from: pool, seed: 4)
    #expect((batch.hardCount, batch.randomCount) == (hard, random))
    if count <= 100 { #expect(batch.items.allSatisfy { $0.inclusionProbability == 1 }) }
  }

  @Test func `A score that reads as the bound lies in the band`() throws {
    let batch = try Batch(
      drawing: BatchRequest(hard: .band(0.26...1), randomCount: 0), from: [0.26, 0.259, 1, 0.5], seed: 0)
    #expect(batch.items.map(\.row) == [2, 3, 0])
  }

  @Test func `A large pool gives ranks and counts as asked`() throws {
    var random = SplitMix64(seed: 1)
    let pool = (0..<674).map { _ in Float(random.next(below: 300)) / 1000 }
    let batch = try Batch(drawing: BatchRequest(), from: pool, seed: 0)
    #expect(batch.hardCount == 70 && batch.randomCount == 30)
    #expect(batch.items[0].rank == 1 && batch.items[0].score == pool.max())
    let other = try Batch(drawing: BatchRequest(), from: pool, seed: 1)
    #expect(other.items.dropFirst(70).map(\.row) != batch.items.dropFirst(70).map(\.row))
  }

  static let notes: [(request: BatchRequest, pool: [Float], notes: [String])] = [
    (BatchRequest(hard: .closest(to: 0.5, count: 1), randomCount: 1), [0.5, 0.25], []),
    (
      BatchRequest(), [0.5, 0.25],
      ["70 hard and 30 random were asked for: all 2 items that are left are asked, 1 as hard and 1 as random"]
    ),
    (
      BatchRequest(hard: .closest(to: 0.5, count: 1), randomCount: 2), [0.5, 0.25],
      ["1 hard and 2 random were asked for: all 2 items that are left are asked, 1 as hard and 1 as random"]
    ),
    (
      BatchRequest(hard: .closest(to: 0.5, count: 900), randomCount: 0), [0.5, 0.25],
      ["900 hard were asked for: all 2 items that are left are asked"]
    ),
    (
      BatchRequest(hard: .closest(to: 0.5, count: 2), randomCount: 0), [0.5],
      ["2 hard were asked for: the 1 item that is left is asked"]
    ),
    (
      BatchRequest(hard: .band(0.26...1), randomCount: 1), [0.25, 0.125],
      ["the band from 0.26 to 1.0 holds 0 items: none is hard"]
    ),
    (
      BatchRequest(hard: .band(0.26...1), randomCount: 3), [0.5, 0.125],
      ["besides the band the pool holds 1 item, 3 random were asked for: all of the pool is asked"]
    ),
    (
      BatchRequest(hard: .closestInBand(0.26...1, to: 0.5, count: 2), randomCount: 0), [0.5, 0.125],
      ["the band from 0.26 to 1.0 holds 1 item, 2 hard were asked for: all of it is asked"]
    ),
    (
      BatchRequest(hard: .closest(to: 0.5, count: 2), randomCount: 0), [0.25, 0.75, 0.25, 0],
      ["the last 2 hard items were drawn among 3 that are equally close"]
    ),
    (
      BatchRequest(hard: .closest(to: 0.5, count: 1), randomCount: 0), [0.25, 0.75, 0],
      ["the last hard item was drawn among 2 that are equally close"]
    ),
  ]

  @Test(arguments: notes.indices)
  func `A batch says where it differs from the request`(index: Int) throws {
    let (request, pool, notes) = Self.notes[index]
    #expect(try Batch(drawing: request, from: pool, seed: 0).notes == notes)
  }
}
