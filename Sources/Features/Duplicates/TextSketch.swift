/// What is kept of an item's texts to find its duplicates: 40 bytes, whatever their length.
///
/// A pure function of the texts, the same on every machine and in every version, so that a store can keep it. It has
///
/// - a *key*, a hash of all words in order: texts with the same words have the same key;
/// - eight *bands*, each a hash of the six least values of six hash functions over the text's runs of three words
///   (MinHash). Two texts agree in a band with the probability s⁶, where s is their similarity.
///
/// A text of fewer than three words has no bands, one without any word has no key either and is nobody's duplicate.
///
/// Source: Broder, "On the resemblance and containment of documents", 1997; bands as in Leskovec, Rajaraman and Ullman,
/// "Mining of massive datasets", 3.4.
public struct TextSketch: Sendable {
  /// The number of bytes of a sketch that is kept.
  public static let byteCount = 40

  static let bandCount = 8
  static let rowCount = 6

  /// The key, then the bands in pairs, the first of a pair lower.
  private let words: InlineArray<5, UInt64>

  init(key: UInt64, bandPairs: InlineArray<4, UInt64>) {
    words = InlineArray { $0 == 0 ? key : bandPairs[$0 - 1] }
  }

  /// A sketch from what `bytes` gave; nil if there are not 40 of them, or if no texts can have them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    words = InlineArray { word in
      (0..<8).reduce(0) { $0 | UInt64(bytes[8 * word + $1]) << UInt64(8 * $1) }
    }
    if isEmpty, hasBands { return nil }
  }

  /// The sketch as 40 bytes: key and bands, each with its lowest byte first.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for word in words.indices {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: words[word] >> shift))
      }
    }
    return bytes
  }

  /// Whether the texts have no word, so that nothing is known to be their duplicate.
  public var isEmpty: Bool { key == 0 }

  /// The hash of all words, never 0 when there are any.
  var key: UInt64 { words[0] }

  /// Whether the texts have three words at least.
  var hasBands: Bool { words[1] | words[2] | words[3] | words[4] != 0 }

  /// The hash of band `number`.
  @inline(__always)
  func band(_ number: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: words[1 + number / 2] >> UInt64(32 * (number & 1)))
  }
}

extension TextSketch: Hashable {
  /// Whether key and bands are the same.
  public static func == (a: TextSketch, b: TextSketch) -> Bool {
    a.words.indices.allSatisfy { a.words[$0] == b.words[$0] }
  }

  /// Hashes the key.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
