import GarimpoRecipes

/// What makes an item hard for a live model, as the batch of a round has it: how close its score is to the threshold, inside
/// the band if there is one.
struct HardCentre: Sendable, Hashable {
  private let threshold: Float
  private let band: ClosedRange<Float>?

  /// What a recipe means by hard.
  init(_ batch: BatchSpec) {
    threshold = Float(batch.threshold)
    band = batch.band.map { Float($0.lowerBound)...Float($0.upperBound) }
  }

  /// How far a score is from the threshold; nil when it is outside the band.
  func distance(of score: Float) -> Float? {
    if let band, !band.contains(score) { return nil }
    return abs(score - threshold)
  }

  /// Places in `scores`, which descend, of the hardest: the closest first, at least `count` of them if there are so many,
  /// and with each all that are equally close.
  func hardest(_ count: Int, in scores: [Float]) -> [Int] {
    // The first place at or below the threshold.
    var range = 0..<scores.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = scores[middle] > threshold ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    var (above, below) = (range.lowerBound - 1, range.lowerBound)
    var places: [Int] = []
    var last: Float = -1
    while true {
      // Outside the band there is nothing more on that side, but between it and the threshold.
      while above >= 0, distance(of: scores[above]) == nil { above -= 1 }
      while below < scores.count, distance(of: scores[below]) == nil { below += 1 }
      let up = above >= 0 ? distance(of: scores[above]) : nil
      let down = below < scores.count ? distance(of: scores[below]) : nil
      guard let next = [up, down].compactMap({ $0 }).min() else { break }
      if places.count >= count, next > last { break }
      last = next
      if up == next {
        places.append(above)
        above -= 1
      } else {
        places.append(below)
        below += 1
      }
    }
    return places
  }
}
