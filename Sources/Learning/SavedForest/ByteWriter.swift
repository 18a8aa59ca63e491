/// Bytes that are being written, numbers with their lowest byte first.
package struct ByteWriter {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  /// Nothing yet.
  package init() {}

  /// Appends one byte.
  package mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Appends bytes as they are.
  package mutating func write(_ part: [UInt8]) { bytes += part }

  /// Appends a number in as many bytes as its type has.
  package mutating func write(fixed number: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// Appends a number with all its bits.
  package mutating func write(_ number: Double) { write(fixed: number.bitPattern) }

  /// Appends a number by seven bits a byte, the lowest first; every byte but the last has its highest bit set (LEB128,
  /// unsigned: The DWARF Debugging Standard 5, 7.6).
  package mutating func write(short number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Appends a number that is not negative (checked) in the short form.
  package mutating func write(short number: Int) { write(short: UInt64(number)) }

  /// Appends one bit for each flag, eight to the byte, the first lowest; the last byte is filled with zeros.
  package mutating func write(bits flags: some Collection<Bool>) {
    var byte: UInt8 = 0
    var place = 0
    for flag in flags {
      if flag { byte |= 1 << UInt8(place & 7) }
      place += 1
      if place & 7 == 0 {
        bytes.append(byte)
        byte = 0
      }
    }
    if place & 7 != 0 { bytes.append(byte) }
  }
}
