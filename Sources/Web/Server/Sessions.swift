import GarimpoProject
import Synchronization

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// The browsers that have signed in, in memory: whoever starts the server anew signs everybody out.
///
/// A session is named by a random secret that the browser keeps in a cookie; here is its hash only.
final class Sessions: Sendable {
  /// What a session was opened with; it ends when that opens nothing any more.
  enum Key: Hashable {
    /// An account, by the token that it was given at this time.
    case account(name: String, since: Date)
    /// The token of a file.
    case file
  }

  private struct Session {
    var key: Key
    var end: ContinuousClock.Instant
  }

  /// How long a session lasts.
  static let lifetime = Duration.seconds(7 * 24 * 3600)
  /// How many sessions one key may have; the one that ends first makes place.
  static let countForEach = 20

  private let sessions = Mutex<[String: Session]>([:])
  private let now: @Sendable () -> ContinuousClock.Instant

  init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) { self.now = now }

  /// Opens a session and returns its secret.
  func open(_ key: Key) -> String {
    let secret = Secret.random()
    let now = now()
    sessions.withLock { sessions in
      sessions = sessions.filter { $0.value.end > now }
      let own = sessions.filter { $0.value.key == key }.sorted { ($0.value.end, $0.key) < ($1.value.end, $1.key) }
      for session in own.dropLast(Self.countForEach - 1) { sessions[session.key] = nil }
      sessions[Secret.hash(secret)] = Session(key: key, end: now.advanced(by: Self.lifetime))
    }
    return secret
  }

  /// What the session with this hash was opened with; nil: there is none, or it is over.
  func key(ofHash hash: String) -> Key? {
    sessions.withLock { sessions in
      guard let session = sessions[hash] else { return nil }
      guard session.end > now() else {
        sessions[hash] = nil
        return nil
      }
      return session.key
    }
  }

  /// Ends a session.
  func close(_ secret: String) {
    _ = sessions.withLock { $0.removeValue(forKey: Secret.hash(secret)) }
  }

  /// How many there are, those that are over included until somebody signs in.
  var count: Int { sessions.withLock(\.count) }
}
