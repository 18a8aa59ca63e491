/// How many positives a draw without replacement holds: the probabilities of the counts that are worth the name.
///
/// Made for many distributions in turn: `set` reuses the storage. Weights are grown from the most likely count by the
/// ratio of neighbours and divided by their sum, so that no factorial is needed and nothing overflows: the relative error
/// stays near 1e-13 for frames of ten million, where the logarithm of a factorial has lost half its digits. Counts less
/// likely than the most likely one by a factor of 1e-20 are left out.
package struct Hypergeometric {
  /// The lowest count that is kept.
  package private(set) var first = 0
  /// The probabilities of the counts `first`, `first + 1`, …; their sum is 1.
  package private(set) var probabilities: [Double] = []

  /// The distribution of nothing drawn: 0 for certain.
  package init() { probabilities = [1] }

  /// Becomes the distribution of the number of positives among `drawn` of `frame` items, `positives` of which are.
  ///
  /// `positives` and `drawn` lie in `0 ... frame`, and `frame` below 2³¹. Time grows with the standard deviation.
  package mutating func set(frame: Int, positives: Int, drawn: Int) {
    precondition(frame < 1 << 31 && (0...frame).contains(positives) && (0...frame).contains(drawn), "a part of a frame")
    let lowest = max(0, drawn + positives - frame)
    let highest = min(drawn, positives)
    let mode = min(highest, max(lowest, (drawn + 1) * (positives + 1) / (frame + 2)))
    /// The weight of `count + 1` for each unit of that of `count`.
    func growth(_ count: Int) -> Double {
      Double(positives - count) * Double(drawn - count)
        / (Double(count + 1) * Double(frame - positives - drawn + count + 1))
    }
    let cutoff = 1e-20
    probabilities.removeAll(keepingCapacity: true)
    var weight = 1.0
    var count = mode
    while weight >= cutoff {
      probabilities.append(weight)
      guard count > lowest else { break }
      count -= 1
      weight /= growth(count)
    }
    first = mode - probabilities.count + 1
    probabilities.reverse()
    weight = 1
    count = mode
    while count < highest {
      weight *= growth(count)
      guard weight >= cutoff else { break }
      count += 1
      probabilities.append(weight)
    }
    var total = CompensatedSum()
    for weight in probabilities { total.add(weight) }
    for index in probabilities.indices { probabilities[index] /= total.value }
  }
}
