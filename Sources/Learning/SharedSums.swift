import Synchronization

/// Sums of integers that several threads add to; the order of the additions cannot show.
final class SharedSums: Sendable {
  private let state: Mutex<[UInt64]>

  init(count: Int) { state = Mutex(Array(repeating: 0, count: count)) }

  /// Adds `other` to the sums from `offset` on.
  func add(_ other: [UInt64], at offset: Int) {
    state.withLock { sums in
      for i in other.indices { sums[offset + i] += other[i] }
    }
  }

  var values: [UInt64] { state.withLock { $0 } }
}
