import Foundation
import Synchronization

/// Tells a thread to stop, and tells that it has.
final class Flag: Sendable {
  private let isRaised = Atomic(false)
  private let confirmed = DispatchSemaphore(value: 0)

  var isSet: Bool { isRaised.load(ordering: .acquiring) }

  func set() { isRaised.store(true, ordering: .releasing) }

  func confirm() { confirmed.signal() }

  func waitUntilConfirmed() { confirmed.wait() }
}

/// A number that threads hand each other.
final class Counter: Sendable {
  private let number: Atomic<Int64>

  init(_ number: Int64) { self.number = Atomic(number) }

  var value: Int64 { number.load(ordering: .acquiring) }

  func set(_ new: Int64) { number.store(new, ordering: .releasing) }
}
