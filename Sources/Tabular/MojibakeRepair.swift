/// UTF-8 that was read as Windows-1252 or Latin-1 and written as UTF-8 again: `Ã§` where `ç` was meant.
package enum MojibakeRepair {
  /// Whether nearly all characters of `text[range]` that are not ASCII are the bytes of UTF-8 characters, one by one.
  static func isSuspect(_ text: [UInt8], in range: Range<Int>) -> Bool {
    var index = range.lowerBound
    var inside = 0
    var outside = 0
    while index < range.upperBound {
      if text[index] < 0x80 {
        index += 1
      } else if let (_, end) = character(text, at: index, end: range.upperBound) {
        inside += 1
        index = end
      } else {
        outside += 1
        index += 1
        while index < range.upperBound, text[index] & 0xC0 == 0x80 { index += 1 }
      }
    }
    return inside >= 3 && inside >= 9 * outside
  }

  /// The text with each character that was read byte by byte put together, and how many there were.
  static func repaired(_ text: ArraySlice<UInt8>) -> (text: [UInt8], count: Int) {
    let bytes = Array(text)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var count = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] >= 0xC2, let (whole, end) = character(bytes, at: index, end: bytes.count) {
        result.append(contentsOf: whole)
        count += 1
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return (result, count)
  }

  /// The UTF-8 character whose bytes stand as characters of their own at `index`, and where they end.
  private static func character(_ text: [UInt8], at index: Int, end: Int) -> (bytes: [UInt8], end: Int)? {
    guard let (lead, next) = byte(text, at: index, end: end), lead >= 0xC2, lead < 0xF5 else { return nil }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var bytes = [lead]
    var place = next
    while bytes.count < length {
      guard let (byte, next) = byte(text, at: place, end: end), byte & 0xC0 == 0x80 else { return nil }
      bytes.append(byte)
      place = next
    }
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    return (bytes, place)
  }

  /// The byte that a Western code page has for the character at `index`, when it is one from 80 to FF.
  private static func byte(_ text: [UInt8], at index: Int, end: Int) -> (byte: UInt8, end: Int)? {
    guard index + 1 < end else { return nil }
    let lead = text[index]
    if lead == 0xC2 { return (text[index + 1], index + 2) }
    if lead == 0xC3 { return (text[index + 1] | 0x40, index + 2) }
    let code: UInt32
    let length: Int
    if lead & 0xE0 == 0xC0 {
      code = UInt32(lead & 0x1F) << 6 | UInt32(text[index + 1] & 0x3F)
      length = 2
    } else if lead & 0xF0 == 0xE0, index + 2 < end {
      code = UInt32(lead & 0x0F) << 12 | UInt32(text[index + 1] & 0x3F) << 6 | UInt32(text[index + 2] & 0x3F)
      length = 3
    } else {
      return nil
    }
    guard let place = Transcoder.windows1252.firstIndex(of: code) else { return nil }
    return (UInt8(0x80 + place), index + length)
  }
}

extension MojibakeRepair {
  /// `text` with each character that was read byte by byte put together; a text without any comes back as it is.
  package static func repaired(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    let (bytes, count) = repaired(Array(text.utf8)[...])
    return count == 0 ? text : String(decoding: bytes, as: UTF8.self)
  }
}
