/// What becomes of each Unicode scalar of a text: what it is written as (lower case, without accents if asked), and
/// whether it belongs to a word.
///
/// A word is made of letters, numbers of every kind and underscores: Python's `str.isalnum() or "_"`, which is its
/// regular expressions' `\w`. In the standard library's terms: general category L*, or any numeric type. The two agree
/// on all scalars of Unicode 14 (Python 3.11); later letters and digits count here as well.
///
/// The table is filled in pages of 128 scalars when one is first met, so that a program which reads Portuguese pays
/// for Latin only.
struct ScalarTable {
  /// What is known of one scalar, in 32 bits.
  struct Entry {
    fileprivate(set) var bits: UInt32

    /// Whether the scalar belongs to a word when it stands in a text that is lower-cased already.
    var isWord: Bool { bits & 1 << 31 != 0 }
    /// Whether the scalar is written as none or several scalars.
    var isSequence: Bool { bits & 1 << 30 != 0 }
    /// Whether the scalar is U+03A3, whose lower case depends on its neighbours.
    var isCapitalSigma: Bool { bits & 1 << 29 != 0 }
    /// The scalar that it is written as, or the number of its sequence.
    var target: UInt32 { bits & 0x1F_FFFF }
  }

  private static let pageShift: UInt32 = 7
  private static let pageSize: UInt32 = 1 << pageShift

  private var pageStarts = [Int32](repeating: -1, count: 0x11_0000 >> Int(pageShift))
  private var entries: [Entry] = []
  private var sequences: [[UInt8]] = []
  private let folding: AccentFolding?

  /// An empty table; with `foldAccents` scalars are written without accents.
  init(foldAccents: Bool) { folding = foldAccents ? AccentFolding() : nil }

  /// What is known of `scalar`, which must be a Unicode scalar value.
  @inline(__always)
  mutating func entry(for scalar: UInt32) -> Entry {
    let page = Int(scalar >> Self.pageShift)
    if pageStarts[page] < 0 { fill(page) }
    return entries[Int(pageStarts[page]) + Int(scalar & (Self.pageSize - 1))]
  }

  /// The bytes of sequence `number`.
  func sequence(_ number: UInt32) -> [UInt8] { sequences[Int(number)] }

  @inline(never)
  private mutating func fill(_ page: Int) {
    pageStarts[page] = Int32(entries.count)
    let first = UInt32(page) << Self.pageShift
    for value in first..<(first + Self.pageSize) {
      guard let scalar = Unicode.Scalar(value) else {
        entries.append(Entry(bits: 0))
        continue
      }
      entries.append(makeEntry(for: scalar))
    }
  }

  private mutating func makeEntry(for scalar: Unicode.Scalar) -> Entry {
    let word: UInt32 = scalar.isWordPart ? 1 << 31 : 0
    if scalar == "\u{3A3}" { return Entry(bits: word | 1 << 29) }
    let lowered = Array(scalar.properties.lowercaseMapping.unicodeScalars)
    let written = folding.map { folding in lowered.flatMap { folding.scalars(for: $0) } } ?? lowered
    if written.count == 1 { return Entry(bits: word | written[0].value) }
    sequences.append(written.flatMap { Array(UTF8.encode($0) ?? UTF8.encodedReplacementCharacter) })
    return Entry(bits: word | 1 << 30 | UInt32(sequences.count - 1))
  }
}

extension Unicode.Scalar {
  /// Whether Python's `\w` matches the scalar: a letter, a number of any kind, or an underscore.
  var isWordPart: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
    default: properties.numericType != nil || self == "_"
    }
  }
}
