/// A stable 64-bit hash of texts: FNV-1a (Fowler, Noll and Vo; the IETF draft's 64-bit parameters).
///
/// The same on every machine and in every version, so an id made from it may be stored. Not for secrets.
package struct ContentHash: Sendable {
  /// The hash of what was added so far.
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The hash of nothing.
  package init() {}

  /// Adds bytes.
  package mutating func add(_ bytes: Span<UInt8>) {
    for index in bytes.indices { add(bytes[index]) }
  }

  /// Adds a text and the byte 0x1F behind it, so that moving a letter over a border changes the hash.
  package mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0x1F)
  }

  private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

  /// The hash of some texts.
  package static func of(_ texts: [String]) -> UInt64 {
    var hash = ContentHash()
    for text in texts { hash.add(text) }
    return hash.value
  }

  /// 16 hexadecimal digits.
  static func hexadecimal(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
