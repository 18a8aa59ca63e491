/// A stable 64-bit hash of texts: FNV-1a (Fowler, Noll and Vo; the IETF draft's 64-bit parameters).
///
/// The same on every machine and in every version, so an id made from it may be stored. Not for secrets.
enum ContentHash {
  /// The hash of the texts, each followed by the byte 0x1F, so that moving a letter over a border changes it.
  static func of(_ texts: [String]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for text in texts {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0x1F) &* 0x100_0000_01b3
    }
    return hash
  }

  /// 16 hexadecimal digits.
  static func hexadecimal(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
