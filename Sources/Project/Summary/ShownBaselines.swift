import GarimpoEvaluation

/// The orders without a model that text and report show: chance, the best of the others, and the newest first.
struct ShownBaselines {
  /// How many orders are shown besides chance and newest first.
  static let limit = 8

  /// The orders, in the result's order.
  let baselines: [RoundResult.Baseline]
  /// `and 12 more that rank worse`; nil when nothing is left out.
  let note: String?

  /// The orders of `quality` that are shown: among equals the earlier.
  init(_ quality: RoundResult.Quality) {
    let all = quality.baselines
    let candidates = all.indices.dropFirst().filter { all[$0].name != "newest first" }
    let best = candidates.sorted {
      let (left, right) = (all[$0].averagePrecision.value, all[$1].averagePrecision.value)
      return left == right ? $0 < $1 : left > right
    }
    let hidden = Set(best.dropFirst(Self.limit))
    baselines = all.indices.filter { !hidden.contains($0) }.map { all[$0] }
    let rest =
      hidden.isEmpty ? nil : "and \(Text.grouped(hidden.count)) more orders of no higher average precision"
    let parts = [rest, quality.baselineNote].compactMap { $0 }
    note = parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
