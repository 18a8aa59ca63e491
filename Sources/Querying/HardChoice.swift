import GarimpoKernels

/// The hard items of a pool, and how probable each item was to be one of them.
struct HardChoice {
  /// Where hard items are looked for.
  enum Kind {
    /// In the whole pool.
    case all
    /// In a stretch of scores.
    case band(ClosedRange<Double>)
  }

  let kind: Kind
  /// The number asked for; nil: all of the band.
  let wanted: Int?
  /// The hard items.
  private(set) var rows: [Int] = []
  /// All other items, ascending.
  private(set) var rest: [Int] = []
  /// How many items are equally close at the last place.
  private(set) var tiedCount = 0
  /// How many of these are hard.
  private(set) var tiedPlaces = 0
  /// The chance of each row to be hard.
  private var chances: [Double]

  /// The chance of `row` to be hard, over all seeds.
  func chance(of row: Int) -> Double { chances[row] }

  init(_ hard: BatchRequest.Hard, _ scores: [Float], seed: UInt64) {
    chances = [Double](repeating: 0, count: scores.count)
    let candidates: [Int]
    let threshold: Double
    switch hard {
    case .closest(let middle, let count):
      (kind, wanted, threshold) = (.all, count, Double(Float(middle)))
      candidates = Array(scores.indices)
    case .band(let band):
      (kind, wanted, threshold) = (.band(band), nil, 0)
      candidates = Self.rows(scores, in: band)
    case .closestInBand(let band, let middle, let count):
      (kind, wanted, threshold) = (.band(band), count, Double(Float(middle)))
      candidates = Self.rows(scores, in: band)
    }
    rows = candidates
    if let wanted, wanted < candidates.count {
      draw(wanted, from: candidates, seed: seed) { abs(Double(scores[$0]) - threshold) }
    } else {
      for row in rows { chances[row] = 1 }
    }
    var isHard = [Bool](repeating: false, count: scores.count)
    for row in rows { isHard[row] = true }
    rest = scores.indices.filter { !isHard[$0] }
  }

  private static func rows(_ scores: [Float], in band: ClosedRange<Double>) -> [Int] {
    let (low, high) = (Float(band.lowerBound), Float(band.upperBound))
    return scores.indices.filter { scores[$0] >= low && scores[$0] <= high }
  }

  /// Takes the `wanted` closest candidates; the last places are drawn where more are equally close.
  private mutating func draw(_ wanted: Int, from candidates: [Int], seed: UInt64, distance: (Int) -> Double) {
    let sorted = candidates.map { (row: $0, distance: distance($0)) }.sorted {
      $0.distance != $1.distance ? $0.distance < $1.distance : $0.row < $1.row
    }
    guard wanted > 0 else {
      rows = []
      return
    }
    let cut = sorted[wanted - 1].distance
    rows = sorted.prefix { $0.distance < cut }.map(\.row)
    var tied = sorted.filter { $0.distance == cut }.map(\.row)
    tiedCount = tied.count
    tiedPlaces = wanted - rows.count
    for row in rows { chances[row] = 1 }
    for row in tied { chances[row] = Double(tiedPlaces) / Double(tiedCount) }
    var random = SplitMix64(seed: seed, stream: 0)
    for place in 0..<tiedPlaces { tied.swapAt(place, place + random.next(below: tied.count - place)) }
    rows += tied[..<tiedPlaces]
  }
}
