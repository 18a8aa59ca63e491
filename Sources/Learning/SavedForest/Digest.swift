/// FNV-1a of 64 bits (Fowler, Noll and Vo; the IETF draft's parameters), a number that stands for what was added.
///
/// A step is one-to-one in the byte and in the hash before it, so any single changed byte changes the digest. It tells of
/// accidents; it is no protection against a forger.
package struct Digest: Sendable {
  /// The digest of what was added so far.
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The digest of nothing.
  package init() {}

  /// Adds one byte.
  @inline(__always)
  package mutating func add(byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// Adds a number in as many bytes as its type has, the lowest first.
  @inline(__always)
  package mutating func add(_ number: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) { add(byte: UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// Adds a text: the number of its bytes, and these.
  package mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    for byte in text.utf8 { add(byte: byte) }
  }

  /// The digest of bytes.
  package static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var digest = Digest()
    for byte in bytes { digest.add(byte: byte) }
    return digest.value
  }
}
