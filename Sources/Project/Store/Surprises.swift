/// How surprising labels are, given the scores of models that have not seen them.
struct Surprises {
  /// For each item the share of the items with the other label that look less like that label than this one does, ties
  /// counted half: of a no, the share of yes that score lower; of a yes, the share of no that score higher.
  ///
  /// Ranks and not probabilities, since those of a forest with few yes are low for all.
  let shares: [Double]
  /// The items from 0.5, the most surprising first: by share, then by how far the score is from the label, then in order.
  let rows: [Int]

  /// Both labels must occur.
  init(scores: [Float], targets: [Bool]) {
    let yes = scores.indices.filter { targets[$0] }.map { scores[$0] }.sorted()
    let no = scores.indices.filter { !targets[$0] }.map { scores[$0] }.sorted()
    let shares = scores.indices.map { row in
      let others = targets[row] ? no : yes
      let below = Self.place(of: scores[row], in: others) { $0 < $1 }
      let upTo = Self.place(of: scores[row], in: others) { $0 <= $1 }
      let lower = (Double(below) + Double(upTo)) / 2 / Double(others.count)
      return targets[row] ? 1 - lower : lower
    }
    func distance(_ row: Int) -> Float { targets[row] ? 1 - scores[row] : scores[row] }
    rows = shares.indices.filter { shares[$0] >= 0.5 }
      .sorted { (-shares[$0], -distance($0), $0) < (-shares[$1], -distance($1), $1) }
    self.shares = shares
  }

  /// How many of ascending numbers come before `value`.
  private static func place(of value: Float, in sorted: [Float], _ comesBefore: (Float, Float) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if comesBefore(sorted[middle], value) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
