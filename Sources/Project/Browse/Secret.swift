import GarimpoStore

/// Texts that open something: tokens of accounts and sessions of browsers.
public enum Secret {
  /// 32 random bytes of the system in base64url (RFC 4648, section 5), 43 characters.
  public static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return Base64URL.text((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  /// What is kept of a secret: its SHA-256 in 64 hexadecimal digits. As a secret is random, no salt is needed.
  public static func hash(_ secret: String) -> String { Checksum.sha256(Array(secret.utf8)) }

  /// Whether two hashes are equal, compared to the end whatever differs: the time says nothing of where.
  public static func areEqual(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for index in one.indices { difference |= one[index] ^ other[index] }
    return difference == 0
  }
}
