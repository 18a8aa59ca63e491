import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where a page ends: the last item that was looked at, by what the order is made of, so that the next page goes on
/// sensibly also when the order has changed meanwhile.
struct ItemCursor: Hashable {
  /// The item.
  var item: Int64
  /// Its score, nil for an item without one; or how well its text fits.
  var score: Double?
  /// The place of its newest answer in the log.
  var position: Int64 = 0
  /// Its date.
  var date = ""
  /// How many items the pages up to here had.
  var count = 0

  /// A cursor behind `item`.
  init(item: Int64) { self.item = item }

  private static let version: UInt8 = 1

  /// The text that a page hands out for `query`.
  func text(_ query: ItemQuery) -> String {
    var bytes = [Self.version]
    func append(_ value: UInt64) {
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(value >> shift & 255)) }
    }
    append(Self.mark(query))
    append(UInt64(bitPattern: item))
    append(score.map(\.bitPattern) ?? Double.nan.bitPattern)
    append(UInt64(bitPattern: position))
    append(UInt64(count))
    bytes.append(contentsOf: date.utf8)
    append(Self.hash(bytes))
    return Base64URL.text(bytes)
  }

  /// The cursor in a text.
  ///
  /// Throws a usage failure when it is none, was changed, or belongs to another query.
  init(_ text: String, _ query: ItemQuery) throws(Failure) {
    let wrong = Failure.badOption("cursor", found: "another text", expected: "what the page before gave as next")
    guard text.utf8.count <= 1000, let bytes = Base64URL.bytes(text), bytes.count >= 49, bytes[0] == Self.version else {
      throw wrong
    }
    func number(_ place: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
    }
    guard number(bytes.count - 8) == Self.hash(Array(bytes.dropLast(8))) else { throw wrong }
    guard number(1) == Self.mark(query) else {
      throw .badOption("cursor", found: "that of another query", expected: "what the page before gave as next")
    }
    item = Int64(bitPattern: number(9))
    let value = Double(bitPattern: number(17))
    score = value.isNaN ? nil : value
    position = Int64(bitPattern: number(25))
    count = Int(truncatingIfNeeded: number(33))
    date = String(decoding: bytes[41..<bytes.count - 8], as: UTF8.self)
  }

  /// What tells a query from others.
  private static func mark(_ query: ItemQuery) -> UInt64 {
    let whole = query.whole
    let parts = [
      whole.text, whole.labels.rawValue, whole.firstDay ?? "-", whole.lastDay ?? "-", whole.value?.field ?? "-",
      whole.value?.value ?? "-", whole.annotator ?? "-", whole.hidesSeen ? "1" : "0", whole.sort.rawValue,
      whole.hidesLabels ? "1" : "0",
    ]
    return hash(parts.flatMap { Array($0.utf8) + [0] })
  }

  /// Against slips, not against attackers, to whom a cursor opens nothing.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash = ContentHash()
    hash.add(bytes.span)
    return hash.value
  }
}

/// Base64 in the alphabet of addresses, without padding (RFC 4648, section 5).
enum Base64URL {
  static func text(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  static func bytes(_ text: String) -> [UInt8]? {
    guard text.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2F && $0 != 0x3D }) else { return nil }
    let padded = text.replacing("-", with: "+").replacing("_", with: "/")
    return Data(base64Encoded: padded + String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4)).map(Array.init)
  }
}
