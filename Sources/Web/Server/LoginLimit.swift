import Synchronization

/// Slows down who tries tokens: so many wrong ones in a row from one address, and from all of them together, then one in
/// so many seconds.
///
/// A token has 256 random bits, so that none is ever guessed; this keeps the tries from being a load.
final class LoginLimit: Sendable {
  /// How many wrong tokens one address may send in a row, and after how many seconds one more.
  static let ofAddress = (count: 10.0, seconds: 30.0)
  /// The same for all addresses together.
  static let ofAll = (count: 100.0, seconds: 1.0)
  /// How many addresses are remembered; beyond that those that have been quiet for longest are forgotten.
  static let addressCount = 4096

  /// What is left to try.
  private struct Bucket {
    var level: Double
    var at: ContinuousClock.Instant

    mutating func refill(_ limit: (count: Double, seconds: Double), _ now: ContinuousClock.Instant) {
      level = min(limit.count, level + (now - at) / .seconds(1) / limit.seconds)
      at = now
    }

    /// Seconds until one may be tried.
    func wait(_ limit: (count: Double, seconds: Double)) -> Double { max(0, 1 - level) * limit.seconds }
  }

  private struct State {
    var all: Bucket
    var addresses: [String: Bucket] = [:]
  }

  private let state: Mutex<State>
  private let now: @Sendable () -> ContinuousClock.Instant

  init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    state = Mutex(State(all: Bucket(level: Self.ofAll.count, at: now())))
    self.now = now
  }

  /// Whole seconds until `address` may try again; 0: now.
  func seconds(for address: String) -> Int {
    let now = now()
    return state.withLock { state in
      state.all.refill(Self.ofAll, now)
      var wait = state.all.wait(Self.ofAll)
      if var bucket = state.addresses[address] {
        bucket.refill(Self.ofAddress, now)
        wait = max(wait, bucket.wait(Self.ofAddress))
      }
      return Int(wait.rounded(.up))
    }
  }

  /// Remembers a wrong token from `address`.
  func wasWrong(from address: String) {
    let now = now()
    state.withLock { state in
      state.all.refill(Self.ofAll, now)
      state.all.level -= 1
      var bucket = state.addresses[address] ?? Bucket(level: Self.ofAddress.count, at: now)
      bucket.refill(Self.ofAddress, now)
      bucket.level -= 1
      state.addresses[address] = bucket
      guard state.addresses.count > Self.addressCount else { return }
      let quiet = state.addresses.sorted { ($0.value.at, $0.key) < ($1.value.at, $1.key) }
      for (address, _) in quiet.prefix(Self.addressCount / 4) { state.addresses[address] = nil }
    }
  }
}
