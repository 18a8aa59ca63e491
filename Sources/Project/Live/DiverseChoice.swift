import GarimpoKernels
import GarimpoMatrix
import GarimpoStore

/// Items to begin with, while there is no model: each as different as can be from all that was asked before it, so that the
/// first yes and the first no come soon.
///
/// Greedy k-centre, farthest first, in cosine distance of the terms, over a sample of the items that nobody has answered;
/// the first of all is the one nearest to the sample's centre. It is at most twice as far from the best choice.
///
/// Source: Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985.
struct DiverseChoice {
  /// The most items that are looked at.
  static let sampleSize = 2000
  /// How many are chosen ahead.
  static let pickCount = 20

  /// The chosen items' numbers, in the order of asking: a function of the items, the log and the seed.
  static func picks(_ material: LiveMaterial, _ labels: LabelState, seed: UInt64) -> [Int64] {
    let sample = sample(material, labels, seed: RandomPurpose.diverse.seed(from: seed))
    guard !sample.isEmpty else { return [] }
    let columns = material.comparedColumns
    let rows = CosineRows(material.matrix.selecting(rows: sample, columns: columns))
    let answered = labels.answeredItems.compactMap { material.row(of: $0) }
    let centres = CosineRows(material.matrix.selecting(rows: answered, columns: columns))
    // How alike each row is to the nearest that was answered or chosen.
    var nearest = [Float](repeating: -2, count: sample.count)
    for centre in 0..<centres.count { nearest.raise(to: rows.cosines(withRow: centre, of: centres)) }
    var picks: [Int] = []
    var isPicked = [Bool](repeating: false, count: sample.count)
    while picks.count < min(pickCount, sample.count) {
      let isFirst = picks.isEmpty && centres.count == 0
      let worth = isFirst ? rows.cosinesWithCentre() : nearest.map { -$0 }
      var best = -1
      for place in sample.indices where !isPicked[place] && (best < 0 || worth[place] > worth[best]) { best = place }
      isPicked[best] = true
      picks.append(best)
      nearest.raise(to: rows.cosines(withRow: best, of: rows))
    }
    return picks.map { material.numbers[sample[$0]] }
  }

  /// Rows of items that nobody has answered, ascending: all if they are few, else drawn.
  private static func sample(_ material: LiveMaterial, _ labels: LabelState, seed: UInt64) -> [Int] {
    let count = material.numbers.count
    func isOpen(_ row: Int) -> Bool { labels.standing[material.numbers[row]] == nil }
    if count - labels.standing.count <= 4 * sampleSize {
      var open = (0..<count).filter(isOpen)
      var random = SplitMix64(seed: seed, stream: 0)
      let size = min(sampleSize, open.count)
      for place in 0..<size { open.swapAt(place, place + random.next(below: open.count - place)) }
      return open.prefix(size).sorted()
    }
    var random = SplitMix64(seed: seed, stream: 0)
    var chosen: Set<Int> = []
    while chosen.count < sampleSize {
      let row = random.next(below: count)
      if isOpen(row) { chosen.insert(row) }
    }
    return chosen.sorted()
  }
}

extension [Float] {
  /// Raises each number to that of `other` at the same place, where it is greater.
  fileprivate mutating func raise(to other: [Float]) {
    for place in indices where other[place] > self[place] { self[place] = other[place] }
  }
}
