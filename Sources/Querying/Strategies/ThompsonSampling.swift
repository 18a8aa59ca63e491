import GarimpoKernels

/// For each question the item that one tree, drawn at random, finds most probably yes: what only some trees believe in is
/// tried as often as they are many.
///
///     t uniform among the trees;      maximise P(yes | x, t), equal ones drawn
///
/// The chance of a single question is exact, the mean over the trees of 1 ÷ items that share the tree's highest score; of
/// several it has no closed form, and is not stated.
///
/// Cost: O(count · open items), and O(trees · open items) for the chances, beside the trees' scores. Sources: Thompson, "On the
/// likelihood that one unknown probability exceeds another in view of the evidence of two samples", 1933; Elmachtoub, McNellis,
/// Oh and Petrik, "A practical method for solving contextual bandit problems using decision trees", 2017, for bootstrapped trees.
struct ThompsonSampling: DrawingRule {
  func choose(_ request: QueryRequest, using generator: inout SplitMix64) -> [Int] {
    let committee = request.candidates.knownCommittee
    var open = request.open
    var chosen: [Int] = []
    while chosen.count < request.count, !open.isEmpty {
      let best = Self.best(open, by: generator.next(below: committee.memberCount), of: committee)
      chosen.append(open.remove(at: best[generator.next(below: best.count)]))
    }
    return chosen
  }

  func chances(_ request: QueryRequest) -> [Double]? {
    let count = request.open.count
    if request.count >= count { return [Double](repeating: 1, count: count) }
    guard request.count == 1 else { return nil }
    let committee = request.candidates.knownCommittee
    var chances = [Double](repeating: 0, count: count)
    for member in 0..<committee.memberCount {
      let best = Self.best(request.open, by: member, of: committee)
      for place in best { chances[place] += 1 / Double(best.count * committee.memberCount) }
    }
    return chances
  }

  /// The places of the items that a tree finds most probably yes.
  private static func best(_ open: [Int], by tree: Int, of committee: QueryCommittee) -> [Int] {
    var best: [Int] = []
    var highest = -1.0
    for (place, item) in open.enumerated() {
      let probability = committee[tree, item]
      if probability > highest {
        highest = probability
        best.removeAll(keepingCapacity: true)
      }
      if probability == highest { best.append(place) }
    }
    return best
  }
}
