import Crypto

/// SHA-256 of stored bytes (FIPS 180-4), by swift-crypto.
public enum Checksum {
  /// The digest of `bytes` in 64 lower-case hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
