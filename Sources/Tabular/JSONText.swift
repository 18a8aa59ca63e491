/// Writes JSON strings.
enum JSONText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Appends the text of some UTF-8 as a JSON string, with no more escapes than RFC 8259 demands.
  static func append(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text { append(byte, to: &bytes) }
    bytes.append(0x22)
  }

  /// Appends a byte of a string.
  @inline(__always)
  static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
    case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
    case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
    case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
    case 0..<0x20: bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    default: bytes.append(byte)
    }
  }
}
