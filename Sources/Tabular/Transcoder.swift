/// Writes text of another encoding again as UTF-8, piece by piece.
struct Transcoder {
  let encoding: TextEncoding
  /// Where the first unit that is not text was, within the piece handed over when it was met.
  private(set) var firstInvalid: Int?
  /// Whether a byte from 80 to 9F was met.
  private(set) var hasWindowsBytes = false
  private var invalidCount = 0

  init(_ encoding: TextEncoding) { self.encoding = encoding }

  /// The number of units replaced since the last call.
  mutating func takeInvalidCount() -> Int {
    defer { invalidCount = 0 }
    return invalidCount
  }

  /// Appends `raw` to `text` as UTF-8; returns how much of it was used: all, but for a unit that its end cuts in two.
  mutating func transcode(_ raw: [UInt8], isLast: Bool, into text: inout [UInt8]) -> Int {
    firstInvalid = nil
    switch encoding {
    case .utf8:
      text.append(contentsOf: raw)
      return raw.count
    case .latin1, .windows1252:
      for byte in raw {
        if byte < 0x80 {
          text.append(byte)
        } else if byte < 0xA0 {
          hasWindowsBytes = true
          Self.append(Self.windows1252[Int(byte) - 0x80], to: &text)
        } else {
          Self.append(UInt32(byte), to: &text)
        }
      }
      return raw.count
    case .utf16LittleEndian: return transcode16(raw, high: 1, isLast, &text)
    case .utf16BigEndian: return transcode16(raw, high: 0, isLast, &text)
    }
  }

  private mutating func transcode16(_ raw: [UInt8], high: Int, _ isLast: Bool, _ text: inout [UInt8]) -> Int {
    var index = 0
    while index + 1 < raw.count {
      let unit = UInt32(raw[index + high]) << 8 | UInt32(raw[index + 1 - high])
      if unit < 0xD800 || unit > 0xDFFF {
        Self.append(unit, to: &text)
        index += 2
        continue
      }
      if unit < 0xDC00 {
        if index + 3 >= raw.count && !isLast { return index }
        if index + 3 < raw.count {
          let second = UInt32(raw[index + 2 + high]) << 8 | UInt32(raw[index + 3 - high])
          if second >= 0xDC00 && second <= 0xDFFF {
            Self.append(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00), to: &text)
            index += 4
            continue
          }
        }
      }
      replace(at: index, &text)
      index += 2
    }
    if index < raw.count && isLast {
      replace(at: index, &text)
      index += 1
    }
    return index
  }

  private mutating func replace(at index: Int, _ text: inout [UInt8]) {
    if firstInvalid == nil { firstInvalid = index }
    invalidCount += 1
    Self.append(0xFFFD, to: &text)
  }

  /// Appends the UTF-8 of a code point, which is not a surrogate.
  static func append(_ code: UInt32, to text: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: code >> shift) & 0x3F | 0x80 }
    if code < 0x80 {
      text.append(UInt8(truncatingIfNeeded: code))
    } else if code < 0x800 {
      text.append(UInt8(truncatingIfNeeded: code >> 6) | 0xC0)
      text.append(tail(0))
    } else if code < 0x10000 {
      text.append(UInt8(truncatingIfNeeded: code >> 12) | 0xE0)
      text.append(tail(6))
      text.append(tail(0))
    } else {
      text.append(UInt8(truncatingIfNeeded: code >> 18) | 0xF0)
      text.append(tail(12))
      text.append(tail(6))
      text.append(tail(0))
    }
  }

  /// The characters of the bytes 80 to 9F, as the WHATWG Encoding Standard has them.
  static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}
