/// Makes the sketches of items.
///
/// ```swift
/// var sketcher = TextSketcher()
/// let sketches = (0..<items.count).map { sketcher.sketch(of: items.comparedTexts(ofItem: $0)) }
/// ```
///
/// It holds tables and scratch memory that the items share; a thread takes one of its own. What it was used for before
/// does not show in a sketch.
public struct TextSketcher: Sendable {
  private var reader = WordReader()
  private let functions = SketchHash.functions(TextSketch.bandCount * TextSketch.rowCount)

  /// A sketcher.
  public init() {}

  /// The sketch of an item's texts, which are read as if they were one. O(48 · words).
  ///
  /// Without `bands` it has the key alone: exact duplicates are found by it and near ones are not. O(words).
  public mutating func sketch(of texts: [String], bands: Bool = true) -> TextSketch {
    reader.read(texts)
    var key: UInt64 = 0
    if !reader.spelling.isEmpty {
      key = reader.spelling.reduce(SketchHash.start, SketchHash.mix)
      if key == 0 { key = 1 }
    }
    var pairs = InlineArray<4, UInt64>(repeating: 0)
    if bands, !reader.shingles.isEmpty {
      for number in 0..<TextSketch.bandCount {
        pairs[number / 2] |= UInt64(band(number)) << UInt64(32 * (number & 1))
      }
    }
    return TextSketch(key: key, bandPairs: pairs)
  }

  /// The hash of the least values of six functions.
  private func band(_ number: Int) -> UInt32 {
    let first = number * TextSketch.rowCount
    let functions = InlineArray<6, SketchHash.Function> { self.functions[first + $0] }
    // Six at a time: the minima do not wait for one another.
    var least = InlineArray<6, UInt64>(repeating: .max)
    for shingle in reader.shingles {
      for row in functions.indices { least[row] = min(least[row], functions[row].value(of: shingle)) }
    }
    var hash = SketchHash.start
    for row in least.indices { hash = SketchHash.mix(hash, least[row] &>> 32) }
    return UInt32(truncatingIfNeeded: hash &>> 32)
  }
}
