/// Why bytes are not a model that can be read.
public enum ModelFormatError: Error, Hashable, Sendable {
  /// The bytes do not begin with the mark of a forest; `found` are the first eight, or as many as there are.
  case notAForest(found: [UInt8])
  /// The bytes do not begin with the mark of a model; `found` are the first eight, or as many as there are.
  case notAModel(found: [UInt8])
  /// The same of a model that another room keeps.
  case wrongMark(found: [UInt8], expected: [UInt8])
  /// The bytes end before the version and the checksum.
  case cutShort(byteCount: Int)
  /// The bytes are in a form that this program does not know.
  case unknownVersion(UInt32, known: UInt32)
  /// Some byte is not what was saved.
  case checksumMismatch(byteCount: Int, found: UInt64, expected: UInt64)
  /// The checksum is right, but what stands at or before `byte` (counted from 0) cannot be.
  case malformed(byte: Int, found: String, expected: String)
}

extension ModelFormatError: CustomStringConvertible {
  /// Where, what was found, what was expected, what to do.
  public var description: String {
    switch self {
    case .notAForest(let found): Self.wrongStart(found, expected: ForestFormat.mark, "forest")
    case .wrongMark(let found, let expected): Self.wrongStart(found, expected: expected, "model of this kind")
    case .notAModel(let found): Self.wrongStart(found, expected: ModelFormat.mark, "model")
    case .cutShort(let byteCount):
      "saved model: \(byteCount) bytes, expected at least \(ByteReader.leastByteCount): its end is missing. "
        + Self.remedy
    case .unknownVersion(let version, let known):
      "saved model: it is in format \(version), this program reads format \(known). "
        + "Use the program that saved it, or train again"
    case .checksumMismatch(let byteCount, let found, let expected):
      "saved model: its \(byteCount) bytes have the checksum \(Self.hexadecimal(found, 16)), "
        + "expected \(Self.hexadecimal(expected, 16)): some are damaged or missing. \(Self.remedy)"
    case .malformed(let byte, let found, let expected):
      "saved model: byte \(byte): \(found), expected \(expected). Nothing was damaged since it was saved, "
        + "so it was saved wrongly: train again"
    }
  }

  private static func wrongStart(_ found: [UInt8], expected: [UInt8], _ what: String) -> String {
    "saved model: it \(found.isEmpty ? "has no bytes" : "begins with the bytes \(list(found))"), "
      + "expected \(list(expected)): it is no saved \(what), or its start is damaged. \(remedy)"
  }

  private static let remedy = "Restore it from a copy, or train again"

  private static func list(_ bytes: [UInt8]) -> String {
    bytes.map { hexadecimal(UInt64($0), 2) }.joined(separator: " ")
  }

  private static func hexadecimal(_ number: UInt64, _ width: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
