import GarimpoStore

extension OpenProject {
  /// Goes on with the index of texts for a while, and says how far it is: for a server that has other work on the same
  /// threads.
  ///
  /// - Parameter duration: after this time it stops at the next end of a transaction.
  public func updateSearch(forAtMost duration: Duration) throws(Failure) -> SearchProgress {
    let end = ContinuousClock.now.advanced(by: duration)
    let state = try updateSearch { _ in ContinuousClock.now < end }
    return SearchProgress(indexedCount: Int(state.position), versionCount: Int(state.end))
  }
}

/// How far the index of texts is.
public struct SearchProgress: Sendable, Hashable, Encodable {
  /// Versions of items that it has.
  public var indexedCount: Int
  /// Versions of items in all.
  public var versionCount: Int

  /// So many of so many.
  public init(indexedCount: Int, versionCount: Int) {
    self.indexedCount = indexedCount
    self.versionCount = versionCount
  }

  /// Whether it has all.
  public var isComplete: Bool { indexedCount >= versionCount }

  /// The whole per cents that it has: 100 only when it has all.
  public var percent: Int { isComplete ? 100 : 100 * indexedCount / versionCount }
}
