/// How many rows of a node have an entry of each feature; remembers which features were met, in ascending order, at a
/// cost that grows with the features met and not with all there are.
///
/// A bit is kept for each feature, and a bit for each word of these bits.
@safe package struct FeatureTally: ~Copyable {
  let featureCount: Int
  private let counts: UnsafeMutablePointer<UInt32>
  private let words: UnsafeMutablePointer<UInt64>
  private let summary: UnsafeMutablePointer<UInt64>
  private let summaryCount: Int

  /// An empty tally.
  package init(featureCount: Int) {
    self.featureCount = featureCount
    let wordCount = (featureCount + 63) / 64
    summaryCount = (wordCount + 63) / 64
    // SAFETY: the blocks are owned by this value alone and freed in deinit.
    unsafe counts = .allocate(capacity: max(1, featureCount))
    unsafe words = .allocate(capacity: max(1, wordCount))
    unsafe summary = .allocate(capacity: max(1, summaryCount))
    unsafe counts.initialize(repeating: 0, count: featureCount)
    unsafe words.initialize(repeating: 0, count: wordCount)
    unsafe summary.initialize(repeating: 0, count: summaryCount)
  }

  deinit {
    // SAFETY: allocated in init, never handed out.
    unsafe counts.deallocate()
    unsafe words.deallocate()
    unsafe summary.deallocate()
  }

  /// Counts one row for a feature, which must be below the number of features.
  @unsafe @inline(__always)
  mutating func add(uncheckedFeature feature: Int) {
    // SAFETY: the caller vouches for the feature; its word and summary word exist by construction.
    unsafe counts[feature] &+= 1
    let word = feature &>> 6
    unsafe words[word] |= 1 &<< UInt64(feature & 63)
    unsafe summary[word &>> 6] |= 1 &<< UInt64(word & 63)
  }

  /// Moves the features met into `list`, in ascending order, and empties the tally. Those that were counted `fullCount`
  /// times have the top bit set.
  package mutating func drain(fullCount: Int, into list: inout FeatureList) {
    precondition(list.capacity >= featureCount)
    list.count = 0
    for outer in 0..<summaryCount {
      // SAFETY: bits are set for existing features only, so all indices made from them exist; a feature is met once, so
      // the list has room.
      var outerBits = unsafe summary[outer]
      unsafe summary[outer] = 0
      while outerBits != 0 {
        let word = outer &<< 6 | outerBits.trailingZeroBitCount
        outerBits &= outerBits &- 1
        var bits = unsafe words[word]
        unsafe words[word] = 0
        while bits != 0 {
          let feature = word &<< 6 | bits.trailingZeroBitCount
          bits &= bits &- 1
          let isFull = unsafe Int(counts[feature]) == fullCount
          unsafe counts[feature] = 0
          unsafe list.features[list.count] = UInt32(truncatingIfNeeded: feature) | (isFull ? FeatureList.mark : 0)
          list.count &+= 1
        }
      }
    }
  }
}
