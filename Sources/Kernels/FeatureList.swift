/// A list of features that is drawn from without replacement.
@safe
package struct FeatureList: ~Copyable {
  /// Set on a feature to mark it.
  static var mark: UInt32 { 1 &<< 31 }

  let capacity: Int
  let features: UnsafeMutablePointer<UInt32>
  /// The number of features in the list.
  package internal(set) var count = 0

  /// An empty list with room for `capacity` features.
  package init(capacity: Int) {
    precondition(capacity < Int(Self.mark), "too many features")
    self.capacity = capacity
    // SAFETY: owned by this value alone and freed in deinit.
    unsafe features = .allocate(capacity: max(1, capacity))
  }

  deinit {
    // SAFETY: allocated in init, never handed out beyond this target.
    unsafe features.deallocate()
  }

  /// Fills the list with all features, in ascending order.
  package mutating func fillAll() {
    // SAFETY: the loop stays below the capacity.
    for feature in 0..<capacity { unsafe features[feature] = UInt32(truncatingIfNeeded: feature) }
    count = capacity
  }

  /// Draws one of the features not drawn yet and brings it to place `index`, which is the number drawn so far. Whatever
  /// order the list had, the draws are uniform without replacement (Fisher and Yates).
  @inline(__always)
  package mutating func draw(_ index: Int, generator: inout SplitMix64) -> Int {
    precondition(index >= 0 && index < count, "all features are drawn")
    let other = index &+ generator.next(below: count &- index)
    // SAFETY: 0 <= index <= other < count <= capacity.
    let drawn = unsafe features[other]
    unsafe features[other] = features[index]
    unsafe features[index] = drawn
    return Int(drawn)
  }

  /// Removes the marked features that `isKept` refuses, and the marks.
  package mutating func resolveMarks(_ isKept: (Int) -> Bool) {
    var kept = 0
    for index in 0..<count {
      // SAFETY: kept <= index < count.
      let feature = unsafe features[index]
      if feature & Self.mark != 0 && !isKept(Int(feature & ~Self.mark)) { continue }
      unsafe features[kept] = feature & ~Self.mark
      kept += 1
    }
    count = kept
  }
}
