extension Span<UInt8> {
  /// The scalar that starts at byte `place` of valid UTF-8, and its number of bytes.
  @inline(__always)
  func scalar(at place: Int) -> (value: UInt32, width: Int) {
    let lead = UInt32(self[place])
    if lead < 0x80 { return (lead, 1) }
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | tail(place + 1), 2) }
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | tail(place + 1) << 6 | tail(place + 2), 3) }
    return ((lead & 0x07) << 18 | tail(place + 1) << 12 | tail(place + 2) << 6 | tail(place + 3), 4)
  }

  @inline(__always)
  private func tail(_ place: Int) -> UInt32 { UInt32(self[place]) & 0x3F }

  /// Whether the capital sigma at byte `place` ends a word, so that its lower case is ς: a cased letter before it and none
  /// after it, marks and the like not counting (The Unicode Standard 14.0, table 3-17, `Final_Sigma`).
  func isFinalSigma(at place: Int) -> Bool {
    var before = place
    var follows = false
    while before > 0 {
      before -= 1
      while self[before] & 0xC0 == 0x80 { before -= 1 }
      let properties = Unicode.Scalar(scalar(at: before).value)?.properties
      if properties?.isCaseIgnorable ?? false { continue }
      follows = properties?.isCased ?? false
      break
    }
    guard follows else { return false }
    var after = place + 2
    while after < count {
      let (value, width) = scalar(at: after)
      let properties = Unicode.Scalar(value)?.properties
      if !(properties?.isCaseIgnorable ?? false) { return !(properties?.isCased ?? false) }
      after += width
    }
    return true
  }
}

extension [UInt8] {
  /// Appends the bytes of a scalar value.
  @inline(__always)
  mutating func append(scalar value: UInt32) {
    switch value {
    case 0..<0x80: append(UInt8(truncatingIfNeeded: value))
    case 0x80..<0x800:
      append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    case 0x800..<0x1_0000:
      append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    default:
      append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
  }
}
