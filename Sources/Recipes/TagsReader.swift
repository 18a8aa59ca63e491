/// Reads the values of a cell that holds several: a JSON list, the text of a Python list, or values between separators.
struct TagsReader: Sendable {
  /// What stands between values.
  let separator: [UInt8]

  init(separator: String) { self.separator = Array(separator.utf8) }

  /// The values without the spaces around them, empty ones left out; nil when a list does not end as it should.
  func tags(_ text: String) -> Reading<[String]>? {
    let bytes = Array(text.utf8)
    var at = 0
    TagsReader.spaces(bytes, &at)
    if at < bytes.count, bytes[at] == UInt8(ascii: "[") { return list(bytes, at) }
    var tags: [String] = []
    var start = 0
    at = 0
    while at <= bytes.count {
      if at == bytes.count || bytes[at...].starts(with: separator) {
        let tag = TagsReader.trimmed(bytes[start..<at])
        if !tag.isEmpty { tags.append(tag) }
        at += at == bytes.count ? 1 : separator.count
        start = at
      } else {
        at += 1
      }
    }
    return Reading(tags, tags.count == 1 ? .oneTag : .separated)
  }

  /// `["a", "b"]` or `['a', "it's"]`, also with bare words and numbers.
  private func list(_ text: [UInt8], _ start: Int) -> Reading<[String]>? {
    var at = start + 1
    var tags: [String] = []
    var form = ReadingRule.Form.jsonList
    while true {
      TagsReader.spaces(text, &at)
      guard at < text.count else { return nil }
      if text[at] == UInt8(ascii: "]") { break }
      if text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'") {
        if text[at] == UInt8(ascii: "'") { form = .pythonList }
        guard let tag = TagsReader.string(text, &at) else { return nil }
        if !tag.isEmpty { tags.append(tag) }
      } else {
        let from = at
        while at < text.count, text[at] != UInt8(ascii: ","), text[at] != UInt8(ascii: "]") { at += 1 }
        let tag = TagsReader.trimmed(text[from..<at])
        if tag.isEmpty || tag.utf8.contains(UInt8(ascii: "[")) || tag.utf8.contains(UInt8(ascii: "{")) { return nil }
        if tag != "null", tag != "None" { tags.append(tag) }
      }
      TagsReader.spaces(text, &at)
      guard at < text.count else { return nil }
      if text[at] == UInt8(ascii: ",") { at += 1 } else if text[at] != UInt8(ascii: "]") { return nil }
    }
    at += 1
    TagsReader.spaces(text, &at)
    return at == text.count ? Reading(tags, form) : nil
  }

  /// The string in quotes at `at`, with its escapes resolved.
  private static func string(_ text: [UInt8], _ at: inout Int) -> String? {
    let quote = text[at]
    at += 1
    var bytes: [UInt8] = []
    while at < text.count {
      let byte = text[at]
      at += 1
      if byte == quote { return trimmed(bytes[...]) }
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard at < text.count else { return nil }
      let escaped = text[at]
      at += 1
      switch escaped {
      case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"):
        bytes.append(0x20)
      case UInt8(ascii: "u"):
        guard let scalar = unicodeEscape(text, &at) else { return nil }
        bytes.append(contentsOf: String(scalar).utf8)
      default: bytes.append(escaped)
      }
    }
    return nil
  }

  /// The scalar of `\uXXXX` whose digits begin at `at`; a pair of surrogates is one scalar, a lone one U+FFFD.
  private static func unicodeEscape(_ text: [UInt8], _ at: inout Int) -> Unicode.Scalar? {
    guard let first = hexadecimal(text, at) else { return nil }
    at += 4
    if (0xD800...0xDBFF).contains(first), at + 1 < text.count, text[at] == UInt8(ascii: "\\"),
      text[at + 1] == UInt8(ascii: "u"), let second = hexadecimal(text, at + 2), (0xDC00...0xDFFF).contains(second)
    {
      at += 6
      return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }
    return Unicode.Scalar(first) ?? "\u{FFFD}"
  }

  private static func hexadecimal(_ text: [UInt8], _ at: Int) -> UInt32? {
    guard at + 4 <= text.count else { return nil }
    var value: UInt32 = 0
    for byte in text[at..<at + 4] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: return nil
      }
    }
    return value
  }

  private static func spaces(_ text: [UInt8], _ at: inout Int) {
    while at < text.count, isSpace(text[at]) { at += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
