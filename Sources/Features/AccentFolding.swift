/// Scalars without their accents: the compatibility decomposition (NFKD), less every combining mark.
///
/// This is scikit-learn's `strip_accents="unicode"`: `é` becomes `e`, `ﬁ` becomes `fi`, `²` becomes `2`; a mark of
/// combining class 0 (a Thai vowel, say) stays. The standard library publishes no decompositions, so they come from
/// tables made from Python's `unicodedata` (`AccentFolding+Tables.swift`); syllables of Hangul are computed. The tables
/// hold what occurs in lower-cased text.
struct AccentFolding {
  /// First scalars of runs whose targets ascend with them, the lengths of the runs, and their first targets.
  private var runs: [(source: UInt32, length: UInt32, target: UInt32)] = []
  /// Scalars that become several, with the place of those in `targets`.
  private var sequences: [(source: UInt32, targets: Range<Int>)] = []
  private var targets: [UInt32] = []

  /// Reads the tables.
  init() {
    var next: UInt32 = 0
    Self.forEachEntry(of: Self.runTable) { gap, rest in
      runs.append((source: next + gap, length: rest[0], target: rest[1]))
      next += gap + rest[0]
    }
    next = 0
    Self.forEachEntry(of: Self.sequenceTable) { gap, rest in
      sequences.append((source: next + gap, targets: targets.count..<(targets.count + rest.count)))
      targets += rest
      next += gap + 1
    }
  }

  /// What `scalar` is written as; nothing for a combining mark.
  func scalars(for scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.properties.canonicalCombiningClass != .notReordered { return [] }
    let value = scalar.value
    if case 0xAC00..<0xD7A4 = value { return Self.jamo(of: value - 0xAC00) }
    if let run = runs.lastEntry(atMost: value, by: \.source), value - run.source < run.length {
      return [Unicode.Scalar(run.target + (value - run.source)) ?? scalar]
    }
    if let sequence = sequences.lastEntry(atMost: value, by: \.source), sequence.source == value {
      return targets[sequence.targets].compactMap(Unicode.Scalar.init)
    }
    return [scalar]
  }

  /// The letters of syllable `index` of Hangul (The Unicode Standard 14.0, section 3.12).
  private static func jamo(of index: UInt32) -> [Unicode.Scalar] {
    let (lead, vowel, tail) = (index / 588, index % 588 / 28, index % 28)
    let values = [0x1100 + lead, 0x1161 + vowel] + (tail == 0 ? [] : [0x11A7 + tail])
    return values.compactMap(Unicode.Scalar.init)
  }

  /// Calls `body` with the numbers of each entry of `table`: entries end with a space, their hexadecimal numbers are
  /// separated by commas, and the first is the number of scalars skipped since the last entry.
  private static func forEachEntry(of table: String, _ body: (_ gap: UInt32, _ rest: [UInt32]) -> Void) {
    var numbers: [UInt32] = []
    var number: UInt32 = 0
    for byte in table.utf8 {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: " "):
        numbers.append(number)
        number = 0
        if byte == UInt8(ascii: " ") {
          body(numbers[0], Array(numbers.dropFirst()))
          numbers.removeAll(keepingCapacity: true)
        }
      default: number = number << 4 | UInt32(byte < 0x3A ? byte - 0x30 : byte - 0x57)
      }
    }
  }
}

extension Array {
  /// The last element whose `key` is at most `value`, in an array that ascends by `key`.
  fileprivate func lastEntry(atMost value: UInt32, by key: (Element) -> UInt32) -> Element? {
    var range = 0..<count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = key(self[middle]) <= value ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound == 0 ? nil : self[range.lowerBound - 1]
  }
}
