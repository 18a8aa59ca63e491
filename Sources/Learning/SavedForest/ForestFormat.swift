/// What the bytes of a saved forest begin and end with; `Documentation/ModelFormat.md` has the whole form.
enum ForestFormat {
  /// The first eight bytes: `GARIMPOF` in ASCII. Another kind of model gets another mark.
  static let mark: [UInt8] = Array("GARIMPOF".utf8)
  /// The version that this program writes, and the only one that it reads.
  static let version: UInt32 = 1
  /// The mark, the version and the checksum; nothing shorter is a saved forest.
  static let leastByteCount = 20
  /// The bytes of the checksum, which are the last.
  static let checksumByteCount = 8

  /// FNV-1a of 64 bits (Fowler, Noll and Vo; the IETF draft's parameters).
  ///
  /// A step is one-to-one in the byte and in the hash before it, so any single changed byte changes the checksum. It
  /// tells of accidents; it is no protection against a forger.
  static func checksum(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
