/// One order of the items, laid out so that a resample's figures take one walk over it.
///
/// Items are grouped by equal score from the highest. Only groups that hold a positive matter one by one; the negatives
/// between two of them are summed. `rows` lists, segment by segment, the negatives above the group, its negatives, and its
/// positives; the ends of the three lists of segment `s` are at `ends[3s ..< 3s + 3]`. Negatives below the last positive
/// are not listed: they change neither figure, but for the number of negatives, which the caller knows.
struct BootstrapOrder: Sendable {
  private let rows: [UInt32]
  private let ends: [UInt32]

  /// The two figures of one resample.
  struct Figures {
    var averagePrecision: Double
    var rocAUC: Double
  }

  /// A step of the walk: a group that holds a positive of the resample.
  struct Step {
    /// Positives above the group.
    var positives: Int
    /// Negatives above the group.
    var negatives: Int
    /// Positives in it, at least 1.
    var tiedPositives: Int
    /// Negatives in it.
    var tiedNegatives: Int
  }

  init(scores: [Double], targets: [Bool]) {
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var rows: [UInt32] = []
    var ends: [UInt32] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let group = order[start..<end].sorted()
      let positives = group.filter { targets[$0] }
      if !positives.isEmpty { ends.append(UInt32(rows.count)) }
      rows += group.filter { !targets[$0] }.map(UInt32.init)
      if !positives.isEmpty {
        ends.append(UInt32(rows.count))
        rows += positives.map(UInt32.init)
        ends.append(UInt32(rows.count))
      }
      start = end
    }
    self.rows = rows
    self.ends = ends
  }

  /// Calls `body` with each step of the resample in which item `i` occurs `multiplicities[i]` times.
  @inline(__always)
  func forEachStep(_ multiplicities: [Int32], _ body: (Step) -> Void) {
    var step = Step(positives: 0, negatives: 0, tiedPositives: 0, tiedNegatives: 0)
    var place = 0
    @inline(__always) func sum(to end: UInt32) -> Int {
      var sum: Int32 = 0
      while place < Int(end) {
        sum &+= multiplicities[Int(rows[place])]
        place += 1
      }
      return Int(sum)
    }
    var segment = 0
    while segment < ends.count {
      step.negatives += sum(to: ends[segment])
      step.tiedNegatives = sum(to: ends[segment + 1])
      step.tiedPositives = sum(to: ends[segment + 2])
      if step.tiedPositives > 0 { body(step) }
      step.negatives += step.tiedNegatives
      step.positives += step.tiedPositives
      segment += 3
    }
  }

  /// Average precision and ROC AUC of a resample with `positives` positives and `negatives` negatives (both at least 1).
  func figures(_ multiplicities: [Int32], positives: Int, negatives: Int) -> Figures {
    var precisions = 0.0
    var doubledPairs = 0
    forEachStep(multiplicities) { step in
      let found = step.positives + step.tiedPositives
      let read = found + step.negatives + step.tiedNegatives
      precisions += Double(step.tiedPositives) * (Double(found) / Double(read))
      // Each positive is in the right order with the negatives below it, and half so with those beside it.
      let below = negatives - step.negatives - step.tiedNegatives
      doubledPairs += step.tiedPositives * (2 * below + step.tiedNegatives)
    }
    return Figures(
      averagePrecision: precisions / Double(positives),
      rocAUC: Double(doubledPairs) / 2 / (Double(positives) * Double(negatives)))
  }
}
