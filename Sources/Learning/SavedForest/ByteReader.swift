/// Reads what `ByteWriter` wrote. Nothing it is given can make it trap, nor ask for more memory than the bytes justify.
package struct ByteReader {
  /// Where the next byte is read.
  package private(set) var place: Int
  private let bytes: [UInt8]
  private let end: Int

  /// A reader of the bytes in `range`.
  package init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    place = range.lowerBound
    end = range.upperBound
  }

  /// The mark, the version and the checksum; nothing shorter is a saved model.
  package static let leastByteCount = 20
  private static let checksumByteCount = 8

  /// A reader of what stands between version and checksum, after all three were checked.
  ///
  /// - Parameter otherwise: the error if `bytes` do not begin with `mark`, made of the first eight or as many as there are.
  package init(
    opening bytes: [UInt8], mark: [UInt8], version: UInt32, otherwise: ([UInt8]) -> ModelFormatError
  ) throws(ModelFormatError) {
    guard bytes.starts(with: mark) else { throw otherwise(Array(bytes.prefix(mark.count))) }
    guard bytes.count >= Self.leastByteCount else { throw .cutShort(byteCount: bytes.count) }
    let end = bytes.count - Self.checksumByteCount
    self.init(bytes, in: mark.count..<end)
    let found = try fixed(UInt32.self, of: "version")
    guard found == version else { throw .unknownVersion(found, known: version) }
    var tail = ByteReader(bytes, in: end..<bytes.count)
    let noted = try tail.fixed(UInt64.self, of: "checksum")
    let checksum = Digest.of(bytes[..<end])
    guard checksum == noted else {
      throw .checksumMismatch(byteCount: bytes.count, found: checksum, expected: noted)
    }
  }

  /// Throws unless everything was read.
  package func finish() throws(ModelFormatError) {
    guard restCount == 0 else { throw error("\(restCount) more bytes", expected: "the checksum") }
  }

  /// The number of bytes that are left.
  package var restCount: Int { end - place }

  /// The error that something was found where something else was expected.
  package func error(_ found: String, expected: String) -> ModelFormatError {
    .malformed(byte: place, found: found, expected: expected)
  }

  /// The next byte, of `part` of the model.
  package mutating func byte(of part: StaticString) throws(ModelFormatError) -> UInt8 {
    guard place < end else { throw error("the end of the bytes", expected: "the \(part)") }
    place += 1
    return bytes[place - 1]
  }

  /// The next number in as many bytes as its type has.
  package mutating func fixed<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type, of part: StaticString
  ) throws(ModelFormatError) -> Number {
    var number: Number = 0
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      number |= Number(truncatingIfNeeded: try byte(of: part)) << shift
    }
    return number
  }

  /// The next finite number, with all its bits; `isIn` says which may be.
  package mutating func number(
    of part: StaticString, expected: String = "a finite number", isIn: (Double) -> Bool = { _ in true }
  ) throws(ModelFormatError) -> Double {
    let number = Double(bitPattern: try fixed(UInt64.self, of: part))
    guard number.isFinite, isIn(number) else { throw error("\(number) as the \(part)", expected: expected) }
    return number
  }

  /// The next number, which is above 0.
  package mutating func positive(of part: StaticString) throws(ModelFormatError) -> Double {
    try number(of: part, expected: "a number above 0") { $0 > 0 }
  }

  /// The next number in the short form, which must be the shortest possible.
  package mutating func short(of part: StaticString) throws(ModelFormatError) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let next = try byte(of: part)
      // The tenth byte has room for one bit.
      if shift == 63, next > 1 { break }
      number |= UInt64(next & 0x7F) << UInt64(shift)
      if next & 0x80 == 0 {
        if next == 0, shift > 0 { break }
        return number
      }
    }
    throw error("a number in a form that is too long", expected: "the shortest form of the \(part)")
  }

  /// The next number in the short form, at most `limit`.
  package mutating func short(of part: StaticString, atMost limit: Int) throws(ModelFormatError) -> Int {
    let number = try short(of: part)
    guard number <= UInt64(limit) else {
      throw error("\(number) as the \(part)", expected: "at most \(limit)")
    }
    return Int(number)
  }

  /// The next number in the short form, the number of things of which each takes `byteCount` bytes or more.
  package mutating func count(of part: StaticString, eachOf byteCount: Int) throws(ModelFormatError) -> Int {
    let number = try short(of: part)
    let room = restCount / byteCount
    guard number <= UInt64(room) else {
      throw error("\(number) as the \(part)", expected: "at most \(room), for which there are bytes")
    }
    return Int(number)
  }

  /// One of `choices`, by its index in a byte.
  package mutating func choice<Choice>(
    of part: StaticString, _ choices: Choice...
  ) throws(ModelFormatError) -> Choice {
    let index = try byte(of: part)
    guard index < choices.count else {
      throw error("\(index) as the \(part)", expected: "at most \(choices.count - 1)")
    }
    return choices[Int(index)]
  }

  /// The next `count` flags, one a bit.
  package mutating func bits(_ count: Int, of part: StaticString) throws(ModelFormatError) -> [Bool] {
    guard (count + 7) / 8 <= restCount else { throw error("the end of the bytes", expected: "the \(part)") }
    var flags: [Bool] = []
    flags.reserveCapacity(count)
    var rest: UInt8 = 0
    for place in 0..<count {
      if place & 7 == 0 { rest = try byte(of: part) }
      flags.append(rest & 1 == 1)
      rest >>= 1
    }
    guard rest == 0 else { throw error("bits behind the \(part)", expected: "zeros") }
    return flags
  }
}
