import GarimpoKernels

/// How the features that a node looks at are drawn.
///
/// scikit-learn draws features without replacement until `maxFeatures` were drawn and at least one of them was *usable*
/// (not constant in the node). Two ways to the same distribution:
/// - **by column**: do exactly that. Right for large nodes: most of their features are usable, and finding out costs one
///   walk of a column.
/// - **by row**: find the usable features first, in one pass over the node's entries, and draw among them how many and
///   which were met. Right for small nodes: they never touch the thousands of features constant in them.
///
/// Which way a node goes is a function of its size alone (`isByRow`), so that a result depends on data and seed only.
struct FeatureDraw: Sendable {
  /// The number of features, usable or not.
  let featureCount: Int
  /// The number of features drawn.
  let drawCount: Int
  /// Mean entries of a column.
  let meanColumnLength: Int
  /// Overrides the choice; for tests.
  var forcedByRow: Bool?

  init(featureCount: Int, drawCount: Int, entryCount: Int) {
    self.featureCount = featureCount
    self.drawCount = drawCount
    meanColumnLength = entryCount / max(1, featureCount)
  }

  /// Whether a node whose rows have `entryCount` entries finds its usable features first.
  func isByRow(entryCount: Int) -> Bool {
    forcedByRow ?? (entryCount <= drawCount * (meanColumnLength + 1))
  }

  /// How many usable features are met, when `usableCount` of all are usable: hypergeometric, but at least 1.
  ///
  /// Drawing d₁ features and counting the usable ones, or marking the usable ones and counting how many of them fall among
  /// the first d₁, is the same distribution: the shorter of the two is simulated.
  func usableDrawCount(usableCount: Int, generator: inout SplitMix64) -> Int {
    var drawn = 0
    var left = max(usableCount, drawCount)
    var total = featureCount
    for _ in 0..<min(usableCount, drawCount) {
      if generator.next(below: total) < left {
        drawn += 1
        left -= 1
      }
      total -= 1
    }
    return max(1, drawn)
  }
}
