import GarimpoKernels

/// Reads texts as their words: every longest run of letters, numbers of any kind and underscores in lower case, a single
/// one too, with the `+` and `#` right behind it.
///
/// Punctuation, white space, symbols and where one text ends and the next begins are not seen. Accents are: `e` is not
/// `é`, nor is `é` written as one scalar the same as written as two.
struct WordReader {
  /// The words that were read, spelt out: for each its number of 64-bit words, then these. Texts have the same words in
  /// the same order if and only if these are equal.
  private(set) var spelling: [UInt64] = []
  /// The hashes of all runs of three words, in order.
  private(set) var shingles: [UInt64] = []

  private var scanner = TokenScanner(foldAccents: false, keepsAllWords: true)
  private var hashes: [UInt64] = []

  /// The words in a run.
  static let shingleLength = 3

  /// Reads the texts of one item; forgets what was read before.
  mutating func read(_ texts: [String]) {
    scanner.clear()
    for text in texts { scanner.scan(text) }
    spelling.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    shingles.removeAll(keepingCapacity: true)
    let rest = scanner.list.rest
    for token in scanner.list.tokens {
      spelling.append(UInt64(token.restCount) + 1)
      spelling.append(token.first)
      var hash = SketchHash.mix(SketchHash.start, token.first)
      for word in rest[token.restStart..<(token.restStart + Int(token.restCount))] {
        spelling.append(word)
        hash = SketchHash.mix(hash, word)
      }
      hashes.append(hash)
    }
    guard hashes.count >= Self.shingleLength else { return }
    for place in 2..<hashes.count {
      shingles.append(
        SketchHash.mix(
          SketchHash.mix(SketchHash.mix(SketchHash.start, hashes[place - 2]), hashes[place - 1]), hashes[place]))
    }
  }

  /// The distinct shingles of the texts, ascending.
  mutating func shingleSet(of texts: [String]) -> [UInt64] {
    read(texts)
    RadixSort.sort(&shingles)
    var distinct: [UInt64] = []
    distinct.reserveCapacity(shingles.count)
    for shingle in shingles where shingle != distinct.last { distinct.append(shingle) }
    return distinct
  }
}
