/// Writes JSON strings.
package enum JSONString {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Appends a text as a JSON string, with no more escapes than RFC 8259 demands.
  package static func append(_ text: String, to bytes: inout [UInt8]) { append(text.utf8, to: &bytes) }

  /// Appends the text of some UTF-8 as a JSON string. Specialised in this room only.
  static func append<Text: Collection<UInt8>>(_ text: Text, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    // Whole runs, because hardly any byte needs an escape.
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      let byte = text[index]
      let next = text.index(after: index)
      if byte < 0x20 || byte == 0x22 || byte == 0x5C {
        bytes.append(contentsOf: text[start..<index])
        appendEscape(byte, to: &bytes)
        start = next
      }
      index = next
    }
    bytes.append(contentsOf: text[start..<text.endIndex])
    bytes.append(0x22)
  }

  private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0x5C)
    switch byte {
    case 0x0A: bytes.append(0x6E)
    case 0x0D: bytes.append(0x72)
    case 0x09: bytes.append(0x74)
    case 0..<0x20: bytes.append(contentsOf: [0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    default: bytes.append(byte)
    }
  }
}
