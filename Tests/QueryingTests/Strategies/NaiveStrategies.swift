import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix

@testable import GarimpoQuerying

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The ways of asking written from their formulas, on dense rows, everything reckoned anew for each item.
struct NaiveStrategies {
  let world: StrategyWorld
  let request: QueryRequest

  init(_ world: StrategyWorld, _ request: QueryRequest) {
    self.world = world
    self.request = request
  }

  private var candidates: QueryCandidates { world.candidates }

  func probability(_ item: Int) -> Double {
    candidates.scale == .probability ? candidates.scores[item] : 1 / (1 + exp(-candidates.scores[item]))
  }

  static func entropy(_ p: Double) -> Double { [p, 1 - p].reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 } }

  func dot(_ a: Int, _ b: Int) -> Double {
    zip(world.rows[a], world.rows[b]).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

  static func exponential(_ x: Double) -> Double { exp(x) }

  static func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  func row(_ item: Int) -> [Double] { world.rows[item].map(Double.init) }

  func distance(_ a: Int, _ b: Int) -> Double { Self.squaredDistance(row(a), row(b)).squareRoot() }

  /// One after the other, the best by a figure of the item and what is chosen so far; equal ones by index.
  func greedily(_ figure: (_ item: Int, _ chosen: [Int], _ left: Int) -> Double) -> [Int] {
    var chosen: [Int] = []
    while chosen.count < request.count {
      let left = request.open.filter { !chosen.contains($0) }.sorted()
      let figures = left.map { figure($0, chosen, left.count) }
      guard let best = figures.max(), let place = figures.firstIndex(of: best) else { break }
      chosen.append(left[place])
    }
    return chosen
  }

  // MARK: Figures of single items

  func voteEntropy(_ item: Int) -> Double {
    let members = (0..<7).map { candidates.knownCommittee[$0, item] }
    return Self.entropy(members.reduce(0) { $0 + ($1 > 0.5 ? 1 : $1 == 0.5 ? 0.5 : 0) } / 7)
  }

  /// The mean divergence of the members from their mean.
  func divergence(_ item: Int) -> Double {
    let members = (0..<7).map { candidates.knownCommittee[$0, item] }
    let mean = members.reduce(0, +) / 7
    return members.reduce(0) { sum, p in
      sum + (p > 0 ? p * log(p / mean) : 0) / 7 + (p < 1 ? (1 - p) * log((1 - p) / (1 - mean)) : 0) / 7
    }
  }

  func density(_ item: Int, power: Double) -> Double {
    let cosines = request.open.map { other in
      let size = (dot(item, item) * dot(other, other)).squareRoot()
      return size > 0 ? dot(item, other) / size : 0
    }
    let mean = cosines.reduce(0, +) / Double(cosines.count)
    return Self.entropy(probability(item)) * pow(max(0, mean), power)
  }

  func expectedLoss(_ item: Int) throws -> Double {
    guard let parameters = candidates.regression?.parameters else { return .nan }
    let matrix = CSRMatrix(dense: world.rows, columnCount: 6)
    return try [true, false].reduce(0) { sum, answer in
      let model = try parameters.fit(
        matrix.selecting(rows: candidates.labelled + [item]), candidates.targets + [answer], on: candidates.workers)
      let weights = model.denseWeights
      let loss = request.open.reduce(0) { sum, other in
        let value = zip(weights, row(other)).reduce(model.intercept) { $0 + $1.0 * $1.1 }
        return sum + Self.entropy(1 / (1 + exp(-value)))
      }
      return sum + (answer ? probability(item) : 1 - probability(item)) * loss
    }
  }

  // MARK: Batches

  func rankedBatch() -> [Int] {
    greedily { item, chosen, left in
      let known = candidates.labelled + request.taken + chosen
      let similarity = known.map { 1 / (1 + distance(item, $0)) }.max() ?? 0
      let alpha = Double(left) / Double(left + known.count)
      return alpha * (1 - similarity) + (1 - alpha) * (1 - max(probability(item), 1 - probability(item)))
    }
  }

  func kCenter() -> [Int] {
    greedily { item, chosen, _ in
      let known = candidates.labelled + request.taken + chosen
      return known.map { distance(item, $0) }.min() ?? request.open.reduce(0) { $0 + dot(item, $1) }
    }
  }

  func balance() -> [Int] {
    greedily { item, chosen, _ in
      var (yes, no) = (Double(candidates.targets.count { $0 }), Double(candidates.targets.count { !$0 }))
      for other in request.taken + chosen {
        yes += probability(other)
        no += 1 - probability(other)
      }
      return -abs((yes + probability(item)) - (no + (1 - probability(item))))
    }
  }

  /// A place drawn in proportion to weights.
  static func draw(_ weights: [Double], _ generator: inout SplitMix64) -> Int {
    let target = generator.nextUnit() * weights.reduce(0, +)
    var sum = 0.0
    for place in weights.indices {
      sum += weights[place]
      if target < sum { return place }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }

  func badge(_ generator: inout SplitMix64) -> [Int] {
    func gradient(_ item: Int) -> [Double] {
      let p = probability(item)
      return row(item).map { (p - (p >= 0.5 ? 1 : 0)) * $0 }
    }
    let zero = [Double](repeating: 0, count: 6)
    var chosen: [Int] = []
    while chosen.count < request.count {
      let left = request.open.filter { !chosen.contains($0) }
      let weights = left.map { item in
        chosen.isEmpty
          ? Self.squaredDistance(gradient(item), zero)
          : chosen.map { Self.squaredDistance(gradient(item), gradient($0)) }.min() ?? 0
      }
      if chosen.isEmpty, let largest = weights.max(), let place = weights.firstIndex(of: largest) {
        chosen.append(left[place])
      } else if weights.allSatisfy({ $0 == 0 }) {
        chosen.append(left[0])
      } else {
        chosen.append(left[Self.draw(weights, &generator)])
      }
    }
    return chosen
  }

  /// The cluster of each item and the centres.
  func kMeans(_ items: [Int], _ weights: [Double], _ count: Int, _ generator: inout SplitMix64) -> ([Int], [[Double]]) {
    let weights = weights.contains { $0 > 0 } ? weights : weights.map { _ in 1 }
    var seeds: [Int] = []
    while seeds.count < min(count, items.count) {
      let chances = items.indices.map { place in
        weights[place] * (seeds.map { pow(distance(items[place], items[$0]), 2) }.min() ?? 1)
      }
      seeds.append(
        chances.contains { $0 > 0 }
          ? Self.draw(chances, &generator) : items.indices.first { !seeds.contains($0) } ?? 0)
    }
    var centres = seeds.map { row(items[$0]) }
    func assign() -> [Int] {
      items.map { item in
        let distances = centres.map { Self.squaredDistance(row(item), $0) }
        return distances.indices.min { distances[$0] < distances[$1] } ?? 0
      }
    }
    var clusters = assign()
    for _ in 0..<WeightedKMeans.passLimit {
      for cluster in centres.indices {
        let members = items.indices.filter { clusters[$0] == cluster }
        guard !members.isEmpty else { continue }
        let total = members.reduce(0) { $0 + weights[$1] }
        centres[cluster] = (0..<6).map { feature in
          members.reduce(0) {
            $0 + row(items[$1])[feature] * (total > 0 ? weights[$1] / total : 1 / Double(members.count))
          }
        }
      }
      let next = assign()
      if next == clusters { break }
      clusters = next
    }
    return (clusters, centres)
  }

  func clue(_ generator: inout SplitMix64) -> [Int] {
    let (_, centres) = kMeans(
      request.open, request.open.map { Self.entropy(probability($0)) }, request.count, &generator)
    var chosen: [Int] = []
    for centre in centres {
      let left = request.open.filter { !chosen.contains($0) }
      let distances = left.map { Self.squaredDistance(row($0), centre) }
      if let place = distances.indices.min(by: { distances[$0] < distances[$1] }) { chosen.append(left[place]) }
    }
    return chosen
  }

  func typiclust(limit: Int, _ generator: inout SplitMix64) -> [Int] {
    let known = candidates.labelled + request.taken
    let items = (known + request.open).sorted()
    let (clusters, _) = kMeans(items, items.map { _ in 1 }, min(limit, known.count + request.count), &generator)
    var chosen: [Int] = []
    while chosen.count < request.count {
      let parts = Set(clusters).map { cluster in items.indices.filter { clusters[$0] == cluster }.map { items[$0] } }
        .filter { $0.contains { request.open.contains($0) && !chosen.contains($0) } }
        .sorted { a, b in
          let (x, y) = (
            a.count { known.contains($0) || chosen.contains($0) }, b.count { known.contains($0) || chosen.contains($0) }
          )
          return x != y ? x < y : a.count != b.count ? a.count > b.count : a[0] < b[0]
        }
      guard let cluster = parts.first else { break }
      let open = cluster.filter { request.open.contains($0) && !chosen.contains($0) }
      let spread = open.map { item in
        cluster.filter { $0 != item }.map { distance(item, $0) }.sorted().prefix(20).reduce(0, +)
      }
      guard let least = spread.min(), let place = spread.firstIndex(of: least) else { break }
      chosen.append(open[place])
    }
    return chosen
  }
}
